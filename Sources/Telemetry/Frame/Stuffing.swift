import Quantities

/// Consistent Overhead Byte Stuffing in place, for runs of at most 253 bytes; made by ``Framer``.
///
/// Every zero of the content, and one code before it, is replaced by the distance to the next zero
/// (or to the end), so that no zero is left. Under 254 bytes this is all there is to the method:
/// the content keeps its place and nothing is copied. Spec: link.md, "Stuffing".
enum Stuffing {
  /// Takes the stuffing out of `count` bytes from `base`, at least nine, the code included: the
  /// content then starts one byte after `base`. Gives the checksum of the content without its last
  /// four bytes, or `nil` when the codes do not end exactly at the end; the code 255, which runs
  /// this short never need, cannot.
  ///
  /// Up to seven bytes after the end are read and written. Both jobs are done in one pass, word by
  /// word, so that finding the codes of one word overlaps with the checksum of the one before.
  @unsafe @inline(__always)
  static func unstuff(_ base: UnsafeMutableRawPointer, count: Int) -> UInt32? {
    var crc = CRC32C()
    let end = count &- FrameLimits.checksumBytes
    var place = 0
    var offset = 0
    while offset < count {
      var word = unsafe UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let limit = min(offset &+ 8, count)
      while place < limit {
        let shift = UInt64(8 &* (place &- offset))
        let step = Int(truncatingIfNeeded: word &>> shift & 0xFF)
        if step == 0 { return nil }
        word &= ~(0xFF &<< shift)
        place &+= step
      }
      unsafe base.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
      if offset == 0 {
        let length = min(7, end &- 1)
        crc.update(low: word &>> 8 & lowBytes(length), count: length)
      } else if offset &+ 8 <= end {
        crc.update(word: word)
      } else if offset < end {
        crc.update(low: word & lowBytes(end &- offset), count: end &- offset)
      }
      offset &+= 8
    }
    return place == count ? crc.value : nil
  }

  /// A mask of the one to seven lowest bytes of a word.
  @inline(__always)
  static func lowBytes(_ count: Int) -> UInt64 { (1 &<< UInt64(8 &* count)) &- 1 }

  /// The top bit of every byte of `word` that is zero, and no other bit.
  @inline(__always)
  static func zeroBytes(in word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }
}
