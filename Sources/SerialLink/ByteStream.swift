/// Anything bytes go into and come out of without blocking: a port, a pump's pty, a connection.
package protocol ByteStream: ~Copyable {
  /// The descriptor to poll. Owned by the stream.
  var fileDescriptor: Int32 { get }
  /// What error messages call the stream.
  var path: String { get }

  /// Reads what is waiting, up to the size of the buffer. Throws for errors other than the other
  /// end's departure, which is `.closed`.
  borrowing func read(into buffer: inout MutableSpan<UInt8>) throws(SerialError) -> ReadResult

  /// Writes as much as the system accepts now and returns how many bytes that was, 0 if none.
  /// Throws, with kind `.unplugged` when the other end is gone, only if nothing was accepted.
  borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int
}

/// A stream that is one descriptor, which it owns.
package protocol DescriptorStream: ~Copyable, ByteStream {
  /// Where its bytes go and come from.
  var descriptor: Descriptor { get }
}

extension DescriptorStream where Self: ~Copyable {
  package var path: String { descriptor.path }
  package var fileDescriptor: Int32 { descriptor.number }

  package borrowing func read(
    into buffer: inout MutableSpan<UInt8>
  ) throws(SerialError) -> ReadResult {
    try descriptor.read(into: &buffer)
  }

  package borrowing func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    try descriptor.write(bytes)
  }
}

extension ByteStream where Self: ~Copyable {
  /// Reads what is waiting into the start of an array whose size does not change.
  package borrowing func read(into buffer: inout [UInt8]) throws(SerialError) -> ReadResult {
    var span = buffer.mutableSpan
    return try read(into: &span)
  }

  /// Writes as much of an array as the system accepts now and returns how many bytes that was.
  package borrowing func write(_ bytes: [UInt8]) throws(SerialError) -> Int {
    try write(bytes.span)
  }
}
