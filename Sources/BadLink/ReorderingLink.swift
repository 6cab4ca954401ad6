package import Quantities

/// Holds writes back until others have overtaken them.
///
/// A write that is held back goes on right after the first, second or third of the next writes that
/// are not, or by itself after a random time of up to ``patience``, whichever is first. Between two
/// that wait for each other's answers the second is the rule: a request held back longer than its
/// sender waits arrives after its own repeat.
package struct ReorderingLink<Inner: Link>: Link {
  /// The longest a write is held back without another overtaking it: 1 s.
  package static var patience: Milliseconds { .seconds(1) }

  private struct Held {
    let bytes: [UInt8]
    let until: LinkTime
    var overtakers: Int
  }

  /// What everything passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  private var held: [Held] = []
  private var heldBytes = 0
  /// How many writes were held back.
  package private(set) var holds: UInt64 = 0

  /// A line around another that holds each write back with a chance of its own.
  package init(_ inner: Inner, holding chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// When the first of what is held back goes on, or of what is in the inner line.
  package var deadline: LinkTime? {
    held.reduce(inner.deadline) { earlier($0, $1.until) }
  }

  /// Holds a write back, or hands it on and lets those follow that have waited for it.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never, !bytes.isEmpty else {
      inner.send(bytes, at: now)
      return
    }
    release(until: now)
    if generator.happens(chance), heldBytes + bytes.count <= WritesUnderWay.capacity {
      holds += 1
      heldBytes += bytes.count
      let wait = generator.number(in: 1...Self.patience.rawValue)
      held.append(
        Held(
          bytes: [UInt8](copying: bytes), until: now.after(Milliseconds(rawValue: wait)),
          overtakers: 1 + generator.place(in: 3)))
      return
    }
    inner.send(bytes, at: now)
    for place in held.indices { held[place].overtakers -= 1 }
    while let place = held.firstIndex(where: { $0.overtakers == 0 }) { release(place, at: now) }
  }

  private mutating func release(until now: LinkTime) {
    while let place = held.indices.min(by: { held[$0].until < held[$1].until }),
      held[place].until <= now
    {
      release(place, at: held[place].until)
    }
  }

  private mutating func release(_ place: Int, at moment: LinkTime) {
    let write = held.remove(at: place)
    heldBytes -= write.bytes.count
    inner.send(write.bytes.span, at: moment)
  }

  /// What arrives from the inner line, once what was held back long enough has gone on there.
  package mutating func receive(at now: LinkTime) -> [UInt8]? {
    release(until: now)
    return inner.receive(at: now)
  }
}
