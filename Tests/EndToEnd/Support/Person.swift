import Foundation
import SerialLink
import Testing

/// Somebody at a terminal, whom a program asks.
final class Person {
  private let terminal: Pty
  /// The terminal as a program's standard input.
  let keys: FileHandle
  private var screen: [UInt8] = []

  /// Nothing of what was waited for came to the screen.
  struct NothingHappens: Error { let screen: String }

  init() throws {
    terminal = try Pty()
    // It is to be the terminal of the program that is started there, and not of the tests.
    let number = unsafe open(terminal.slavePath, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(number >= 0)
    keys = FileHandle(fileDescriptor: number, closeOnDealloc: true)
  }

  /// What stands on the screen.
  var sees: String { String(decoding: screen, as: UTF8.self) }

  /// Whether the program at the terminal waits for a line; what was typed before it did is gone.
  var isListenedTo: Bool {
    var settings = termios()
    guard unsafe tcgetattr(keys.fileDescriptor, &settings) == 0 else { return false }
    return settings.c_lflag & tcflag_t(ICANON) != 0
  }

  /// The path of the terminal, for a shell that opens it.
  var path: String { terminal.slavePath }

  /// Gives the terminal a width, and whether it shows what is typed.
  func set(columns: Int, echo: Bool = false) throws {
    var size = winsize(ws_row: 24, ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    try #require(unsafe ioctl(keys.fileDescriptor, UInt(TIOCSWINSZ), &size) == 0)
    var settings = termios()
    try #require(unsafe tcgetattr(keys.fileDescriptor, &settings) == 0)
    if echo { settings.c_lflag |= tcflag_t(ECHO) }
    try #require(unsafe tcsetattr(keys.fileDescriptor, TCSANOW, &settings) == 0)
  }

  /// Takes everything off the screen.
  func wipe() { screen = [] }

  func type(_ text: String) throws { _ = try terminal.write(Array(text.utf8)) }

  /// Takes what has come to the screen.
  func look() throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case .bytes(let count) = try terminal.read(into: &buffer) {
      screen += buffer.prefix(count)
    }
  }

  /// Waits until something is so.
  func wait(until isSo: () -> Bool) throws {
    var set = PollSet(capacity: 1)
    for _ in 0..<6000 {
      try look()
      if isSo() { return }
      set.removeAll()
      set.add(terminal.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: 5)
    }
    throw NothingHappens(screen: sees)
  }
}

extension PumpBench {
  /// Runs `programmer` at a terminal where somebody answers each question with a line, after he had
  /// the time to read it.
  func atTerminal(_ words: String, _ answers: String...) throws -> Finished {
    let person = try Person()
    // The terminal is the program's own, so that Ctrl-C is a signal to it.
    let program = try launch(
      "programmer", words.split(separator: " ").map(String.init), input: person.keys,
      through: ["/usr/bin/setsid", "--ctty", "--wait"])
    for answer in answers {
      try person.wait { person.isListenedTo }
      try person.type(answer)
      try person.wait { !person.isListenedTo }
    }
    return program.wait()
  }
}
