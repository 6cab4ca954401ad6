import BenchClient
import BenchControl
import SerialLink
import VerbOutput

/// One bench's connection.
final class ControlConnection {
  private let stream: UnixConnection
  private var pending: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private(set) var isClosed = false
  /// What the system has not taken yet.
  private var unsent: [UInt8] = []
  private var sent = 0
  /// The number of the next event to tell; `nil` for a bench that does not follow.
  private var nextEvent: UInt64?
  /// Whose events it is told, among several pumps.
  private var followed: String?
  /// Whether it ends as soon as all has left.
  private var isLetGo = false

  /// The longest line that is a request; a longer one ends the connection.
  static let maximumLine = 65_536
  /// The most bytes that wait for a bench to read them. One that is further behind is let go, for a
  /// pump waits for nobody.
  static let mostUnsent = 4 << 20

  init(_ stream: consuming UnixConnection) { self.stream = stream }

  var fileDescriptor: Int32 { stream.fileDescriptor }

  /// Whether something waits for the bench to read on.
  var isBehind: Bool { sent < unsent.count }

  /// The whole lines that have come.
  func readLines() -> [String] {
    var lines: [String] = []
    while !isClosed {
      guard let result = try? stream.read(into: &buffer) else {
        isClosed = true
        break
      }
      switch result {
      case .bytes(let count): pending += buffer.prefix(count)
      case .wouldBlock: return lines
      case .closed: isClosed = true
      }
      lines += takeLines()
      if pending.count > Self.maximumLine { isClosed = true }
    }
    return lines
  }

  private func takeLines() -> [String] {
    guard let end = pending.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = pending[..<end].split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
    pending.removeSubrange(...end)
    return lines
  }

  /// Sends an answer, or a part of one; a bench that does not read its answers is let go.
  func write(_ text: String) {
    if isLetGo { return }
    unsent += text.utf8
    flush()
    if unsent.count - sent > Self.mostUnsent { isClosed = true }
  }

  /// Has the system take what waits.
  func flush() {
    guard isBehind, !isClosed else { return }
    guard let taken = try? stream.write(unsent.span.extracting(sent...)) else {
      isClosed = true
      return
    }
    sent += taken
    if isBehind && sent < Self.mostUnsent { return }
    unsent.removeSubrange(..<sent)
    sent = 0
    if unsent.isEmpty && isLetGo { isClosed = true }
  }

  /// Tells from now on what happens, from an event on.
  func follow(_ pump: String?, from number: UInt64) {
    nextEvent = number
    followed = pump
  }

  /// Tells what has happened, to a bench that follows.
  func publish(_ events: EventJournal, of pump: String?) {
    guard let next = nextEvent, pump == followed, next <= events.newest, !isLetGo, !isClosed else {
      return
    }
    events.forEach(since: next) { event in
      if unsent.count - sent > Self.mostUnsent {
        letGo(before: event)
        return false
      }
      append(event)
      return true
    }
    nextEvent = isLetGo ? nil : events.newest + 1
    flush()
  }

  private func append(_ event: EventAnswer) {
    unsent += ((try? JSONText.line(EventNotice(event).tree)) ?? "").utf8
  }

  /// Says that no more is told, and ends the connection once that has left.
  private func letGo(before event: EventAnswer) {
    append(EventAnswer(.letGo, number: event.number, seconds: event.therapy_time_s))
    isLetGo = true
  }
}
