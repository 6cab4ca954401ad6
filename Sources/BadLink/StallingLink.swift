package import Quantities

/// Stalls: for a while nothing goes on; then everything that was sent meanwhile does, in order and
/// at once, or none of it.
package struct StallingLink<Inner: Link>: Link {
  /// What the rest passes through.
  var inner: Inner
  private let chance: Chance
  private let length: Milliseconds
  private var generator: SeededGenerator
  private var end: LinkTime?
  private var losesAll = false
  private var waiting = WritesUnderWay()
  /// How many stalls there were.
  package private(set) var stalls: UInt64 = 0

  /// A line around another on which each write begins a stall with a chance of its own, unless
  /// there is one. After one stall in two everything goes on, after the other nothing.
  package init(_ inner: Inner, chance: Chance, length: Milliseconds, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    self.length = length
    generator = SeededGenerator(seed: seed)
  }

  /// When a stall ends, or something happens in the inner line.
  package var deadline: LinkTime? { earlier(waiting.isEmpty ? nil : end, inner.deadline) }

  /// Hands a write on, or keeps it while the line stalls.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never, length > .zero, !bytes.isEmpty else {
      inner.send(bytes, at: now)
      return
    }
    goOn(at: now)
    if end == nil, generator.happens(chance) {
      stalls += 1
      end = now.after(length)
      losesAll = generator.next() & 1 == 0
    }
    guard let end else {
      inner.send(bytes, at: now)
      return
    }
    if !losesAll { waiting.append([UInt8](copying: bytes), due: end) }
  }

  private mutating func goOn(at now: LinkTime) {
    guard let end, end <= now else { return }
    self.end = nil
    while let write = waiting.next(until: end) { inner.send(write.bytes.span, at: end) }
  }

  /// What arrives from the inner line, once what waited for the end of a stall has gone on there.
  package mutating func receive(at now: LinkTime) -> [UInt8]? {
    goOn(at: now)
    return inner.receive(at: now)
  }
}
