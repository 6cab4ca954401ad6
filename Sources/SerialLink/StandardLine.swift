import Glibc

/// The standard input and output that this program was started with, as a line. They are taken out
/// of the way: what is printed from here on goes to standard error, and nothing is read.
///
/// They may be shared with others and stay as they are, blocking or not. So each read and write
/// asks first whether it would wait.
package struct StandardLine: ~Copyable, ByteStream {
  private let input: Descriptor
  private let output: Descriptor

  /// Writes of at most so many bytes do not wait once the poll says that there is room.
  private static let piece = 2_048

  /// Takes them over. Throws with kind `.notATerminal` when standard input is a terminal that is
  /// typed at, which would change the bytes.
  package init() throws(SerialError) {
    let name = "standard input and output"
    guard !Self.isTypedAt else {
      throw SerialError(operation: Operation.takeStandard, code: ENOTTY, path: name)
    }
    let input = try Self.moved(STDIN_FILENO, name)
    let output = try Self.moved(STDOUT_FILENO, name)
    let nothing = try SystemCall.descriptor(Operation.takeStandard, "/dev/null") {
      unsafe SystemCall.result(open("/dev/null", O_RDONLY | O_CLOEXEC))
    }
    try Self.put(nothing.number, in: STDIN_FILENO, name)
    try Self.put(STDERR_FILENO, in: STDOUT_FILENO, name)
    self.input = input
    self.output = output
  }

  private static var isTypedAt: Bool {
    var settings = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { return false }
    return settings.c_lflag & tcflag_t(ICANON) != 0
  }

  private static func moved(_ number: Int32, _ name: String) throws(SerialError) -> Descriptor {
    var status = stat()
    let isSocket = unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
    return try SystemCall.descriptor(Operation.takeStandard, name, isSocket: isSocket) {
      SystemCall.result(fcntl(number, F_DUPFD_CLOEXEC, 3))
    }
  }

  private static func put(
    _ number: Int32, in place: Int32, _ name: String
  ) throws(SerialError) {
    try SystemCall.checked(Operation.takeStandard, name) {
      SystemCall.result(dup2(number, place))
    }
  }

  package var path: String { input.path }
  package var fileDescriptor: Int32 { input.number }

  package borrowing func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(SerialError) -> ReadResult {
    guard try Self.isReady(input.number, .readable) else { return .wouldBlock }
    return try input.read(into: &buffer)
  }

  package borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    var accepted = 0
    while accepted < bytes.count, try Self.isReady(output.number, .writable) {
      let end = min(bytes.count, accepted + Self.piece)
      let count = try output.write(bytes.extracting(accepted..<end))
      if count == 0 { break }
      accepted += count
    }
    return accepted
  }

  private static func isReady(_ number: Int32, _ interest: Readiness) throws(SerialError) -> Bool {
    var set = PollSet(capacity: 1)
    let place = set.add(number, interest)
    try set.wait(timeoutMilliseconds: 0)
    return set.isReady(place)
  }
}
