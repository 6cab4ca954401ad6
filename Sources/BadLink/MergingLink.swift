package import Quantities

/// Loses the boundary between writes: two or more arrive as one.
///
/// A write waits for the next and goes on together with it, or by itself after ``patience``.
package struct MergingLink<Inner: Link>: Link {
  /// How long a write waits for the next: 50 ms.
  package static var patience: Milliseconds { Milliseconds(rawValue: 50) }
  /// So many bytes do not wait for more.
  package static var enough: Int { 4096 }

  /// What everything passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  private var waiting: [UInt8] = []
  private var until = LinkTime.zero
  /// How many writes went on as one with the write before.
  package private(set) var merges: UInt64 = 0

  /// A line around another on which each write waits for the next with a chance of its own.
  package init(_ inner: Inner, waiting chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// When what waits goes on by itself, or something happens in the inner line.
  package var deadline: LinkTime? { earlier(waiting.isEmpty ? nil : until, inner.deadline) }

  /// Joins a write to those that wait, and lets it wait or hands all of them on.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never, !bytes.isEmpty else {
      inner.send(bytes, at: now)
      return
    }
    release(until: now)
    if waiting.isEmpty { until = now.after(Self.patience) } else { merges += 1 }
    for place in bytes.indices { waiting.append(bytes[place]) }
    let waits = generator.happens(chance)
    if !waits || waiting.count >= Self.enough { release(at: now) }
  }

  private mutating func release(until now: LinkTime) {
    if !waiting.isEmpty, until <= now { release(at: until) }
  }

  private mutating func release(at moment: LinkTime) {
    let together = waiting
    waiting = []
    inner.send(together.span, at: moment)
  }

  /// What arrives from the inner line, once what has waited long enough has gone on there.
  package mutating func receive(at now: LinkTime) -> [UInt8]? {
    release(until: now)
    return inner.receive(at: now)
  }
}
