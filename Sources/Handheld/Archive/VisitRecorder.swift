import Clinic
import ClinicText
import Console
import ProgrammerSession
import PumpText
import SerialLink
import Telemetry

/// Records one visit in the archive as it goes on. Without an archive it records nothing.
///
/// What is only read is recorded if it can be, and a word is said once if it cannot. An order is
/// not sent unless its intent is stored.
package final class VisitRecorder {
  private let path: String?
  private let verb: String
  private let face: Face
  private let start = MonotonicClock.milliseconds()
  package private(set) var archive: Archive?
  private(set) var session: Int64?
  private(set) var identity: Identity?
  private(set) var staged = StagedMessages()
  /// Pieces that went over the wire and are not kept yet: before there is a session to keep them
  /// under, and in an archive that goes away with a run, of which the visit's end is soon enough.
  private var pieces: [WirePiece] = []
  private var knownTherapySeconds: UInt32?
  private var confirmation: (preview: String, by: String)?
  private var isFailing = false
  /// The serial number of the pump whose therapy a commit takes over; `nil` outside a transfer.
  package var replaces: String?

  /// `path` is the archive's; `nil` records nothing.
  init(path: String?, face: Face, verb: String = CommandLine.arguments.dropFirst().first ?? "") {
    self.path = path
    self.face = face
    self.verb = verb
  }

  deinit { end(.leftOpen) }

  /// Whether visits are recorded at all.
  var isRecording: Bool { path != nil }

  /// The pump's serial number, which stands for the patient.
  var serial: String { identity?.serial.string ?? "" }

  // MARK: The course of a visit

  /// Begins the record while no session is open yet: an archive that cannot be had ends the visit
  /// before the pump has to do anything.
  func begin(port: String, role: Role) throws {
    guard let path, session == nil else { return }
    let archive = try Archive.open(path)
    self.archive = archive
    session = try archive.begin(
      NewSession(
        serial: serial, model: identity?.model.string ?? "", role: role.name, verb: verb,
        port: port))
    if !archive.isPassing { addPieces() }
  }

  /// Takes note of a request and how it ended.
  func observe(_ request: Request, _ outcome: Outcome) {
    guard case .reply(let reply) = outcome else { return }
    staged.observe(request, reply)
    switch reply {
    case .identity(let body): if identity == nil { identity = body }
    case .sessionOpened(let body): keep { try $0.opened($1, as: body.session) }
    case .status(let body): knownTherapySeconds = body.therapySeconds
    case .interrogation(let body):
      knownTherapySeconds = body.status.therapySeconds
      add(NewReading(body))
    case .therapy, .staged, .dayPlan, .patientBolus, .refill, .forecast, .catheter:
      add(NewReading(reply))
    case .acknowledged: if case .query(.closeSession) = request { end(.closed) }
    case .sessionOffered, .noSession, .logPage, .refused: break
    }
  }

  /// Takes note of what a person agreed to.
  func confirmed(_ preview: String, by whom: String) { confirmation = (preview, whom) }

  /// Stores how the visit ended, so that one the programmer left open is not taken for one the
  /// pump closed.
  func end(_ outcome: SessionEnd) {
    addPieces()
    keep { try $0.end($1, outcome: outcome) }
  }

  // MARK: Orders

  /// Stores an order before it is sent; gives its number, or `nil` when nothing is recorded.
  func intend(_ make: () throws -> (Order, UnsettledOrder)) throws -> Int64? {
    guard isRecording else { return nil }
    guard let archive, let session else {
      throw ProgrammerError(
        .io, "the order could not be stored before it is sent, so it was not sent")
    }
    return try archive.intend(in: session, serial: serial) {
      let (given, name) = try make()
      var order = NewOrder(
        name: name,
        parameters: try MessageJSON.text(staged.parts.map(Request.part) + [.order(given)]))
      order.preview = confirmation?.preview
      order.confirmed = confirmation?.by
      order.knownTherapySeconds = knownTherapySeconds
      order.effects = OrderEffects(of: given.body, after: staged)
      if case .commit = given.body { order.replaces = replaces }
      return order
    }
  }

  /// Stores how an order ended; what cannot be stored now is settled by the next visit.
  func ended(_ order: Int64?, _ outcome: Outcome?) {
    guard let order else { return }
    confirmation = nil
    let end = OrderEnd(outcome)
    let isKept = keep { archive, _ in
      guard let evidence = end.evidence else { return try archive.leaveUnknown(order) }
      try archive.settle(
        order, end.fate, by: evidence, reason: end.reason?.storedName,
        therapySeconds: end.answer?.therapySeconds,
        withheldNanograms: end.answer?.withheldNanograms)
    }
    guard !isKept else { return }
    VerbState.recordIsIncomplete()
    Notices.say("what became of the order could not be stored; the next visit asks the pump")
  }

  /// The orders of earlier visits to this pump of which nobody knows what became.
  func openOrders() throws -> [OpenOrder] { try archive?.openOrders(serial: serial) ?? [] }

  /// Which pump took this one's therapy over, or may have; `nil` when none is known to.
  func successor() throws -> Successor? { try archive?.successor(of: serial) }

  /// Whether there is an order to this pump under a session's number.
  func hasOrders(inSession number: UInt32) throws -> Bool {
    try archive?.hasOrders(serial: serial, inSession: number) ?? false
  }

  /// How the last order to change a role's key turned out; `nil` when none is known.
  func lastKeyChange(of role: Role) throws -> OrderFate? {
    try archive?.lastKeyChange(serial: serial, role: role)
  }

  // MARK: The wire

  func sent(_ bytes: Span<UInt8>) { keep(bytes, isToPump: true) }

  func received(_ bytes: Span<UInt8>) { keep(bytes, isToPump: false) }

  private func keep(_ bytes: Span<UInt8>, isToPump: Bool) {
    guard isRecording else { return }
    add(
      WirePiece(
        milliseconds: MonotonicClock.milliseconds() - start, isToPump: isToPump,
        bytes: bytes.indices.map { bytes[$0] }))
  }

  private func add(_ piece: WirePiece) {
    pieces.append(piece)
    if let archive, session != nil, !archive.isPassing { addPieces() }
  }

  private func addPieces() {
    guard session != nil, !pieces.isEmpty else { return }
    keep { try $0.add(pieces, to: $1) }
    pieces = []
  }

  private func add(_ reading: NewReading) {
    keep { try $0.add(reading, to: $1) }
  }

  /// Writes to the archive; a failure is said once, and the visit goes on.
  @discardableResult
  private func keep(_ body: (Archive, Int64) throws -> Void) -> Bool {
    guard let archive, let session else { return true }
    do {
      try body(archive, session)
      return true
    } catch {
      if isFailing { return false }
      isFailing = true
      Notices.say(
        "this visit cannot be recorded to its end: "
          + "\(ArchiveWords.error(error, archive.path).problem.text(face).shown)")
      return false
    }
  }
}

extension OrderEnd.Reason {
  /// The reason as the archive keeps it.
  fileprivate var storedName: String {
    switch self {
    case .refused(let refusal): refusal.name
    case .notSent: "not sent"
    }
  }
}

extension NewReading {
  /// An interrogation, with what is compared from visit to visit in columns of its own.
  init(_ body: Interrogation) {
    self.init(kind: ReplyType.interrogation.storedName, body: MessageJSON.text(body))
    therapySeconds = body.status.therapySeconds
    clock = body.clock.map { QuantityWords.clock($0).replacing(" ", with: "T") }
    reservoirNanolitres = body.status.reservoirNanolitres
    lowAlarmNanolitres = body.lowAlarmNanolitres
    pumpedNanolitres = body.pumpedNanolitres
    programmedPicograms = body.programmedPicograms
  }

  /// Any other answer.
  init(_ reply: Reply) {
    self.init(kind: reply.type.storedName, body: MessageJSON.text(reply))
  }
}
