import Glibc

/// Whole pieces of text to standard output and standard error, unbuffered, so that a reader of a
/// pipe sees a line when it is written.
public enum StandardStreams {
  /// Opens /dev/null in place of a standard stream the program was started without. Otherwise the
  /// next file or port would get its number, and words meant for a person would be written into it.
  /// Writing to it fails all the same: what nobody can read was not told. Call it first of all.
  public static func reserve() {
    for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is the one that is missing.
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Writes a result to standard output. Throws when not all of it was taken: with kind
  /// `.unplugged` when whoever read it has gone, `.full` when the disk is.
  public static func print(_ text: String) throws(SerialError) {
    let code = write(text, to: STDOUT_FILENO)
    guard code == 0 else {
      throw SerialError(operation: Operation.output, code: code, path: "standard output")
    }
  }

  /// Writes a result to standard output, and returns whether somebody took it.
  @discardableResult
  public static func output(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) == 0 }

  /// Writes words for a person to standard error.
  @discardableResult
  public static func error(_ text: String) -> Bool { write(text, to: STDERR_FILENO) == 0 }

  /// Whether a person at a terminal can be asked: standard input is one.
  public static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

  /// Whether standard output goes to a terminal.
  public static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error goes to a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Adds standard output to what a program waits for while it has nothing to print; the place is
  /// ready once whoever read it has gone. Returns the place.
  public static func watchOutput(in set: inout PollSet) -> Int { set.add(STDOUT_FILENO, []) }

  /// Writes all of a text; the error number of the write that failed, else 0.
  static func write(_ text: String, to descriptor: Int32) -> Int32 {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let start = done
      let count = unsafe bytes.withUnsafeBytes { raw in
        unsafe Glibc.write(
          descriptor, raw.baseAddress.map { unsafe $0 + start }, raw.count - start)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return errno }
      if count == 0 { return EIO }
      done += count
    }
    return 0
  }
}
