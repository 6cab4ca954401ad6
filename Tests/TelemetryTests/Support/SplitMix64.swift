/// Random numbers from a seed: the same on every machine, so that a failure can be run again.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// A number of up to 64 bits that is as often short as long, and often at an edge.
  mutating func spread(upTo highest: UInt64) -> UInt64 {
    switch next() % 8 {
    case 0: 0
    case 1: highest
    case 2: highest == 0 ? 0 : highest - 1
    default: min(next() >> (next() % 64), highest)
    }
  }
}
