import ProgrammerSession
import Quantities
import SerialLink
import Telemetry

/// The programmer's run loop: drives a session over a port, one request at a time.
final class PumpConnection {
  private let address: PortAddress
  private var link: ByteLink?
  private var session: ProgrammerSession
  private let capture: Capture?
  private var serial = ShortText<12>()
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var waiting = PollSet(capacity: 1)

  /// How long a cut link is given to come back when an order's outcome depends on it, in ms.
  private static let reconnectTime: UInt64 = 3_000

  /// Opens a port, locked against other programs.
  init(
    _ address: PortAddress, capture: Capture?, role: Role = .clinician
  ) throws(SerialError) {
    self.address = address
    self.capture = capture
    link = try ByteLink(opening: address)
    session = ProgrammerSession(role: role, nonce: .random(in: 0 ... .max))
  }

  /// The port, as messages name it.
  var name: String { address.description }

  /// The order whose outcome is unknown.
  var unsettled: UnsettledOrder? { session.unsettled }

  /// Says which pump this is, so that another one in its place is noticed.
  func expect(_ serial: ShortText<12>) { self.serial = serial }

  /// Opens a session on behalf of the role it was made for.
  func open() throws -> Outcome { try perform(session.opening()) }

  /// Carries out a request to its end.
  func perform(_ request: Request) throws -> Outcome {
    session.begin(request, at: now())
    return try finish()
  }

  /// Carries out an order, which expires if the pump does not hear it soon.
  ///
  /// An interruption waits until the outcome is known: nobody is to be left without it.
  func order(_ make: (_ notAfter: UInt32) -> Request) throws -> Outcome {
    let signals = try SignalPipe()
    defer {
      while let signal = try? signals.next() {
        StandardStreams.error(
          "programmer: told to end (\(signal)), but the order was brought to its end first\n")
      }
    }
    let now = now()
    guard let notAfter = session.notAfter(at: now) else { return .failed(.notOpen) }
    session.begin(make(notAfter), at: now)
    return try finish()
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
      switch link {
      // What is not accepted is lost, as on any link: the session sends again or settles.
      case .some(let link): _ = try? link.write(bytes)
      case .none: break
      }
    }
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
    session = ProgrammerSession(role: .clinician, nonce: 0)
    guard case .reply(.identity(let identity))? = try? perform(.identify) else { return false }
    return identity.serial == serial
  }
}
