package import Clinic
import ClinicText
package import ProgrammerSession
package import PumpText
package import Quantities
package import SerialLink
package import Telemetry

/// The programmer's run loop: drives a session over a port, one request at a time.
package final class PumpConnection {
  /// The port, as messages name it.
  package let name: String
  package let address: PortAddress
  package let opener: LineOpener
  package var line: (any ProgrammerLine)?
  /// What the line was lost by.
  var loss: SerialError?
  /// Whether the last request went unanswered, so that there is nobody to say goodbye to.
  private var isSilent = false
  package var session: ProgrammerSession
  /// What is kept and told of what goes over the line.
  let records: LineRecords
  private var telnet = TelnetBytes()
  package private(set) var role: Role
  /// The card whose keys open the pump's sessions; `nil` for what needs none.
  package let card: KeyCard?
  /// How what a person can do next is said to whoever uses this programmer.
  package let face: Face
  /// Keeps what happens in the archive.
  package let recorder: VisitRecorder
  /// Orders of earlier visits of which nobody knows what became; they stand against new ones.
  package internal(set) var open: [OpenOrder] = []
  /// Whether the card could not be written; it is said once.
  var isCardFailing = false
  package var serial = ShortText<12>()
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// Opens a port, locked against other programs.
  init(
    _ address: PortAddress, face: Face, records: LineRecords, recorder: VisitRecorder,
    card: KeyCard? = nil, role: Role = .clinician, timings: SessionTimings = SessionTimings(),
    wishes: LineWishes = LineWishes()
  ) throws {
    name = address.description
    let opener = LineOpener.current
    self.opener = opener
    self.face = face
    self.records = records
    self.recorder = recorder
    self.card = card
    self.role = role
    self.address = address
    line = try opener.open(address)
    session = ProgrammerSession(
      role: role, pairing: card?.pairing(role), nonce: .random(), timings: wishes.timings(timings))
  }

  /// The order whose outcome is unknown.
  package var unsettled: UnsettledOrder? { session.unsettled }

  /// Says which pump this is, so that another one in its place is noticed.
  func expect(_ serial: ShortText<12>) { self.serial = serial }

  /// Opens a session on behalf of ``role``, and finds out what became of orders of earlier visits.
  func openSession() throws -> Outcome {
    try recorder.begin(port: name, role: role)
    let outcome = try openUnusedSession()
    if case .reply(.sessionOpened) = outcome {
      try settleEarlierOrders()
      try judgePendingKey()
      ProgrammerCrashPoint.reach(.afterOpening)
    }
    return outcome
  }

  private func openUnusedSession() throws -> Outcome {
    var opening = SessionOpening()
    while true {
      switch opening.step {
      case .open: opening.heard(try perform(session.opening()))
      case .lookUp(let number): opening.found(isKnown: try recorder.hasOrders(inSession: number))
      case .over(let outcome): return outcome
      }
    }
  }

  /// Takes up the keys that the card has for a role now; its session is still to be opened.
  package func change(to role: Role) {
    self.role = role
    session = ProgrammerSession(
      role: role, pairing: card?.pairing(role), nonce: .random(), timings: session.timings)
  }

  /// Carries out a request to its end. When the line is lost it is given up, and thrown what the
  /// line was lost by.
  ///
  /// Orders do not go this way: ``order(_:prepare:)`` takes those that somebody agreed to.
  func perform(_ request: Request) throws -> Outcome {
    precondition(!request.type.changesTherapy, "an order that nobody agreed to")
    return try carryOut(request)
  }

  private func carryOut(_ request: Request) throws -> Outcome {
    if let loss { throw loss }
    session.begin(request, at: now)
    let outcome = try finish()
    recorder.observe(request, outcome)
    adoptFittingKey()
    return outcome
  }

  /// Ends the session, at any time and whatever was under way. The pump would do it by itself after
  /// a while: nothing that goes wrong with it matters, and nobody waits for a pump that is silent.
  package func close() {
    guard loss == nil, session.number != nil else { return session.abandon() }
    guard isSilent else {
      _ = try? perform(.query(.closeSession))
      return
    }
    session.begin(.query(.closeSession), at: now)
    _ = drain()
    session.abandon()
  }

  /// Calls for the emergency: the pump is to go to minimum rate at once. It needs no key.
  ///
  /// Guarded as an order is, for it is one.
  package func callEmergency(_: Yes) throws -> Outcome {
    if let loss { throw loss }
    try VerbState.current?.holdSignals()
    let fate = VerbState.current?.fate ?? .notCarriedOut
    session.beginEmergency(at: now)
    let outcome = try finish()
    switch outcome {
    case .reply(.acknowledged), .doneUnheard: VerbState.orderEnded(.carriedOut)
    // This call was sent and may have been heard.
    case .failed(.noAnswer(to: .emergencyRate, _)), .reply, .unknown: break
    // What is known of an earlier call does not change because this one came to nothing.
    case .refused, .notDone, .failed: VerbState.orderEnded(fate)
    }
    return outcome
  }

  /// Carries out an order, which expires if the pump does not hear it soon.
  ///
  /// An interruption waits until the outcome is told: nobody is to be left without it. Outside of a
  /// verb, which tells it, it waits until the outcome is known.
  /// `prepare` is what has to be done between its being stored and its being sent; if that fails,
  /// it is not sent.
  package func order(
    _ order: PermittedOrder, prepare: () throws -> Void = {}
  ) throws -> Outcome {
    if let verb = VerbState.current {
      try verb.holdSignals()
      return try guardedOrder(order, prepare)
    }
    let verb = VerbState()
    defer { verb.tellSignals() }
    return try VerbState.$current.withValue(verb) {
      try verb.holdSignals()
      return try guardedOrder(order, prepare)
    }
  }

  private func guardedOrder(
    _ order: PermittedOrder, _ prepare: () throws -> Void
  ) throws -> Outcome {
    switch OrderObstacle(open, session.unsettled) {
    case .earlier(let earlier)?: throw EarlierOrderWords.blocked(by: earlier)
    case .own?:
      if let loss { throw loss }
      // It is not sent; the session says which order stands against it.
      session.begin(order.body, at: now)
      return try finish()
    case nil: break
    }
    var outcome = try give(order, prepare: prepare)
    var patience = OrderPatience(from: now, session.timings)
    while let again = patience.next(after: outcome, at: now) {
      if again == .first { Notices.say(RefusalDelay.storing.words) }
      try opener.pause(session.timings.settlePause)
      outcome = try give(order) {}
    }
    return outcome
  }

  /// Stores an order, sends it, and stores how it ended.
  private func give(
    _ order: PermittedOrder, prepare: () throws -> Void
  ) throws -> Outcome {
    var given: Order?
    ProgrammerCrashPoint.reach(.beforeIntent)
    let number = try recorder.intend {
      guard let meant = intent(order) else { throw OutcomeWords.error(.notOpen, port: name) }
      given = meant.order
      return meant
    }
    guard let given = given ?? intent(order)?.order else { return .failed(.notOpen) }
    ProgrammerCrashPoint.reach(.afterIntent)
    do {
      try prepare()
    } catch {
      recorder.ended(number, .failed(.notOpen))
      throw error
    }
    do {
      let outcome = try carryOut(.order(given))
      VerbState.orderEnded(OutcomeWords.fate(outcome))
      ProgrammerCrashPoint.reach(.beforeOutcome)
      recorder.ended(number, outcome)
      ProgrammerCrashPoint.reach(.afterOutcome)
      return outcome
    } catch {
      recorder.ended(number, nil)
      throw error
    }
  }

  /// An order made now, and what it will be known as.
  private func intent(
    _ order: PermittedOrder
  ) -> (order: Order, name: UnsettledOrder)? {
    guard let given = session.stamped(order.body, at: now) else { return nil }
    return session.name(of: given).map { (given, $0) }
  }

  package var now: LinkTime { opener.now() }

  private func finish() throws -> Outcome {
    do {
      let outcome = try run()
      isSilent = outcome.isUnanswered
      return outcome
    } catch {
      session.abandon()
      throw error
    }
  }

  /// Drives the session until the request has its outcome.
  private func run() throws -> Outcome {
    var told: RefusalDelay?
    while true {
      if let outcome = drain() { return outcome }
      if let delay = session.waitsFor, delay != told {
        told = delay
        Notices.say(delay.words)
      }
      do {
        if let outcome = try receive() { return outcome }
      } catch let error as SerialError {
        try reconnect(after: error)
      }
      session.tick(at: now)
    }
  }

  /// Sends what is to be sent; gives the outcome when there is one.
  func drain() -> Outcome? {
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
      records.sent(bytes, at: now)
      recorder.sent(bytes)
      // What is not accepted is lost, as on any link: the session sends again or settles.
      line?.write(bytes)
    }
    if session.orderInFlight != nil || session.isEmergencyInFlight { VerbState.orderIsOut() }
    if session.orderInFlight != nil { ProgrammerCrashPoint.reach(.afterSend) }
  }

  /// Waits for bytes or for the session's deadline, and hands in what came.
  func receive() throws -> Outcome? {
    guard let line else { throw loss ?? SerialError.endOfStream(name) }
    let deadline = session.deadline ?? now
    guard let count = try line.read(into: &buffer, within: deadline.since(now)) else { return nil }
    let chunk = buffer
    let bytes = chunk.span.extracting(first: count)
    records.received(bytes, at: now)
    try telnet.check(bytes, at: name)
    recorder.received(bytes)
    var position = 0
    while position < count {
      session.receive(bytes, from: &position, at: now)
      if let outcome = drain() { return outcome }
    }
    return nil
  }
}
