import Glibc

/// A file that session keys are appended to, a line for each, for its owner alone.
package struct KeyLogOutput: ~Copyable {
  private let output: NamedFile.Output

  /// Opens it. One that others may read, or write, is refused: whoever has its lines reads what was
  /// recorded of the sessions.
  package init(_ path: String) throws(NamedFile.Failure) {
    let file = try NamedFile(path)
    guard file.kind != .regular || file.mode & 0o077 == 0 else {
      throw NamedFile.Failure(
        "opened", "others than its owner may read it; make it private first, mode 0600")
    }
    output = try file.openToAppend(patience: 0)
  }

  /// Appends a line, whole.
  package borrowing func write(_ line: String) throws(NamedFile.Failure) {
    try output.write(Array(line.utf8))
  }
}
