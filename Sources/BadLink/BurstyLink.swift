package import Quantities

/// Bursts of noise: a run of neighbouring bytes is lost, or arrives as other bytes.
///
/// A burst begins anywhere in a write. What is left of it at the write's end hits the next one, if
/// that is sent within ``reach``; so a burst can take the boundary between two frames.
package struct BurstyLink<Inner: Link>: Link {
  /// How long after a write a burst in it can last: 20 ms.
  package static var reach: Milliseconds { Milliseconds(rawValue: 20) }

  /// What the rest passes through.
  var inner: Inner
  private let chance: Chance
  private let length: Int
  private var generator: SeededGenerator
  private var rest = 0
  private var losesRest = false
  private var end = LinkTime.zero
  /// How many bursts there were.
  package private(set) var bursts: UInt64 = 0

  /// A line around another on which a burst of 1 to `length` bytes begins in each write with a
  /// chance of its own; the bytes of one burst in two are lost, those of the other are noise.
  /// Traps for a length below one.
  package init(_ inner: Inner, chance: Chance, length: Int, seed: UInt64) {
    precondition(length > 0)
    self.inner = inner
    self.chance = chance
    self.length = length
    generator = SeededGenerator(seed: seed)
  }

  /// The inner line's.
  package var deadline: LinkTime? { inner.deadline }

  /// Hands on what noise leaves of a write.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never, !bytes.isEmpty else {
      inner.send(bytes, at: now)
      return
    }
    if now > end { rest = 0 }
    var start = 0
    if rest == 0 {
      guard generator.happens(chance) else {
        inner.send(bytes, at: now)
        return
      }
      bursts += 1
      start = generator.place(in: bytes.count)
      rest = 1 + generator.place(in: length)
      losesRest = generator.next() & 1 == 0
    }
    end = now.after(Self.reach)
    var left: [UInt8] = []
    left.reserveCapacity(bytes.count)
    for place in bytes.indices {
      let isHit = place >= start && rest > 0
      if isHit { rest -= 1 }
      if !isHit {
        left.append(bytes[place])
      } else if !losesRest {
        left.append(UInt8(truncatingIfNeeded: generator.next()))
      }
    }
    if !left.isEmpty { inner.send(left.span, at: now) }
  }

  /// What arrives from the inner line.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { inner.receive(at: now) }
}
