package import Console
import Glibc

/// Whole pieces of text to standard output and standard error, unbuffered, so that a reader of a
/// pipe sees a line when it is written.
package enum StandardStreams {
  /// Opens /dev/null in place of a standard stream the program was started without. Otherwise the
  /// next file or port would get its number, and words meant for a person would be written into it.
  /// Writing to it fails all the same: what nobody can read was not told. Call it first of all.
  package static func reserve() {
    for number in 0...2 as ClosedRange<Int32> where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is the one that is missing.
      _ = unsafe open("/dev/null", O_RDONLY)
    }
  }

  /// Gives standard output away, for something that is no words: what is printed goes to standard
  /// error from here on. Throws where it is a terminal, or this process has none of its own.
  package static func lendOutput() throws(NamedFile.Failure) -> Descriptor {
    guard sink == nil else {
      throw NamedFile.Failure("written", "there is no standard output of its own here")
    }
    guard isatty(STDOUT_FILENO) == 0 else {
      throw NamedFile.Failure(
        "written", "standard output is a terminal, which bytes would upset; send it to a program")
    }
    let number = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard number >= 0, dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
      throw NamedFile.Failure("opened")
    }
    return Descriptor(owning: number, path: "standard output")
  }

  /// Writes words for a person to standard output, laid on the paper that is there. Throws when not
  /// all of it was taken: with kind `.unplugged` when whoever read it has gone, `.full` when the
  /// disk is.
  package static func print(_ text: String) throws(SerialError) {
    try check(write(outputPaper.laid(text), to: STDOUT_FILENO))
  }

  /// Writes a result for a program to standard output. Throws as ``print(_:)`` does.
  package static func print(json text: String) throws(SerialError) {
    try check(write(Shown.json(text), to: STDOUT_FILENO))
  }

  /// Writes a table for a program to standard output, as it is: whoever made it left nothing in it
  /// that a terminal would obey. Throws as ``print(_:)`` does.
  package static func print(table text: String) throws(SerialError) {
    try check(write(text, to: STDOUT_FILENO))
  }

  private static func check(_ code: Int32) throws(SerialError) {
    guard code != 0 else { return }
    throw SerialError(operation: Operation.output, code: code, path: "standard output")
  }

  /// Writes words for a person to standard output, laid on the paper that is there, and returns
  /// whether somebody took them.
  @discardableResult
  package static func output(_ text: String) -> Bool {
    write(outputPaper.laid(text), to: STDOUT_FILENO) == 0
  }

  /// Writes words for a person to standard error, laid on the paper that is there.
  @discardableResult
  package static func error(_ text: String) -> Bool {
    write(errorPaper.laid(text), to: STDERR_FILENO) == 0
  }

  /// Shows how far something is, on the last line of the terminal that standard error is and in
  /// place of what stood there; empty, it takes that away. Elsewhere it is nothing.
  package static func progress(_ text: String) {
    guard sink == nil, errorIsTerminal else { return }
    let width = max(20, columns(STDERR_FILENO)) - 1
    let line = errorPaper.laid(text.shown).split(separator: "\n").first ?? ""
    // Colour that is cut off would go on.
    let shown = (line.contains("\u{1B}") ? text.shown[...] : line).prefix(width)
    let blanks = String(repeating: " ", count: width - shown.count)
    _ = write("\r\(shown)\(blanks)\(text.isEmpty ? "\r" : "")", to: STDERR_FILENO)
  }

  /// Writes a result for a program to standard output, and returns whether somebody took it.
  @discardableResult
  package static func output(json text: String) -> Bool {
    write(Shown.json(text), to: STDOUT_FILENO) == 0
  }

  /// Writes something for a program to standard error.
  @discardableResult
  package static func error(json text: String) -> Bool {
    write(Shown.json(text), to: STDERR_FILENO) == 0
  }

  /// What standard output is, for those who draw something as wide as it.
  package static var outputPaper: Paper { paper(STDOUT_FILENO) }

  /// What standard error is.
  package static var errorPaper: Paper { paper(STDERR_FILENO) }

  static func paper(_ descriptor: Int32) -> Paper {
    let isTerminal = sink == nil && isatty(descriptor) == 1
    return Paper(
      isTerminal: isTerminal, columns: isTerminal ? columns(descriptor) : 0,
      variable: Environment.value)
  }

  /// How wide a terminal is now; 0 when it does not know.
  private static func columns(_ descriptor: Int32) -> Int {
    size(of: descriptor).map { Int($0.ws_col) } ?? 0
  }

  private static func size(of descriptor: Int32) -> winsize? {
    var size = winsize()
    return unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? size : nil
  }

  /// Whether standard output is a terminal that obeys where to write.
  static var outputCanBeDrawnOn: Bool {
    sink == nil && isatty(STDOUT_FILENO) == 1 && !Paper.isDumb(Environment.value("TERM"))
  }

  /// How many lines standard output has as a terminal; 24 when it does not know.
  static var outputRows: Int {
    size(of: STDOUT_FILENO).flatMap { $0.ws_row > 0 ? Int($0.ws_row) : nil } ?? 24
  }

  /// Writes what is drawn to standard output as it is, and returns whether somebody took it.
  @discardableResult
  static func draw(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) == 0 }

  /// Whether a person at a terminal can be asked: standard input is one.
  package static var canAsk: Bool { sink == nil && isatty(STDIN_FILENO) == 1 }

  /// Takes what is written to a stream, 1 or 2, in its place, and says whether somebody took it:
  /// for whoever runs a program's verbs within a process of his own.
  @TaskLocal package static var sink: Sink?

  /// Takes what is written, and says whether somebody took it. It is a type with a name: of a
  /// function the optimiser knows no type at run time in a program that is linked statically, and
  /// a task-local of it ends the process.
  package struct Sink: Sendable {
    let take: @Sendable (_ text: String, _ stream: Int32) -> Bool

    /// A sink that does this.
    package init(_ take: @escaping @Sendable (_ text: String, _ stream: Int32) -> Bool) {
      self.take = take
    }
  }

  /// Whether standard error goes to a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Adds standard output to what a program waits for while it has nothing to print; the place is
  /// ready once whoever read it has gone. Returns the place.
  package static func watchOutput(in set: inout PollSet) -> Int { set.add(STDOUT_FILENO, []) }

  /// Writes all of a text; the error number of the write that failed, else 0.
  static func write(_ text: String, to descriptor: Int32) -> Int32 {
    if let sink { return sink.take(text, descriptor) ? 0 : EPIPE }
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
