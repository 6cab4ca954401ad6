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

  /// Writes a result to standard output, and returns whether somebody took it.
  @discardableResult
  public static func output(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

  /// Writes words for a person to standard error.
  @discardableResult
  public static func error(_ text: String) -> Bool { write(text, to: STDERR_FILENO) }

  /// Whether a person at a terminal can be asked: standard input is one.
  public static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether standard output goes to a terminal.
  public static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Takes what is written to a stream, 1 or 2, in its place, and says whether somebody took it:
  /// for whoever runs a program's verbs within a process of his own.
  @TaskLocal public static var sink: (@Sendable (_ text: String, _ stream: Int32) -> Bool)?

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    if let sink { return sink(text, descriptor) }
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
