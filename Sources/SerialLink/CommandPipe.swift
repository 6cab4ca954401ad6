/// A line that is a command's standard input and output, as `exec:` names it. The command ends with
/// this value: it sees the end of its input, and is made to end if that does not move it.
package struct CommandPipe: ~Copyable, ByteStream {
  private let program: PipedProgram

  /// How long a command that has closed its output has to tell how it ended, in ms.
  private static let farewell = 1_000

  /// Starts a command as a shell reads it.
  package init(running command: String) throws(SerialError) {
    program = try PipedProgram(
      "/bin/sh", ["-c", command], named: PortAddress.exec(command: command).description)
  }

  package var path: String { program.path }
  package var fileDescriptor: Int32 { program.fileDescriptor }

  /// Reads what the command has written. Throws, with how it ended, once it has.
  package borrowing func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(SerialError) -> ReadResult {
    let result = try program.read(into: &buffer)
    guard result == .closed, let end = program.program.end(within: Self.farewell) else {
      return result
    }
    throw SerialError(operation: Operation.command, code: end.exitCode, path: path)
  }

  /// Writes as much as the command takes now.
  package borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    try program.write(bytes)
  }
}
