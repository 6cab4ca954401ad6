import Quantities

/// One encoded frame, ready for the wire, in memory of fixed size.
public struct WireBuffer: Sendable {
  // Eight bytes more than a frame, because stuffing reads whole words.
  private var storage = [264 of UInt8](repeating: 0)

  /// The length of the frame on the wire in bytes; zero before anything was encoded.
  public private(set) var count = 0

  /// An empty buffer.
  public init() {}

  /// Gives access to the encoded bytes, delimiters included.
  public func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(first: count))
  }

  /// Whether the buffer holds no frame.
  public var isEmpty: Bool { count == 0 }

  /// Forgets the frame.
  public mutating func clear() { count = 0 }

  /// Frames what `write` puts down: checksum, stuffing, delimiters. Traps when it is too long.
  @inline(__always)
  mutating func frame(_ write: (inout ByteWriter) -> Void) {
    var storage = self.storage.mutableSpan
    count = unsafe storage.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return 0 }
      // Delimiter, then room for the stuffing code, then the content.
      let content = unsafe base + 2
      var writer = unsafe ByteWriter(content, capacity: FrameLimits.contentBytes)
      write(&writer)
      var crc = CRC32C()
      unsafe crc.update(UnsafeRawPointer(content), count: writer.offset)
      writer.put(crc.value)
      unsafe base.storeBytes(of: FrameLimits.delimiter, as: UInt8.self)
      unsafe Stuffing.stuff(base + 1, count: writer.offset)
      unsafe base.storeBytes(
        of: FrameLimits.delimiter, toByteOffset: writer.offset + 2, as: UInt8.self)
      return writer.offset + 3
    }
  }
}
