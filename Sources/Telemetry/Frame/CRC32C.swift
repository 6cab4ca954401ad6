import Quantities

#if canImport(CChecksum)
  import CChecksum
#endif

/// CRC-32C (Castagnoli): reflected polynomial 0x82F63B78, initial value and final inversion all
/// ones.
///
/// Over the frames of this protocol, at most 256 bytes, it detects every pattern of up to five
/// wrong bits (Hamming distance 6). Spec: link.md, "Checksum".
public struct CRC32C: Sendable {
  @usableFromInline var register: UInt32 = 0xFFFF_FFFF

  /// The checksum of no bytes.
  @inlinable public init() {}

  /// The checksum of the bytes taken in so far.
  @inlinable public var value: UInt32 { ~register }

  /// Takes in more bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      unsafe update(base, count: raw.count)
    }
  }

  /// Takes in `count` bytes from `base`, which must all be readable.
  @unsafe @inline(__always)
  mutating func update(_ base: UnsafeRawPointer, count: Int) {
    #if canImport(CChecksum)
      if unsafe cchecksum_update(&register, base, count) { return }
    #endif
    unsafe updateByTable(base, count: count)
  }

  /// The same on a processor that has no instruction for it.
  @unsafe
  mutating func updateByTable(_ base: UnsafeRawPointer, count: Int) {
    var register = register
    var offset = 0
    // A count of bytes there are is far from overflow.
    while count &- offset >= 8 {
      register = unsafe Self.step(Self.word(base + offset) ^ UInt64(register))
      offset &+= 8
    }
    self.register = register
    let left = count &- offset
    if left > 0 { unsafe update(low: Self.lastBytes(base, count: count, left: left), count: left) }
  }

  @unsafe @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 {
    unsafe UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }

  /// Takes in eight bytes, the first of them lowest.
  @inline(__always)
  mutating func update(word: UInt64) { register = Self.step(word ^ UInt64(register)) }

  /// Takes in one to seven bytes in the low end of a word whose other bytes are zero.
  ///
  /// Leading zeros do not change a checksum whose register is zero. So these bytes are taken in one
  /// step too, moved to the end of a word that begins with zeros.
  @inline(__always)
  mutating func update(low word: UInt64, count: Int) {
    register =
      Self.step((word ^ UInt64(register)) &<< UInt64(8 * (8 - count)))
      ^ UInt32(truncatingIfNeeded: UInt64(register) >> (8 * count))
  }

  /// The last `left` of `count` bytes, one to seven, in the low end of a word.
  @unsafe @inline(__always)
  private static func lastBytes(_ base: UnsafeRawPointer, count: Int, left: Int) -> UInt64 {
    if count >= 8 {
      return unsafe word(base + count - 8) &>> UInt64(8 * (8 - left))
    }
    var word: UInt64 = 0
    for index in 0..<left {
      let byte = unsafe base.load(fromByteOffset: index, as: UInt8.self)
      word |= UInt64(byte) &<< UInt64(8 * index)
    }
    return word
  }

  /// The remainder of eight bytes, the first of them lowest; whatever runs this has room for one of
  /// both tables.
  @inline(__always)
  private static func step(_ word: UInt64) -> UInt32 {
    #if hasFeature(Embedded)
      stepByNibble(word)
    #else
      stepByByte(word)
    #endif
  }

  /// The same with 64 bytes of constants, four bits at a time.
  @inline(never)
  static func stepByNibble(_ word: UInt64) -> UInt32 {
    var rest = word
    for _ in 0..<16 {
      // The index is below 16, so the check could never fire.
      rest = unsafe rest &>> 4 ^ UInt64(crc32cNibbles[unchecked: Int(rest & 0xF)])
    }
    return UInt32(truncatingIfNeeded: rest)
  }

  /// The checksum of one run of bytes.
  public static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
    var crc = CRC32C()
    crc.update(bytes)
    return crc.value
  }
}

#if !hasFeature(Embedded)
  extension CRC32C {
    /// The same with 8 KB of constants, all eight bytes at once.
    @inline(__always)
    static func stepByByte(_ word: UInt64) -> UInt32 {
      let low = UInt32(truncatingIfNeeded: word)
      let high = UInt32(truncatingIfNeeded: word &>> 32)
      return (entry(7, low) ^ entry(6, low >> 8)) ^ (entry(5, low >> 16) ^ entry(4, low >> 24))
        ^ (entry(3, high) ^ entry(2, high >> 8)) ^ (entry(1, high >> 16) ^ entry(0, high >> 24))
    }

    /// The table entry for the low byte of `bits` followed by `zeros` zero bytes (0 through 7).
    @inline(__always)
    private static func entry(_ zeros: Int, _ bits: UInt32) -> UInt32 {
      // The index is below 2048 whatever the arguments, so the check could never fire.
      unsafe crc32cTable[unchecked: zeros << 8 | Int(bits & 0xFF)]
    }
  }
#endif
