package import BenchControl
import PumpText
package import SerialLink
import VerbOutput

/// Following what happens to a pump.
extension ControlClient {
  /// Hands all that happened from an event's number on to `body`, and then what happens, until the
  /// pump ends, a signal comes, or nobody reads this program's output any more, which is also what
  /// `body` says by false. Throws when the pump ends without a word, or lets go of a bench that
  /// reads too slowly, and what `body` throws.
  package func follow(
    since: UInt64, _ signals: borrowing SignalPipe, _ body: (EventAnswer) throws -> Bool
  ) throws {
    let request = BenchRequest.follow(since: since)
    let connection = try connect()
    try send(request, connection)
    var lines = LineStream(try readLine(connection, false))
    let first = try lines.next(connection, signals)
    guard try show(past(first, request), body) else { return }
    while true {
      switch try lines.next(connection, signals) {
      case .nobodyReads: return
      case .ended:
        throw judged(
          .io,
          "\(socket): the pump ended without a word, as by kill -9 or a crash; what it acknowledged"
            + " is in its memory. Start it again on the same files")
      case .line(let line):
        guard let notice = BenchTree(json: line).flatMap({ EventNotice($0) }) else {
          throw judged(.protocolViolation, "\(socket): what came is no event")
        }
        guard try body(notice.event), try !isLast(notice.event) else { return }
      }
    }
  }

  private func show(
    _ events: [EventAnswer], _ body: (EventAnswer) throws -> Bool
  ) rethrows -> Bool {
    for event in events { guard try body(event) else { return false } }
    return true
  }

  /// What the answer to the request says had happened.
  private func past(
    _ next: LineStream.Next, _ request: BenchRequest
  ) throws -> [EventAnswer] {
    guard case .line(let line) = next else { return [] }
    switch BenchTree(json: line).flatMap({ ControlReply($0, to: .follow)?.result }) {
    case .done(.events(let past))?: return past.events
    case .failed(let failure)?:
      throw judged(.refused, "the pump refused \(request.method.rawValue): \(failure.message)")
    case .done?, nil:
      throw judged(
        .protocolViolation, "\(socket): the answer is none; is this a pump's control socket?")
    }
  }

  /// Whether nothing comes after an event.
  private func isLast(_ event: EventAnswer) throws -> Bool {
    switch BenchEvent(rawValue: event.event) {
    case .ended: return true
    case .letGo:
      throw judged(
        .io,
        "\(socket): the pump let go of this bench, which read too slowly; it runs on. Go on with"
          + " event \(event.number), if it is still kept")
    case .alarm, .done, .dropped, .fault, .faultCleared, .head, .lineBack, .lineLost, .lineUnusable,
      .log, .patientCalls, .power, nil:
      return false
    }
  }
}

/// Lines of a connection, each waited for as long as it takes.
private struct LineStream {
  /// What comes next.
  enum Next {
    case line(String)
    /// The other end is gone.
    case ended
    /// A signal came, or whoever read this program's output has gone.
    case nobodyReads
  }

  private var text: [UInt8]
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  /// Where the next line begins, and up to where no end of it was found.
  private var start = 0
  private var looked = 0

  init(_ text: [UInt8]) { self.text = text }

  mutating func next(
    _ connection: borrowing UnixConnection, _ signals: borrowing SignalPipe
  ) throws(SerialError) -> Next {
    while true {
      if let end = text[max(looked, start)...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return .line(String(decoding: text[start..<end], as: UTF8.self))
      }
      text.removeSubrange(..<start)
      start = 0
      looked = text.count
      switch try connection.read(into: &buffer) {
      case .bytes(let count): text += buffer.prefix(count)
      case .closed: return .ended
      case .wouldBlock:
        var set = PollSet(capacity: 3)
        set.add(connection.fileDescriptor, .readable)
        let output = StandardStreams.watchOutput(in: &set)
        let signal = set.add(signals.fileDescriptor, .readable)
        try set.wait(timeoutMilliseconds: nil)
        if set.isReady(output) || set.isReady(signal) { return .nobodyReads }
      }
    }
  }
}
