import Console
import Glibc

/// The terminal that standard input is, while somebody is asked there.
///
/// An answer is a line that is typed when the question can have been read. What was typed before
/// it was drawn, or arrives before the keys have been still for a while, is thrown away: nobody
/// meant it as an answer to this question, and a paste goes on for a moment.
package struct Terminal: ~Copyable {
  /// What came of asking.
  package enum Answer: Equatable, Sendable {
    /// A line, without its end.
    case line(String)
    /// The end of the input, as Ctrl-D types it.
    case end
    /// A signal came instead; Ctrl-C is one.
    case signal(SignalPipe.Signal)
    /// The terminal was closed.
    case closed
    /// The keys were never still.
    case restless
  }

  /// How long the keys have to be still before a line counts, in ms.
  package static let stillness: UInt64 = 300
  /// How long that is waited for, in ms.
  static let patience: UInt64 = 10_000

  private let keys: TerminalKeys
  private let signals: SignalPipe

  /// Shows words for a person who is to be asked: on standard error, and where that goes elsewhere,
  /// at the terminal itself. Nobody can consent to what he does not see.
  package static func show(_ text: String) {
    StandardStreams.error(text)
    guard StandardStreams.canAsk, !StandardStreams.errorIsTerminal else { return }
    let screen = unsafe open("/proc/self/fd/0", O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard screen >= 0 else { return }
    _ = StandardStreams.write(StandardStreams.paper(screen).laid(text), to: screen)
    close(screen)
  }

  /// Shows a question, and waits, without limit, for what is typed from then on. Call it only where
  /// ``StandardStreams/canAsk``. Throws when standard input cannot be used as a terminal.
  package static func ask(_ question: String) throws(SerialError) -> Answer {
    let terminal = try take()
    show(question)
    var wasTyped = false
    if let interruption = try terminal.waitForStillness(&wasTyped) { return interruption }
    if wasTyped { show("\nWhat was typed before the question does not count.\n\(question)") }
    return try terminal.readLine()
  }

  /// Takes signals and keys; both are given back with the value.
  private static func take() throws(SerialError) -> Terminal {
    // What a signal does is settled first, and given back last.
    let signals = try SignalPipe()
    return Terminal(keys: try TerminalKeys(), signals: signals)
  }

  private init(keys: TerminalKeys, signals: consuming SignalPipe) {
    self.keys = keys
    self.signals = signals
  }

  /// Throws keys away until none has come for a while; gives what came instead of stillness.
  private borrowing func waitForStillness(_ wasTyped: inout Bool) throws(SerialError) -> Answer? {
    let end = MonotonicClock.milliseconds() + Self.patience
    var stillSince = MonotonicClock.milliseconds()
    while true {
      let now = MonotonicClock.milliseconds()
      if now >= stillSince + Self.stillness { break }
      if now >= end { return .restless }
      switch try next(timeoutMilliseconds: Int(stillSince + Self.stillness - now)) {
      case .nothing: break
      case .bytes:
        wasTyped = true
        stillSince = MonotonicClock.milliseconds()
      case .end: return .closed
      case .signal(let signal): return .signal(signal)
      }
    }
    try keys.takeLines()
    return nil
  }

  private borrowing func readLine() throws(SerialError) -> Answer {
    var line: [UInt8] = []
    while true {
      switch try next(timeoutMilliseconds: nil) {
      case .nothing: break
      case .signal(let signal): return .signal(signal)
      case .end: return isatty(keys.fileDescriptor) == 1 ? .end : .closed
      case .bytes(let bytes):
        line += bytes
        guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { break }
        return .line(String(decoding: line[..<end], as: UTF8.self))
      }
    }
  }

  private enum Event {
    case nothing
    case bytes(ArraySlice<UInt8>)
    case end
    case signal(SignalPipe.Signal)
  }

  private borrowing func next(timeoutMilliseconds: Int?) throws(SerialError) -> Event {
    var set = PollSet(capacity: 2)
    set.add(signals.fileDescriptor, .readable)
    let typed = set.add(keys.fileDescriptor, .readable)
    try set.wait(timeoutMilliseconds: timeoutMilliseconds)
    if let signal = try signals.next() { return .signal(signal) }
    guard set.isReady(typed) else { return .nothing }
    switch keys.read() {
    case .nothing: return .nothing
    case .bytes(let bytes): return .bytes(bytes)
    case .end: return .end
    }
  }
}
