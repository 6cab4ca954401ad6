import CSerialShim
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

  private let number = STDIN_FILENO
  private let found: [UInt8]
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

  private init(_ found: [UInt8], _ signals: consuming SignalPipe) {
    self.found = found
    self.signals = signals
  }

  /// Takes signals and keys; both are given back with the value.
  private static func take() throws(SerialError) -> Terminal {
    let signals = try SignalPipe()
    var found = [UInt8](repeating: 0, count: Int(cserial_tty_settings_size))
    try SystemCall.checked(Operation.configure, Self.name) {
      unsafe found.withUnsafeMutableBytes { place in
        guard let base = place.baseAddress else { return -Int(EINVAL) }
        return unsafe Int(cserial_tty_take_keys(STDIN_FILENO, base))
      }
    }
    return Terminal(found, signals)
  }

  deinit {
    _ = unsafe found.withUnsafeBytes { place in
      unsafe place.baseAddress.map { unsafe cserial_tty_restore(number, $0) }
    }
  }

  private static let name = "standard input"

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
    try SystemCall.checked(Operation.configure, Self.name) {
      unsafe found.withUnsafeBytes { place in
        guard let base = place.baseAddress else { return -Int(EINVAL) }
        return unsafe Int(cserial_tty_take_lines(number, base))
      }
    }
    return nil
  }

  private borrowing func readLine() throws(SerialError) -> Answer {
    var line: [UInt8] = []
    while true {
      switch try next(timeoutMilliseconds: nil) {
      case .nothing: break
      case .signal(let signal): return .signal(signal)
      case .end: return isatty(number) == 1 ? .end : .closed
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
    let keys = set.add(number, .readable)
    try set.wait(timeoutMilliseconds: timeoutMilliseconds)
    if let signal = try signals.next() { return .signal(signal) }
    guard set.isReady(keys) else { return .nothing }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let result = unsafe buffer.withUnsafeMutableBytes { place in
      SystemCall.retrying {
        unsafe SystemCall.result(Glibc.read(number, place.baseAddress, place.count))
      }
    }
    if result > 0 { return .bytes(buffer.prefix(result)) }
    return result == -Int(EAGAIN) ? .nothing : .end
  }
}
