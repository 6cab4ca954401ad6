import Telemetry

/// Numbers from a seed, in the shapes that make trouble: the same on every machine (SplitMix64).
struct Dice: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A source whose numbers depend on nothing but the seed.
  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, a bound.
  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }

  /// A number in a range.
  mutating func from(_ range: ClosedRange<UInt64>) -> UInt64 {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True once in so many times.
  mutating func once(in count: UInt64) -> Bool { below(count) == 0 }

  /// A number up to a bound that is as often short as long, and often at an edge.
  mutating func spread(upTo highest: UInt64) -> UInt64 {
    switch below(8) {
    case 0: 0
    case 1: highest
    case 2: highest == 0 ? 0 : highest - 1
    case 3: min(1, highest)
    default: min(next() >> below(64), highest)
    }
  }

  /// Sixteen bytes.
  mutating func block() -> AsconBlock { AsconBlock(low: next(), high: next()) }

  /// One of some.
  mutating func element<Element>(of all: [Element]) -> Element {
    all[Int(below(UInt64(all.count)))]
  }
}
