import Telemetry

/// Where a virtual pump's hardware noise comes from: 16 bytes from outside, from which it makes
/// other 16 at every switch-on.
///
/// Whoever knows the seed knows the noise. It is no part of the world's snapshot: a world that is
/// brought back gets noise of its own.
struct NoiseSource: Sendable {
  private let seed: AsconBlock
  /// How often noise was drawn: how often the pump was switched on.
  private(set) var drawn: UInt64 = 0

  init(_ seed: AsconBlock) { self.seed = seed }

  /// The noise of one more switch-on.
  mutating func next() -> AsconBlock {
    drawn += 1
    var function = AsconXOF128()
    for word in [seed.low, seed.high, drawn] {
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
      function.update(bytes.span)
    }
    var output = [UInt8](repeating: 0, count: AsconBlock.bytes)
    var span = output.mutableSpan
    function.finish(into: &span)
    return AsconBlock(output.span) ?? seed
  }
}
