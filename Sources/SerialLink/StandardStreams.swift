public import Console
import Glibc

/// Whole pieces of text to standard output and standard error, unbuffered, so that a reader of a
/// pipe sees a line when it is written.
public enum StandardStreams {
  /// Opens /dev/null in place of a standard stream the program was started without. Otherwise the
  /// next file or port would get its number, and words meant for a person would be written into it.
  /// Call it first of all.
  public static func reserve() {
    for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is the one that is missing.
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  /// Writes words for a person to standard output, laid on the paper that is there, and returns
  /// whether somebody took them.
  @discardableResult
  public static func output(_ text: String) -> Bool {
    write(outputPaper.laid(text), to: STDOUT_FILENO)
  }

  /// Writes words for a person to standard error, laid on the paper that is there.
  @discardableResult
  public static func error(_ text: String) -> Bool {
    write(errorPaper.laid(text), to: STDERR_FILENO)
  }

  /// Writes a result for a program to standard output, and returns whether somebody took it.
  @discardableResult
  public static func output(json text: String) -> Bool {
    write(Shown.json(text), to: STDOUT_FILENO)
  }

  /// Writes something for a program to standard error.
  @discardableResult
  public static func error(json text: String) -> Bool {
    write(Shown.json(text), to: STDERR_FILENO)
  }

  /// What standard output is, for those who draw something as wide as it.
  public static var outputPaper: Paper { paper(STDOUT_FILENO) }

  /// What standard error is.
  public static var errorPaper: Paper { paper(STDERR_FILENO) }

  private static func paper(_ descriptor: Int32) -> Paper {
    let isTerminal = isatty(descriptor) == 1
    return Paper(
      isTerminal: isTerminal, columns: isTerminal ? columns(descriptor) : 0,
      variable: Environment.value)
  }

  /// How wide a terminal is now; 0 when it does not know.
  private static func columns(_ descriptor: Int32) -> Int {
    var size = winsize()
    let result = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
    return result == 0 ? Int(size.ws_col) : 0
  }

  /// Whether a person at a terminal can be asked: standard input is one.
  public static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether standard output goes to a terminal.
  public static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let start = done
      let count = unsafe bytes.withUnsafeBytes { raw in
        unsafe Glibc.write(
          descriptor, raw.baseAddress.map { unsafe $0 + start }, raw.count - start)
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      done += count
    }
    return true
  }
}
