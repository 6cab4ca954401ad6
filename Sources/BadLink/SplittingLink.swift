package import Quantities

/// Cuts writes in two: the second piece follows the first after a pause, in order.
package struct SplittingLink<Inner: Link>: Link {
  /// The longest pause between the pieces: 20 ms. It is never shorter than 1 ms.
  package static var longestPause: Milliseconds { Milliseconds(rawValue: 20) }

  /// What everything passes through.
  var inner: Inner
  private let chance: Chance
  private var generator: SeededGenerator
  private var pieces = WritesUnderWay()
  /// How many writes were cut in two.
  package private(set) var splits: UInt64 = 0

  /// A line around another that cuts each write with a chance of its own, at any place; a single
  /// byte has none.
  package init(_ inner: Inner, splitting chance: Chance, seed: UInt64) {
    self.inner = inner
    self.chance = chance
    generator = SeededGenerator(seed: seed)
  }

  /// When the next piece goes on, or something happens in the inner line.
  package var deadline: LinkTime? { earlier(pieces.deadline, inner.deadline) }

  /// Sends a write on its way, in one piece or in two.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard chance > .never else {
      inner.send(bytes, at: now)
      return
    }
    guard bytes.count > 1, generator.happens(chance) else {
      pieces.append([UInt8](copying: bytes), due: now)
      return
    }
    splits += 1
    let cut = 1 + generator.place(in: bytes.count - 1)
    let pause = Milliseconds(rawValue: generator.number(in: 1...Self.longestPause.rawValue))
    let start = pieces.earliest(now)
    pieces.append([UInt8](copying: bytes.extracting(first: cut)), due: start)
    pieces.append([UInt8](copying: bytes.extracting(cut...)), due: start.after(pause))
  }

  /// What arrives from the inner line, once the pieces that are due have gone on there.
  package mutating func receive(at now: LinkTime) -> [UInt8]? {
    while let piece = pieces.next(until: now) { inner.send(piece.bytes.span, at: piece.due) }
    return inner.receive(at: now)
  }
}
