import ProgrammerSession
import Quantities
import SerialLink
import Telemetry

/// A programmer that asks a pump who it is, over and over, the way the real one asks anything.
final class IdentifyClient {
  private let link: ByteLink
  private var session = ProgrammerSession(role: .clinician, nonce: 0)
  private var waiting = PollSet(capacity: 1)
  private var buffer = [UInt8](repeating: 0, count: 4096)
  /// The pump, once it has answered.
  private(set) var identity: Identity?

  init(_ port: String) throws(SerialError) { link = try ByteLink(opening: .path(port)) }

  /// Asks, waits for the answer, and takes the time of both together into each place of `times`.
  func roundTrips(_ times: inout [UInt64], _ range: Range<Int>) throws {
    for index in range {
      let start = MonotonicClock.nanoseconds()
      session.begin(.identify, at: now())
      let outcome = try finish()
      times[index] = MonotonicClock.nanoseconds() - start
      guard case .reply(.identity(let identity)) = outcome else {
        throw BenchError(.wrong, "the pump did not say who it is: \(outcome)")
      }
      self.identity = identity
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
        session.withTransmission { bytes in _ = try? link.write(bytes) }
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
      var position = 0
      while position < count {
        session.receive(buffer.span.extracting(first: count), from: &position, at: now())
        if let outcome = try drain() { return outcome }
      }
      return nil
    }
  }
}
