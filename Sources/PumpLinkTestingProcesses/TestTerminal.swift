import Glibc
import PumpLinkTesting
import SerialLink
import Synchronization

/// A terminal with somebody at it, for a program that asks.
///
///     let terminal = try TestTerminal()
///     let dose = try pump.start("programmer", ["dose", "110", "mcg/day"], at: terminal)
///     try terminal.wait { terminal.isListening }
///     #expect(terminal.text.contains("110"))
///     try terminal.enter("y")
///     #expect(try dose.wait().code == 0)
public final class TestTerminal: Sendable {
  private struct State: ~Copyable {
    let pty: Pty
    var screen: [UInt8] = []

    /// Takes what has come to the screen.
    mutating func look() throws {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while case .bytes(let count) = try pty.read(into: &buffer) {
        screen += buffer.prefix(count)
      }
    }
  }

  /// The path of the terminal, for a shell that opens it.
  public let path: String
  private let state: Mutex<State>
  /// It, opened as a program opens it.
  private let number: Int32

  /// A terminal of 24 lines of so many columns; it shows what is typed only where `echoes` says so.
  public init(columns: Int = 80, echoes: Bool = false) throws {
    let pty = try Pty()
    path = pty.slavePath
    state = Mutex(State(pty: pty))
    // It is to be the terminal of the program that is started there, and not of the tests.
    number = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try set(columns: columns, echoes: echoes)
  }

  deinit { _ = close(number) }

  /// Gives it another width, and whether it shows what is typed.
  public func set(columns: Int, echoes: Bool = false) throws {
    var size = winsize(
      ws_row: 24, ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    try withSettings { number, settings in
      if echoes { settings.c_lflag |= tcflag_t(ECHO) }
      return unsafe ioctl(number, UInt(TIOCSWINSZ), &size) == 0
        && tcsetattr(number, TCSANOW, &settings) == 0
    }
  }

  /// Whether the program at it waits for a line; what was typed before it did is gone.
  public var isListening: Bool {
    var isListening = false
    try? withSettings { _, settings in
      isListening = settings.c_lflag & tcflag_t(ICANON) != 0
      return true
    }
    return isListening
  }

  private func withSettings(_ body: (Int32, inout termios) -> Bool) throws {
    var settings = termios()
    guard number >= 0, unsafe tcgetattr(number, &settings) == 0, body(number, &settings) else {
      throw BenchProblem("the terminal \(path) cannot be set")
    }
  }

  /// What stands on the screen, as it came.
  public var text: String {
    state.withLock { state in
      try? state.look()
      return String(decoding: state.screen, as: UTF8.self)
    }
  }

  /// Takes everything off the screen.
  public func wipe() { state.withLock { $0.screen = [] } }

  /// Types a line, and Enter.
  public func enter(_ line: String) throws { try type(line + "\r") }

  /// Presses keys, such as `"\u{3}"` for Ctrl-C.
  public func type(_ keys: String) throws {
    try state.withLock { _ = try $0.pty.write(Array(keys.utf8)) }
  }

  /// Waits until something is so. Throws what stands on the screen where it has not become so
  /// within `limit` of real time.
  public func wait(within limit: Milliseconds = .minutes(2), until isSo: () -> Bool) throws {
    let end = MonotonicClock.milliseconds() + limit.rawValue
    repeat {
      try state.withLock { try $0.look() }
      if isSo() { return }
      var set = PollSet(capacity: 1)
      set.add(state.withLock { $0.pty.fileDescriptor }, .readable)
      try set.wait(timeoutMilliseconds: 5)
    } while MonotonicClock.milliseconds() < end
    throw BenchProblem("what was waited for did not come to the screen; on it stands: \(text)")
  }
}
