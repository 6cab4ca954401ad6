package import Quantities

/// One direction of a line: what is written at one end, and what of it arrives at the other, when.
///
/// A link is a value and knows no clock. Moments are passed in and never go back. What it does
/// depends on its seed, on what is sent, and on when; never on how often it is asked. Its unit is
/// the *write*: the bytes handed to ``send(_:at:)`` at once. What arrives together need not have
/// been sent together.
///
/// A fault is a link around another: it does its harm to what is sent and hands the rest on. Faults
/// can be put around each other in any order, and the outermost comes first.
package protocol Link: Sendable {
  /// Takes a write in. An empty one is none.
  mutating func send(_ bytes: Span<UInt8>, at now: LinkTime)

  /// The next moment at which something happens by itself; `nil` when nothing is under way.
  ///
  /// Nothing need arrive then: what moves on inside the link counts as well.
  var deadline: LinkTime? { get }

  /// The next bytes that have arrived by a moment; `nil` when there are no more of them.
  mutating func receive(at now: LinkTime) -> [UInt8]?
}

extension Link {
  /// Takes a write in.
  mutating func send(_ bytes: [UInt8], at now: LinkTime) { send(bytes.span, at: now) }
}

extension [UInt8] {
  /// A copy of a span's bytes.
  package init(copying bytes: Span<UInt8>) {
    self.init(capacity: bytes.count) { output in
      for place in bytes.indices { output.append(bytes[place]) }
    }
  }
}

/// The earlier of two moments that may never come.
func earlier(_ one: LinkTime?, _ other: LinkTime?) -> LinkTime? {
  guard let one else { return other }
  return min(one, other ?? one)
}
