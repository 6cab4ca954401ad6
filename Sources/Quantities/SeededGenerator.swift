/// A seeded source of numbers, the same on every machine (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  /// All there is of it: another one of this seed goes on as it does.
  package private(set) var state: UInt64

  /// A source whose numbers depend on nothing but the seed.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
