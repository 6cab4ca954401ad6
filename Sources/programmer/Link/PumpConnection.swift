import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry

/// The programmer's run loop: drives a session over a port, one request at a time.
final class PumpConnection {
  private let address: PortAddress
  private var link: ByteLink?
  var session: ProgrammerSession
  private let capture: Capture?
  private(set) var role: Role
  /// The card whose keys open the pump's sessions; `nil` for what needs none.
  let card: KeyCard?
  /// Keeps what happens in the archive.
  let recorder: VisitRecorder
  /// Orders of earlier visits of which nobody knows what became; they stand against new ones.
  var open: [OpenOrder] = []
  /// Whether the card could not be written; it is said once.
  var isCardFailing = false
  private var serial = ShortText<12>()
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var waiting = PollSet(capacity: 1)

  /// How long a cut link is given to come back when an order's outcome depends on it, in ms.
  private static let reconnectTime: UInt64 = 3_000

  /// Opens a port, locked against other programs.
  init(
    _ address: PortAddress, capture: Capture?, recorder: VisitRecorder, card: KeyCard? = nil,
    role: Role = .clinician, timings: SessionTimings = SessionTimings()
  ) throws(SerialError) {
    self.address = address
    self.capture = capture
    self.recorder = recorder
    self.card = card
    self.role = role
    link = try ByteLink(opening: address)
    session = ProgrammerSession(
      role: role, pairing: card?.pairing(role), nonce: .random(), timings: timings)
  }

  /// The port, as messages name it.
  var name: String { address.description }

  /// The order whose outcome is unknown.
  var unsettled: UnsettledOrder? { session.unsettled }

  /// Says which pump this is, so that another one in its place is noticed.
  func expect(_ serial: ShortText<12>) { self.serial = serial }

  /// Opens a session on behalf of ``role``, and finds out what became of orders of earlier visits.
  func openSession() throws -> Outcome {
    try recorder.begin(port: name, role: role)
    var outcome = try perform(session.opening())
    // A pump whose memory was set back can come upon a number it gave before. Orders are told apart
    // by it, so none is given under one that the archive has orders of.
    var tries = 3
    while tries > 0, case .reply(.sessionOpened(let opened)) = outcome,
      try recorder.hasOrders(inSession: opened.session)
    {
      tries -= 1
      outcome = try perform(session.opening())
    }
    if case .reply(.sessionOpened) = outcome {
      try settleEarlierOrders()
      try judgePendingKey()
      CrashPoint.reach(.afterOpening)
    }
    return outcome
  }

  /// Takes up the keys that the card has for a role now; its session is still to be opened.
  func change(to role: Role) {
    self.role = role
    session = ProgrammerSession(
      role: role, pairing: card?.pairing(role), nonce: .random(), timings: session.timings)
  }

  /// Carries out a request to its end.
  func perform(_ request: Request) throws -> Outcome {
    session.begin(request, at: now())
    let outcome = try finish()
    recorder.observe(request, outcome)
    adoptFittingKey()
    return outcome
  }

  /// Calls for the emergency: the pump is to go to minimum rate at once. It needs no key.
  ///
  /// Guarded as an order is, for it is one.
  func callEmergency() throws -> Outcome {
    try VerbState.current?.holdSignals()
    let fate = VerbState.current?.fate ?? .notCarriedOut
    session.beginEmergency(at: now())
    let outcome = try finish()
    switch outcome {
    case .reply(.acknowledged): VerbState.orderEnded(.carriedOut)
    // What is known of an earlier call does not change because this one was refused.
    case .refused: VerbState.orderEnded(fate)
    case .reply, .doneUnheard, .notDone, .unknown, .failed: break
    }
    return outcome
  }

  /// Carries out an order, which expires if the pump does not hear it soon.
  ///
  /// An interruption waits until the outcome is told: nobody is to be left without it. Outside of a
  /// verb, which tells it, it waits until the outcome is known.
  /// `prepare` is what has to be done between its being stored and its being sent; if that fails,
  /// it is not sent.
  func order(
    _ make: (_ notAfter: UInt32) -> Request, prepare: () throws -> Void = {}
  ) throws -> Outcome {
    if let verb = VerbState.current {
      try verb.holdSignals()
      return try guardedOrder(make, prepare)
    }
    let verb = VerbState()
    defer { verb.tellSignals() }
    return try VerbState.$current.withValue(verb) {
      try verb.holdSignals()
      return try guardedOrder(make, prepare)
    }
  }

