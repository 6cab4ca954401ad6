import Quantities

/// Sixteen bytes as Ascon takes them: a key, a nonce or a tag.
///
/// Words are little-endian, as everything on the wire. Source: NIST SP 800-232, section 4.
public struct AsconBlock: Hashable, Sendable {
  /// The first eight bytes, the lowest first.
  public private(set) var low: UInt64
  /// The last eight bytes, the lowest first.
  public private(set) var high: UInt64

  /// The size in bytes.
  public static var bytes: Int { 16 }

  /// A block of two words, any value each.
  public init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The block that these bytes are; `nil` unless they are sixteen.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.bytes else { return nil }
    unsafe self.init(wholeAt: 0, of: bytes.bytes)
  }

  /// Puts the block down as sixteen bytes. Traps when there is not room for exactly these.
  public func write(to bytes: inout MutableSpan<UInt8>) {
    precondition(bytes.count == Self.bytes, "a block is sixteen bytes")
    var raw = unsafe bytes.mutableBytes
    store(to: &raw, at: 0)
  }

  /// Whether two blocks are the same, found in the same time wherever they differ: whoever guesses
  /// at a tag learns nothing from how long the answer takes.
  public static func == (left: AsconBlock, right: AsconBlock) -> Bool {
    (left.low ^ right.low) | (left.high ^ right.high) == 0
  }

  /// Feeds both words to a hasher. A hash tells something of what it was made from, so no secret
  /// belongs into a set.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(low)
    hasher.combine(high)
  }

  /// Overwrites the block, for a key that is done with.
  ///
  /// Left to itself, the compiler would see that nobody reads the zeros and leave them out.
  @inline(never) @_optimize(none)
  public mutating func zeroise() {
    low = 0
    high = 0
  }
}

extension AsconBlock {
  /// The sixteen bytes at an offset.
  @inline(__always)
  init(wholeAt offset: Int, of bytes: RawSpan) {
    low = unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    high = unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
  }

  /// A byte at a bit's place from 0 up to 120, and zeros everywhere else.
  @inline(__always)
  private init(_ byte: UInt64, at place: UInt64) {
    self.init(
      low: place < 64 ? byte &<< place : 0, high: place < 64 ? 0 : byte &<< (place &- 64))
  }

  /// The bytes from an offset to the end, fewer than sixteen, with zeros behind them; and the mark
  /// that pads them: one bit right behind them, then zeros. Section 2.1, "Padding".
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  static func tail(at offset: Int, of bytes: RawSpan) -> (bytes: AsconBlock, mark: AsconBlock) {
    var block = AsconBlock(low: 0, high: 0)
    var place: UInt64 = 0
    for index in offset..<bytes.byteCount {
      let byte = unsafe UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
      block = block ^ AsconBlock(byte, at: place)
      place += 8
    }
    return (block, AsconBlock(1, at: place))
  }

  /// Puts all sixteen bytes down at an offset.
  @inline(__always)
  func store(to bytes: inout MutableRawSpan, at offset: Int) {
    bytes.storeBytes(of: low.littleEndian, toByteOffset: offset, as: UInt64.self)
    bytes.storeBytes(of: high.littleEndian, toByteOffset: offset + 8, as: UInt64.self)
  }

  /// Puts the first bytes down, from an offset to the end, fewer than sixteen.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  func storeTail(to bytes: inout MutableRawSpan, at offset: Int) {
    var rest = self
    for index in offset..<bytes.byteCount {
      bytes.storeBytes(of: UInt8(truncatingIfNeeded: rest.low), toByteOffset: index, as: UInt8.self)
      rest = AsconBlock(low: rest.low &>> 8 | rest.high &<< 56, high: rest.high &>> 8)
    }
  }

  /// The bytes before a padding mark, and zeros from there on.
  @inline(__always)
  func before(_ mark: AsconBlock) -> AsconBlock {
    // The mark is one bit; whichever word it is in, what lies below it is kept.
    AsconBlock(low: low & (mark.low &- 1), high: mark.high == 0 ? 0 : high & (mark.high &- 1))
  }

  @inline(__always)
  static func ^ (left: AsconBlock, right: AsconBlock) -> AsconBlock {
    AsconBlock(low: left.low ^ right.low, high: left.high ^ right.high)
  }
}

extension AsconBlock {
  /// Sixteen bytes that are drawn; a key only where nobody can guess what they are drawn from.
  @inlinable
  public init(from generator: inout some RandomNumberGenerator) {
    self.init(low: generator.next(), high: generator.next())
  }
}
