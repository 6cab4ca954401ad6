import Quantities

/// Makes a frame of content that comes word by word: checksum, ``Stuffing`` and delimiters in one
/// pass.
///
/// It is safe to use although it holds a pointer: only ``WireBuffer`` makes one, inside the closure
/// that keeps the memory alive, and every word checks the bound.
@safe
struct Framer {
  /// The end of content that is no whole word.
  struct Rest {
    /// The bytes, the first of them lowest, and zeros.
    let word: UInt64
    /// How many there are: 0 through 7.
    let count: Int
  }

  /// Where the code before the content goes, right behind the first delimiter.
  private let base: UnsafeMutableRawPointer
  private var crc = CRC32C()
  /// Where the last zero, or the code before the content, is; from `base`.
  private var code = 0
  /// Where the next word goes, from `base`.
  private var offset = 1

  /// A frame that begins at `frame`, in the memory of a ``WireBuffer``.
  @unsafe @inline(__always)
  init(_ frame: UnsafeMutableRawPointer) {
    unsafe frame.storeBytes(of: FrameLimits.delimiter, as: UInt8.self)
    unsafe base = frame + 1
  }

  /// Takes eight bytes of content, the first of them lowest.
  @inline(__always)
  mutating func put(_ word: UInt64) {
    precondition(offset &+ 8 <= Self.end, "a message is longer than its buffer")
    crc.update(word: word)
    stuff(word, zeros: Stuffing.zeroBytes(in: word))
  }

  /// Takes the last bytes of the content, and puts checksum and delimiter behind them. Gives the
  /// length of the frame.
  @inline(__always)
  mutating func finish(_ rest: Rest) -> Int {
    precondition(
      rest.count >= 0 && rest.count < 8 && offset &+ rest.count <= Self.end,
      "a message is longer than its buffer")
    if rest.count > 0 { crc.update(low: rest.word, count: rest.count) }
    let sum = UInt64(crc.value)
    let bits = UInt64(8 &* rest.count)
    let end = offset &+ rest.count &+ FrameLimits.checksumBytes
    putLast(rest.word | sum &<< bits, count: min(rest.count &+ FrameLimits.checksumBytes, 8))
    if rest.count > 4 { putLast(sum &>> (64 &- bits), count: rest.count &- 4) }
    unsafe base.storeBytes(
      of: UInt8(truncatingIfNeeded: end &- code), toByteOffset: code, as: UInt8.self)
    unsafe base.storeBytes(of: FrameLimits.delimiter, toByteOffset: end, as: UInt8.self)
    return end &+ 2
  }

  /// Takes all content at once, which lies in its place already, and ends the frame.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  @unsafe
  mutating func finish(_ content: UnsafeMutableRawPointer, count: Int) -> Int {
    var place = 0
    while count &- place >= 8 {
      put(unsafe Self.word(content + place))
      place &+= 8
    }
    let left = count &- place
    let word = unsafe Self.word(content + place)
    return finish(Rest(word: left > 0 ? word & Stuffing.lowBytes(left) : 0, count: left))
  }

  /// Where the longest content before its checksum ends.
  private static var end: Int { 1 + FrameLimits.contentBytes - FrameLimits.checksumBytes }

  @unsafe @inline(__always)
  private static func word(_ place: UnsafeMutableRawPointer) -> UInt64 {
    unsafe UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }

  /// Takes one to eight bytes that no checksum covers any more.
  @inline(__always)
  private mutating func putLast(_ word: UInt64, count: Int) {
    let mask = count == 8 ? ~0 : Stuffing.lowBytes(count)
    stuff(word, zeros: Stuffing.zeroBytes(in: word) & mask)
  }

  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private mutating func stuff(_ word: UInt64, zeros: UInt64) {
    unsafe base.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
    var zeros = zeros
    while zeros != 0 {
      let place = offset &+ zeros.trailingZeroBitCount &>> 3
      unsafe base.storeBytes(
        of: UInt8(truncatingIfNeeded: place &- code), toByteOffset: code, as: UInt8.self)
      code = place
      zeros &= zeros &- 1
    }
    offset &+= 8
  }
}
