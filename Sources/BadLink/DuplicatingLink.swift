package import Quantities

/// Sends whole writes twice, one copy right after the other.
///
/// What comes after it treats the copies one by one: a ``ReorderingLink`` inside can hold one of
/// them back until others have passed.
package struct DuplicatingLink<Inner: Link>: Link {
  /// What everything passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  /// How many writes were sent twice.
  package private(set) var duplicates: UInt64 = 0

  /// A line around another that doubles each write with a chance of its own.
  package init(_ inner: Inner, doubling chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// The inner line's.
  package var deadline: LinkTime? { inner.deadline }

  /// Hands a write on, once or twice.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    inner.send(bytes, at: now)
    if chance > .never, !bytes.isEmpty, generator.happens(chance) {
      duplicates += 1
      inner.send(bytes, at: now)
    }
  }

  /// What arrives from the inner line.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { inner.receive(at: now) }
}
