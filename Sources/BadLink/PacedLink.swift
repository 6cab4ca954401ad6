package import Quantities

/// A serial line's speed: bytes arrive one after the other as they would at so many bits per
/// second, ten bits each (8N1), in order and without gaps while there are more.
///
/// Moments are whole milliseconds: a byte arrives at the first one at which all of it is there, and
/// those that arrive at the same one arrive together. No rounding adds up.
package struct PacedLink<Inner: Link>: Link {
  /// The speeds there are, in bits per second.
  package static var speeds: ClosedRange<UInt32> { 50...4_000_000 }

  /// What everything passes through.
  var inner: Inner
  private let baud: UInt64?
  private var waiting = WritesUnderWay()
  /// How many bytes of the first write have been sent.
  private var sent = 0
  /// When the last byte was out: whole milliseconds, and a rest in parts of ``baud``.
  private var out = LinkTime.zero
  private var rest: UInt64 = 0

  /// A line around another with a speed in bits per second, or with none for `nil`. Traps for a
  /// speed outside ``speeds``.
  package init(_ inner: Inner, baud: UInt32?) {
    if let baud { precondition(Self.speeds.contains(baud)) }
    self.inner = inner
    self.baud = baud.map(UInt64.init)
  }

  /// When the next byte is there, or something happens in the inner line.
  package var deadline: LinkTime? { earlier(nextByte?.due, inner.deadline) }

  /// Puts a write behind those that are being sent.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard baud != nil else {
      inner.send(bytes, at: now)
      return
    }
    waiting.append([UInt8](copying: bytes), due: now)
  }

  /// When the next byte will be out, and the first whole millisecond at which it is.
  private var nextByte: (out: LinkTime, rest: UInt64, due: LinkTime)? {
    guard let baud, let first = waiting.first else { return nil }
    let isIdle = out < first.due
    // Ten bits take 10 000 / baud milliseconds.
    let parts = (isIdle ? 0 : rest) + 10_000
    let end = (isIdle ? first.due : out).after(Milliseconds(rawValue: parts / baud))
    let rest = parts % baud
    return (end, rest, rest == 0 ? end : end.after(Milliseconds(rawValue: 1)))
  }

  /// What arrives from the inner line, once the bytes that are there have gone on in it.
  package mutating func receive(at now: LinkTime) -> [UInt8]? {
    var together: [UInt8] = []
    var moment = LinkTime.zero
    while let next = nextByte, next.due <= now, let first = waiting.first {
      if next.due != moment, !together.isEmpty {
        inner.send(together.span, at: moment)
        together.removeAll(keepingCapacity: true)
      }
      moment = next.due
      together.append(first.bytes[sent])
      (out, rest) = (next.out, next.rest)
      sent += 1
      if sent == first.bytes.count {
        waiting.removeFirst()
        sent = 0
        // Emptied before its moment, the line is free for what comes next.
        if waiting.isEmpty { (out, rest) = (.zero, 0) }
      }
    }
    if !together.isEmpty { inner.send(together.span, at: moment) }
    return inner.receive(at: now)
  }
}
