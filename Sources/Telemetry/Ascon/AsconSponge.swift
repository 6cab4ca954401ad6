import Quantities

/// What Ascon's hash and its two functions of open length share: bytes taken eight at a time into
/// the state. Source: NIST SP 800-232, section 5.
struct AsconSponge: Sendable {
  var state: AsconState
  /// The bytes of the block that is not full yet, in the low bytes.
  private var block: UInt64 = 0
  private var blockBytes: UInt64 = 0

  /// Nothing taken yet, from a state that has been through the permutation.
  init(_ state: AsconState) { self.state = state }

  /// Nothing taken yet, from the initial value of the function. Section 5, "Initialization".
  init(initialValue: UInt64) {
    state = AsconState(word0: initialValue, word1: 0, word2: 0, word3: 0, word4: 0)
    state.permute12()
  }

  mutating func update(_ bytes: Span<UInt8>) {
    for index in bytes.indices { update(bytes[index]) }
  }

  @inline(__always)
  private mutating func update(_ byte: UInt8) {
    block |= UInt64(byte) &<< (blockBytes &* 8)
    blockBytes &+= 1
    if blockBytes == 8 {
      state.absorb(block)
      block = 0
      blockBytes = 0
    }
  }

  /// Marks the end of what was taken with one bit, and fills the last block with zeros.
  mutating func pad() {
    state.absorb(block | 1 &<< (blockBytes &* 8))
    block = 0
    blockBytes = 0
  }

  /// Fills `output` from the state, after ``pad()``.
  mutating func squeeze(into output: inout MutableSpan<UInt8>) {
    var (word, left) = (state.word0, 8)
    for index in output.indices {
      if left == 0 {
        state.permute12()
        (word, left) = (state.word0, 8)
      }
      output[index] = UInt8(truncatingIfNeeded: word)
      word &>>= 8
      left -= 1
    }
  }

  /// Overwrites all that came from what was taken.
  mutating func zeroise() {
    state.zeroise()
    var rest = AsconBlock(low: block, high: blockBytes)
    rest.zeroise()
    (block, blockBytes) = (rest.low, rest.high)
  }
}
