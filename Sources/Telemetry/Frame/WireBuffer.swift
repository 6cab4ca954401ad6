import Quantities

/// One encoded frame, ready for the wire, in memory of fixed size.
public struct WireBuffer: Sendable {
  // Eight bytes more than a frame, because stuffing reads and writes whole words.
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
    unsafe withStorage { base in
      // Delimiter, then room for the stuffing code, then the content, then the checksum.
      let content = unsafe base + 2
      var writer = unsafe ByteWriter(
        content, capacity: FrameLimits.contentBytes - FrameLimits.checksumBytes)
      write(&writer)
      var framer = unsafe Framer(base)
      return unsafe framer.finish(content, count: writer.offset)
    }
  }

  /// Frames content that `put` hands over word by word, without a detour over memory. What it gives
  /// back is the rest.
  @inline(__always)
  mutating func frameWords(_ put: (inout Framer) -> Framer.Rest) {
    unsafe withStorage { base in
      var framer = unsafe Framer(base)
      let rest = put(&framer)
      return framer.finish(rest)
    }
  }

  @inline(__always)
  private mutating func withStorage(_ body: (UnsafeMutableRawPointer) -> Int) {
    var storage = self.storage.mutableSpan
    count = unsafe storage.withUnsafeMutableBytes { raw in
      guard let base = raw.baseAddress else { return 0 }
      return unsafe body(base)
    }
  }
}
