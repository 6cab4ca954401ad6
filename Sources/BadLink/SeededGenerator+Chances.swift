import Quantities

extension SeededGenerator {
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
