import ProgrammerSession
import Quantities
import SerialLink
import Telemetry

/// A programmer that asks a pump one thing, over and over, the way the real one asks anything.
final class RequestClient {
  private let link: ByteLine
  private var session: ProgrammerSession
  private var waiting = PollSet(capacity: 1)
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private let request: Request
  private let answer: ReplyType
  /// The bytes of the last request and of the last answer on the wire, once there was one.
  private(set) var wireBytes = (request: 0, reply: 0)

  /// Asks the pump at a port who it is.
  init(_ port: String) throws(SerialError) {
    link = try ByteLine(opening: .path(port))
    session = ProgrammerSession(
      role: .clinician, pairing: nil, nonce: AsconBlock(low: 0, high: 0))
    request = .opening(.identify)
    answer = .identity
  }

  /// Opens a sealed session with the pump at a port, to read its status in.
  init(_ port: String, _ pairing: Pairing) throws {
    link = try ByteLine(opening: .path(port))
    session = ProgrammerSession(
      role: .clinician, pairing: pairing, nonce: AsconBlock(low: 0, high: 0))
    request = .query(.readStatus)
    answer = .status
    session.begin(session.opening(), at: now())
    let outcome = try finish()
    guard case .reply(.sessionOpened) = outcome else {
      throw BenchmarkError(.wrong, "the pump opened no session: \(outcome)")
    }
  }

  /// Asks, waits for the answer, and takes the time of both together into each place of `times`.
  func roundTrips(_ times: inout [UInt64], _ range: Range<Int>) throws {
    for index in range {
      let start = MonotonicClock.nanoseconds()
      session.begin(request, at: now())
      let outcome = try finish()
      times[index] = MonotonicClock.nanoseconds() - start
      guard case .reply(let reply) = outcome, reply.type == answer else {
        throw BenchmarkError(.wrong, "the pump did not answer \(request): \(outcome)")
      }
    }
  }

  private func now() -> LinkTime { LinkTime(rawValue: MonotonicClock.milliseconds()) }

  private func finish() throws(SerialError) -> Outcome {
    while true {
      if let outcome = try drain() { return outcome }
      if let outcome = try receive() { return outcome }
      session.tick(at: now())
    }
  }

  private func drain() throws(SerialError) -> Outcome? {
    while let action = session.nextAction() {
      switch action {
      case .transmit:
        wireBytes = (0, 0)
        session.withTransmission { bytes in
          wireBytes.request = bytes.count
          _ = try? link.write(bytes)
        }
      case .finished(let outcome): return outcome
      }
    }
    return nil
  }

  private func receive() throws(SerialError) -> Outcome? {
    waiting.removeAll()
    waiting.add(link.fileDescriptor, .readable)
    let deadline = session.deadline ?? now()
    try waiting.wait(timeoutMilliseconds: Int(deadline.since(now()).rawValue))
    switch try link.read(into: &buffer) {
    case .wouldBlock: return nil
    case .closed: throw SerialError.endOfStream(link.path)
    case .bytes(let count):
      wireBytes.reply += count
      var position = 0
      while position < count {
        session.receive(buffer.span.extracting(first: count), from: &position, at: now())
        if let outcome = try drain() { return outcome }
      }
      return nil
    }
  }
}
