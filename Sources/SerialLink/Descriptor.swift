import Glibc

/// Owns one file descriptor and closes it. Reads and writes never block if the descriptor was made
/// non-blocking, as all of this module's are, and are repeated when a signal interrupts them.
package struct Descriptor: ~Copyable {
  /// The number, for polling. Valid for as long as this value lives.
  package let number: Int32
  /// What error messages call it.
  package let path: String
  private let isSocket: Bool

  /// Takes over an open descriptor; nobody else may close it.
  package init(owning number: Int32, path: String, isSocket: Bool = false) {
    precondition(number >= 0, "not an open file descriptor")
    self.number = number
    self.path = path
    self.isSocket = isSocket
  }

  deinit {
    // Not repeated after EINTR: on Linux the number is free by then, perhaps already in use again.
    _ = close(number)
  }

  /// Reads what is waiting, up to the size of the buffer.
  ///
  /// The ways in which an unplugged port, a stopped pump and a closed socket report themselves (end
  /// of file, EIO, ENXIO, ENODEV, ECONNRESET) all become `.closed`. Throws for anything else.
  package borrowing func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(SerialError) -> ReadResult {
    precondition(!buffer.isEmpty, "an empty buffer cannot tell data from the end")
    let number = number
    let result = unsafe buffer.withUnsafeMutableBytes { bytes in
      SystemCall.retrying {
        unsafe SystemCall.result(Glibc.read(number, bytes.baseAddress, bytes.count))
      }
    }
    if result > 0 { return .bytes(result) }
    switch Int32(-result) {
    case 0, EIO, ENXIO, ENODEV, ECONNRESET: return .closed
    case EAGAIN: return .wouldBlock
    case let code: throw SerialError(operation: Operation.read, code: code, path: path)
    }
  }

  /// Writes as much as the system accepts now and returns how many bytes that was; fewer than given
  /// means that the queue is full and the rest has to wait for the poll to say writable.
  ///
  /// Throws only when nothing was accepted: kind `.unplugged` when the other end is gone. A
  /// socket's closed other end never raises SIGPIPE.
  package borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    let number = number
    let isSocket = isSocket
    var accepted = 0
    while accepted < bytes.count {
      let rest = bytes.extracting(accepted...)
      let result = unsafe rest.withUnsafeBytes { bytes in
        SystemCall.retrying {
          unsafe SystemCall.result(
            isSocket
              ? send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
              : Glibc.write(number, bytes.baseAddress, bytes.count))
        }
      }
      if result == -Int(EAGAIN) { break }
      if result < 0 {
        if accepted > 0 { break }
        throw SerialError(operation: Operation.write, code: Int32(-result), path: path)
      }
      accepted += result
    }
    return accepted
  }
}
