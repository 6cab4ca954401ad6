import ProgrammerSession
import Quantities
import SerialLink
import Telemetry

/// A programmer that asks a pump the same thing over and over, the way the real one asks anything.
final class PumpClient {
  private let link: ByteLink
  private var session: ProgrammerSession
  private var waiting = PollSet(capacity: 1)
  private var buffer = [UInt8](repeating: 0, count: 4096)
  /// The length of the frame sent last, in bytes.
  private(set) var requestBytes = 0
  /// The length of the answer that came last, in bytes.
  private(set) var replyBytes = 0

  init(_ port: String, pairing: Pairing?) throws(SerialError) {
    link = try ByteLink(opening: .path(port))
    session = ProgrammerSession(
      role: .clinician, pairing: pairing, nonce: AsconBlock(low: 0, high: 0))
  }

  /// Opens a session, which what is asked next is sealed in.
  func openSession() throws { try ask(session.opening(), .sessionOpened) }

  /// Asks, waits for the answer, and takes the time of both together into each place of `times`.
  func roundTrips(
    _ request: Request, _ reply: ReplyType, _ times: inout [UInt64], _ range: Range<Int>
  ) throws {
    for index in range {
      let start = MonotonicClock.nanoseconds()
      try ask(request, reply)
      times[index] = MonotonicClock.nanoseconds() - start
    }
  }

  private func ask(_ request: Request, _ reply: ReplyType) throws {
    session.begin(request, at: now())
    let outcome = try finish()
    guard case .reply(let answer) = outcome, answer.type == reply else {
      throw BenchError(.wrong, "the pump did not answer \(request): \(outcome)")
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
        session.withTransmission { bytes in
          requestBytes = bytes.count
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
      replyBytes = count
      var position = 0
      while position < count {
        session.receive(buffer.span.extracting(first: count), from: &position, at: now())
        if let outcome = try drain() { return outcome }
      }
      return nil
    }
  }
}
