import Foundation
import SerialLink
import Testing

/// A real bash at a real terminal of 80 columns, in a home of its own, which types and runs one
/// line after the other.
///
/// It takes its lines from a fifo and not from the terminal, so that there is no prompt and no line
/// editor between what a program prints and what is compared; the terminal is the programs'.
final class Shell {
  let files: TemporaryDirectory
  private let person: TestTerminal
  private let bash: Program
  private let lines: FileHandle

  /// What stands on the screen between the output of one line and that of the next: a character
  /// that no program prints, and the exit code.
  private static let mark: Character = "\u{1e}"
  private static let script = """
    exec 3<commands 1>&0 2>&0
    cd home
    code=0
    while IFS= read -r line <&3; do
      (exit $code)
      eval "$line" 3<&-
      code=$?
      printf '\\036%s\\n' $code
    done
    """

  /// What came of a line.
  struct Result {
    var code: Int32
    /// What was printed, and what was typed at questions, as it stood on the screen.
    var lines: [String]
  }

  init() throws {
    files = try TemporaryDirectory()
    try files.makeDirectory("home")
    try files.makeFifo("commands")
    person = try TestTerminal(echoes: true)
    let home = files.file("home")
    let variables = [
      "PATH=\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")", "HOME=\(home)",
      "LANG=C.UTF-8", "TERM=dumb", "XDG_DATA_HOME=\(files.file("data"))",
      "XDG_RUNTIME_DIR=\(files.file("run"))",
    ]
    try files.makeDirectory("run")
    try files.setPermissions(0o700, of: "run")
    bash = try Program(
      "/usr/bin/setsid",
      ["--ctty", "--wait", "/usr/bin/env", "-i"] + variables
        + ["/bin/bash", "--noprofile", "--norc", "-c", Self.script],
      in: files.path, environment: [:], at: person)
    // Opened for both, which waits for nobody.
    let number = unsafe open(files.file("commands"), O_RDWR | O_CLOEXEC)
    try #require(number >= 0)
    lines = FileHandle(fileDescriptor: number, closeOnDealloc: true)
  }

  /// Runs a line. A question is answered as `answer` says, and where that knows none with an empty
  /// line. Of a line that goes on in the background so many lines of output are waited for.
  func run(
    _ line: String, awaiting count: Int = 0, answer: (_ question: String) -> String?
  ) throws -> Result {
    person.wipe()
    try lines.write(contentsOf: Data((line + "\n").utf8))
    while true {
      try person.wait { person.isListening || isOver(count) }
      if isOver(count) { break }
      let question = printed.components(separatedBy: "\n").last ?? ""
      try person.type((answer(question) ?? "") + "\r")
      try person.wait { !person.isListening }
    }
    var shown = printed.components(separatedBy: "\n")
    if shown.last == "" { shown.removeLast() }
    return Result(code: code ?? -1, lines: shown)
  }

  private func isOver(_ count: Int) -> Bool {
    code != nil && printed.count { $0 == "\n" } >= count
  }

  /// The exit code, once it is there.
  private var code: Int32? {
    let screen = person.text
    guard let start = screen.firstIndex(of: Self.mark) else { return nil }
    let rest = screen[screen.index(after: start)...]
    return rest.firstIndex(of: "\n").flatMap { Int32(rest[..<$0]) }
  }

  /// What is on the screen without the mark.
  private var printed: String {
    let screen = person.text
    guard let start = screen.firstIndex(of: Self.mark),
      let end = screen[start...].firstIndex(of: "\n")
    else { return screen }
    return String(screen[..<start] + screen[screen.index(after: end)...])
  }
}
