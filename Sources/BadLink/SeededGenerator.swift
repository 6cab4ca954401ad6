/// A seeded source of numbers, the same on every machine (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  private var state: UInt64

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

  /// A number in a range; what a range that is no power of two favours is less than 2^-40 for all
  /// ranges of the modules here.
  mutating func number(in range: ClosedRange<UInt64>) -> UInt64 {
    let width = range.upperBound - range.lowerBound
    return width == .max ? next() : range.lowerBound + next() % (width + 1)
  }

  /// A place among so many, from 0; traps when there is none.
  mutating func place(in count: Int) -> Int { Int(number(in: 0...UInt64(count) - 1)) }

  /// Whether something happens this time.
  mutating func happens(_ chance: Chance) -> Bool {
    next() % UInt64(Chance.whole) < UInt64(chance.partsPerMillion)
  }
}
