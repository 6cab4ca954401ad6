package import Quantities

/// Loses whole writes.
package struct LossyLink<Inner: Link>: Link {
  /// What the rest passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  /// How many writes were lost.
  package private(set) var losses: UInt64 = 0

  /// A line around another that loses each write with a chance of its own.
  package init(_ inner: Inner, losing chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// The inner line's.
  package var deadline: LinkTime? { inner.deadline }

  /// Loses a write, or hands it on.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    if chance > .never, !bytes.isEmpty, generator.happens(chance) {
      losses += 1
    } else {
      inner.send(bytes, at: now)
    }
  }

  /// What arrives from the inner line.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { inner.receive(at: now) }
}
