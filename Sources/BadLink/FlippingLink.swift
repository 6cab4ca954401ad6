package import Quantities

/// Turns single bits.
package struct FlippingLink<Inner: Link>: Link {
  /// What everything passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  /// How many bytes had a bit turned.
  package private(set) var flips: UInt64 = 0

  /// A line around another that turns one bit, any of the eight, of each *byte* with a chance of
  /// its own.
  package init(_ inner: Inner, flipping chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// The inner line's.
  package var deadline: LinkTime? { inner.deadline }

  /// Hands a write on, bits of it turned.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never else {
      inner.send(bytes, at: now)
      return
    }
    var damaged = [UInt8](copying: bytes)
    for place in damaged.indices where generator.happens(chance) {
      flips += 1
      damaged[place] ^= 1 << UInt8(generator.place(in: 8))
    }
    inner.send(damaged.span, at: now)
  }

  /// What arrives from the inner line.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { inner.receive(at: now) }
}
