/// The permutation of Ascon on its state of five 64-bit words. Source: NIST SP 800-232, section 3.
///
/// It runs in constant time: no branch and no memory access depends on the words.
struct AsconState: Sendable {
  var word0: UInt64
  var word1: UInt64
  var word2: UInt64
  var word3: UInt64
  var word4: UInt64

  /// Takes a block of eight bytes, the lowest first.
  @inline(__always)
  mutating func absorb(_ word: UInt64) {
    word0 ^= word
    permute12()
  }

  /// Twelve rounds, with the constants 0xf0, 0xe1 and so on down to 0x4b.
  @inline(__always)
  mutating func permute12() { permute(from: 0xF0) }

  /// Eight rounds, the last eight of the twelve: with the constants from 0xb4 down to 0x4b.
  @inline(__always)
  mutating func permute8() { permute(from: 0xB4) }

  /// Overwrites the words, which together with a tag would give the key away.
  ///
  /// Left to itself, the compiler would see that nobody reads the zeros and leave them out.
  @inline(never) @_optimize(none)
  mutating func zeroise() {
    word0 = 0
    word1 = 0
    word2 = 0
    word3 = 0
    word4 = 0
  }

  /// The rounds from the one with this constant to the last. The words stay in registers meanwhile.
  ///
  /// A microcontroller has few registers to keep them in and little room: there it is one function.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  private mutating func permute(from first: UInt64) {
    var state = self
    var constant = first
    while constant >= 0x4B {
      state.round(constant)
      constant -= 0x0F
    }
    self = state
  }

  /// One round: add the constant, substitute down the columns, diffuse along the rows.
  @inline(__always)
  private mutating func round(_ constant: UInt64) {
    var (x0, x1, x2, x3, x4) = (word0, word1, word2 ^ constant, word3, word4)
    x0 ^= x4
    x4 ^= x3
    x2 ^= x1
    let (t0, t1, t2, t3, t4) = (~x0 & x1, ~x1 & x2, ~x2 & x3, ~x3 & x4, ~x4 & x0)
    x0 ^= t1
    x1 ^= t2
    x2 ^= t3
    x3 ^= t4
    x4 ^= t0
    x1 ^= x0
    x0 ^= x4
    x3 ^= x2
    x2 = ~x2
    word0 = x0 ^ Self.rotate(x0, 19) ^ Self.rotate(x0, 28)
    word1 = x1 ^ Self.rotate(x1, 61) ^ Self.rotate(x1, 39)
    word2 = x2 ^ Self.rotate(x2, 1) ^ Self.rotate(x2, 6)
    word3 = x3 ^ Self.rotate(x3, 10) ^ Self.rotate(x3, 17)
    word4 = x4 ^ Self.rotate(x4, 7) ^ Self.rotate(x4, 41)
  }

  @inline(__always)
  private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
    word &>> count | word &<< (64 &- count)
  }
}
