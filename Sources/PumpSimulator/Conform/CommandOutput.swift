import Glibc
package import SerialLink

/// A command of somebody else's, and what it wrote.
package enum CommandOutput {
  /// Starts a command in a session of its own, with nothing to read, which writes into a file.
  static func start(
    _ words: [String], environment: [String: String], into path: String
  ) throws(SerialError) -> StartedProgram {
    let nothing = try open("/dev/null", O_RDONLY)
    let output = try open(path, O_WRONLY | O_CREAT | O_APPEND)
    return try StartedProgram(
      words[0], Array(words.dropFirst()), environment: environment, input: nothing.number,
      output: output.number, errors: output.number, isApart: true)
  }

  private static func open(_ path: String, _ flags: Int32) throws(SerialError) -> Descriptor {
    let number = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw SerialError(operation: "open", code: errno, path: path) }
    return Descriptor(owning: number, path: path)
  }

  /// Runs such a command to its end; gives its exit code and the end of what it wrote.
  package static func run(
    _ words: [String], environment: [String: String], into path: String
  ) throws(SerialError) -> (code: Int32, output: String) {
    let program = try start(words, environment: environment, into: path)
    var set = PollSet(capacity: 1)
    while true {
      if let end = program.end() { return (end.exitCode, read(path)) }
      set.removeAll()
      set.add(program.fileDescriptor, .readable)
      try set.wait(timeoutMilliseconds: nil)
    }
  }

  /// How much of its end is kept, in bytes.
  private static let most = 16_384

  /// The end of a file that a command wrote, as text; nothing of one that cannot be read.
  static func read(_ path: String) -> String {
    let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    // A shorter one is read from its beginning.
    if lseek(file, -off_t(most), SEEK_END) < 0 { lseek(file, 0, SEEK_SET) }
    var buffer = [UInt8](repeating: 0, count: most)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe Glibc.read(file, bytes.baseAddress, most)
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }
}
