/// Ascon-Hash256, a hash of 256 bits made for devices as small as this pump.
///
/// Source: NIST SP 800-232, section 5.1. Words are little-endian, as everything on the wire.
public struct AsconHash256: Sendable {
  private var sponge: AsconSponge

  /// A hash of nothing yet.
  public init() { sponge = AsconSponge(Self.initial) }

  /// The state after the initial value of the standard went through the permutation.
  private static var initial: AsconState {
    AsconState(
      word0: 0x9B1E_5494_E934_D681, word1: 0x4BC3_A01E_3337_51D2,
      word2: 0xAE65_396C_6B34_B81A, word3: 0x3C7F_D4A4_D56A_4DB3,
      word4: 0x1A5C_4649_06C5_976D)
  }

  /// Takes more bytes.
  public mutating func update(_ bytes: Span<UInt8>) { sponge.update(bytes) }

  /// The hash of all that was taken, as four words of eight bytes, the lowest byte first.
  public consuming func finish() -> (UInt64, UInt64, UInt64, UInt64) {
    sponge.pad()
    let first = sponge.state.word0
    sponge.state.permute12()
    let second = sponge.state.word0
    sponge.state.permute12()
    let third = sponge.state.word0
    sponge.state.permute12()
    return (first, second, third, sponge.state.word0)
  }

  /// The first eight bytes of the hash over four words, which is how the event log is chained.
  @inline(__always)
  static func chain(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) -> UInt64
  {
    var state = initial
    state.absorb(first)
    state.absorb(second)
    state.absorb(third)
    state.absorb(fourth)
    // The words end where a block ends, so the padding is a block of its own.
    state.absorb(1)
    return state.word0
  }
}
