/// Consistent Overhead Byte Stuffing in place, for runs of at most 253 bytes.
///
/// Every zero of the content, and one code before it, is replaced by the distance to the next zero
/// (or to the end), so that no zero is left. Under 254 bytes this is all there is to the method:
/// the content keeps its place and nothing is copied. Spec: link.md, "Stuffing".
enum Stuffing {
  /// Stuffs `count` bytes that start one byte after `base`; the code goes to `base` itself.
  ///
  /// Up to seven bytes after the content are read and must be readable.
  @unsafe @inline(__always)
  static func stuff(_ base: UnsafeMutableRawPointer, count: Int) {
    var code = 0
    var offset = 1
    let end = count + 1
    while offset < end {
      let word = unsafe UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      var zeros = zeroBytes(in: word)
      while zeros != 0 {
        let place = offset + zeros.trailingZeroBitCount >> 3
        if place >= end { break }
        unsafe base.storeBytes(
          of: UInt8(truncatingIfNeeded: place - code), toByteOffset: code, as: UInt8.self)
        code = place
        zeros &= zeros &- 1
      }
      offset += 8
    }
    unsafe base.storeBytes(
      of: UInt8(truncatingIfNeeded: end - code), toByteOffset: code, as: UInt8.self)
  }

  /// Takes the stuffing out of `count` bytes from `base`, the code included: the content then
  /// starts one byte after `base`. False when the codes do not end exactly at the end; the code
  /// 255, which runs this short never need, cannot.
  @unsafe @inline(__always)
  static func unstuff(_ base: UnsafeMutableRawPointer, count: Int) -> Bool {
    var place = 0
    while place < count {
      let step = unsafe Int(base.load(fromByteOffset: place, as: UInt8.self))
      if step == 0 { return false }
      unsafe base.storeBytes(of: 0, toByteOffset: place, as: UInt8.self)
      place &+= step
    }
    return place == count
  }

  /// The top bit of every byte of `word` that is zero, and no other bit.
  @inline(__always)
  static func zeroBytes(in word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }
}
