import Quantities
import Telemetry

/// Numbers from a seed, in the shapes that make trouble.
struct Random: RandomNumberGenerator, Sendable {
  private var numbers: SeededGenerator

  /// A source whose numbers depend on nothing but the seed.
  init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

  /// The next 64 bits.
  mutating func next() -> UInt64 { numbers.next() }

  /// A number from 0 up to, but not including, a bound.
  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }

  /// A number in a range.
  mutating func from(_ range: ClosedRange<UInt64>) -> UInt64 {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True once in so many times.
  mutating func once(in count: UInt64) -> Bool { below(count) == 0 }

  /// True for one of so many sources.
  func isFirst(of count: UInt64) -> Bool {
    var copy = self
    return copy.once(in: count)
  }

  /// A number up to a bound that is as often short as long, and often at an edge.
  mutating func spread(upTo highest: UInt64) -> UInt64 {
    switch element(of: Edge.shares) {
    case .lowest: 0
    case .highest: highest
    case .belowHighest: highest == 0 ? 0 : highest - 1
    case .aboveLowest: min(1, highest)
    case .anywhere: min(next() >> below(64), highest)
    }
  }

  /// Where in its range a number lies.
  private enum Edge {
    case lowest, highest, belowHighest, aboveLowest, anywhere

    static let shares: [Edge] =
      [.lowest, .highest, .belowHighest, .aboveLowest] + Array(repeating: .anywhere, count: 4)
  }

  /// Sixteen bytes.
  mutating func block() -> AsconBlock { AsconBlock(low: next(), high: next()) }

  /// One of some.
  mutating func element<Element>(of all: [Element]) -> Element {
    all[Int(below(UInt64(all.count)))]
  }
}
