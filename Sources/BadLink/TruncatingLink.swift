package import Quantities

/// Cuts writes off: so many bytes from the start arrive, or none, and the rest is lost.
package struct TruncatingLink<Inner: Link>: Link {
  /// What the rest passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  /// How many writes were cut off.
  package private(set) var cuts: UInt64 = 0

  /// A line around another that cuts each write off with a chance of its own, anywhere before its
  /// end.
  package init(_ inner: Inner, cutting chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// The inner line's.
  package var deadline: LinkTime? { inner.deadline }

  /// Hands a write on, or its beginning.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never, !bytes.isEmpty, generator.happens(chance) else {
      inner.send(bytes, at: now)
      return
    }
    cuts += 1
    let kept = generator.place(in: bytes.count)
    if kept > 0 { inner.send(bytes.extracting(first: kept), at: now) }
  }

  /// What arrives from the inner line.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { inner.receive(at: now) }
}
