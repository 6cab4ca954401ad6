import SerialLink

/// Far more than any of these tests needs; a failing one does not hang.
let patienceMilliseconds = 20_000

/// Waits for one descriptor.
func ready(
  _ descriptor: Int32, for interest: Readiness = .readable,
  within milliseconds: Int = patienceMilliseconds
) throws(SerialError) -> Readiness {
  var poll = PollSet(capacity: 1)
  poll.add(descriptor, interest)
  try poll.wait(timeoutMilliseconds: milliseconds)
  return poll[0]
}

extension ByteStream where Self: ~Copyable {
  /// Waits for this many bytes. Fewer if the stream ends or nothing more comes.
  borrowing func receive(_ count: Int) throws(SerialError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count < count {
      guard try !ready(fileDescriptor).isEmpty else { return bytes }
      switch try read(into: &buffer) {
      case .bytes(let count): bytes += buffer.prefix(count)
      case .wouldBlock: continue
      case .closed: return bytes
      }
    }
    return bytes
  }

  /// One read, after waiting until there is something to say.
  borrowing func nextRead() throws(SerialError) -> ReadResult {
    _ = try ready(fileDescriptor)
    var buffer = [UInt8](repeating: 0, count: 4096)
    return try read(into: &buffer)
  }

  /// One read, without waiting.
  borrowing func readNow() throws(SerialError) -> ReadResult {
    var buffer = [UInt8](repeating: 0, count: 4096)
    return try read(into: &buffer)
  }
}