  private func guardedOrder(
    _ make: (_ notAfter: UInt32) -> Request, _ prepare: () throws -> Void
  ) throws -> Outcome {
    if let order = open.first { throw EarlierOrderWords.blocked(by: order) }
    if session.unsettled != nil { return try perform(make(0)) }
    var request: Request?
    CrashPoint.reach(.beforeIntent)
    let number = try recorder.intend {
      guard let meant = intent(make) else { throw OutcomeWords.error(.notOpen, port: name) }
      request = meant.request
      return meant
    }
    guard let request = request ?? intent(make)?.request else { return .failed(.notOpen) }
    CrashPoint.reach(.afterIntent)
    do {
      try prepare()
    } catch {
      recorder.ended(number, .failed(.notOpen))
      throw error
    }
    do {
      let outcome = try perform(request)
      VerbState.orderEnded(OutcomeWords.fate(outcome))
      CrashPoint.reach(.beforeOutcome)
      recorder.ended(number, outcome)
      CrashPoint.reach(.afterOutcome)
      return outcome
    } catch {
      recorder.ended(number, nil)
      throw error
    }
  }

  /// An order made now, and what it will be known as.
  private func intent(
    _ make: (_ notAfter: UInt32) -> Request
  ) -> (request: Request, name: UnsettledOrder)? {
    guard let notAfter = session.notAfter(at: now()) else { return nil }
    let request = make(notAfter)
    return session.name(of: request).map { (request, $0) }
  }

  /// Asks for a page of the event log.
  func logPage(from first: UInt32) throws -> LogReader.Answer {
    switch try perform(.readLog(ReadLog(from: first))) {
    case .reply(.logPage(let page)): return .page(page)
    case .refused(let refusal) where refusal.code == .noSuchEntry:
      return .noSuchEntry(nearest: UInt32(clamping: refusal.limit))
    case .refused(let refusal): throw OutcomeWords.error(refusal)
    case .failed(let error): throw OutcomeWords.error(error, port: name)
    default:
      throw ProgrammerError(
        .protocolViolation, "\(name): a page of the log was asked for, and something else came")
    }
  }

  private func now() -> LinkTime { LinkTime(rawValue: MonotonicClock.milliseconds()) }

  private func finish() throws -> Outcome {
    while true {
      if let outcome = drain() { return outcome }
      do {
        if let outcome = try receive() { return outcome }
      } catch let error as SerialError {
        try reconnect(after: error)
      }
      session.tick(at: now())
    }
  }

  /// Sends what is to be sent; gives the outcome when there is one.
  private func drain() -> Outcome? {
    while let action = session.nextAction() {
      switch action {
      case .transmit: send()
      case .finished(let outcome): return outcome
      }
    }
    return nil
  }

  private func send() {
    session.withTransmission { bytes in
      capture?.sent(bytes)
      recorder.sent(bytes)
      switch link {
      // What is not accepted is lost, as on any link: the session sends again or settles.
      case .some(let link): _ = try? link.write(bytes)
      case .none: break
      }
    }
    if session.orderInFlight != nil || session.isEmergencyInFlight { VerbState.orderIsOut() }
    if session.orderInFlight != nil { CrashPoint.reach(.afterSend) }
  }

  /// Waits for bytes or for the session's deadline, and hands in what came.
  private func receive() throws -> Outcome? {
    let count: Int
    switch link {
    case .some(let link):
      waiting.removeAll()
      waiting.add(link.fileDescriptor, .readable)
      let deadline = session.deadline ?? now()
      try waiting.wait(timeoutMilliseconds: Int(deadline.since(now()).rawValue))
      switch try link.read(into: &buffer) {
      case .bytes(let read): count = read
      case .wouldBlock: return nil
      case .closed: throw SerialError.endOfStream(address.description)
      }
    case .none: return nil
    }
    let chunk = buffer
    let bytes = chunk.span.extracting(first: count)
    capture?.received(bytes)
    recorder.received(bytes)
    var position = 0
    while position < count {
      session.receive(bytes, from: &position, at: now())
      if let outcome = drain() { return outcome }
    }
    return nil
  }

  /// Opens the port again, if that can still tell how an order turned out.
  private func reconnect(after error: SerialError) throws {
    link = nil
    guard session.orderInFlight != nil else { throw error }
    let end = MonotonicClock.milliseconds() + Self.reconnectTime
    while MonotonicClock.milliseconds() < end {
      if let again = try? ByteLink(opening: address) {
        link = consume again
        if isSamePump() { return session.linkInterrupted() }
        link = nil
      }
      // Nothing to wait for but time: the port appears by itself.
      waiting.removeAll()
      try waiting.wait(timeoutMilliseconds: 50)
    }
    throw ProgrammerError(.unknown, OutcomeWords.unknown(session.orderInFlight))
  }

  /// Whether the pump at the port is the one the order went to: a path can lead to another one
  /// now, which would truthfully say that it knows nothing of the order.
  private func isSamePump() -> Bool {
    let interrupted = session
    defer { session = interrupted }
    session = ProgrammerSession(role: role, pairing: nil, nonce: .random())
    guard case .reply(.identity(let identity))? = try? perform(.identify) else { return false }
    return identity.serial == serial
  }
}
