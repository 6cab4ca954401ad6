package import Quantities

/// Latency with jitter: each write takes its time, and none overtakes another.
package struct DelayingLink<Inner: Link>: Link {
  /// What everything passes through.
  var inner: Inner
  private let latency: Milliseconds
  private let jitter: Milliseconds
  private var generator: SeededGenerator
  private var delayed = WritesUnderWay()

  /// A line around another on which each write takes `latency` and 0 to `jitter` more.
  package init(_ inner: Inner, latency: Milliseconds, jitter: Milliseconds, seed: UInt64) {
    self.inner = inner
    self.latency = latency
    self.jitter = jitter
    generator = SeededGenerator(seed: seed)
  }

  /// When the first of what is on its way goes on, here or in the inner line.
  package var deadline: LinkTime? { earlier(delayed.deadline, inner.deadline) }

  /// Sends a write on its way.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    guard latency > .zero || jitter > .zero else {
      inner.send(bytes, at: now)
      return
    }
    let more = jitter > .zero ? generator.number(in: 0...jitter.rawValue) : 0
    delayed.append(
      [UInt8](copying: bytes), due: now.after(latency).after(Milliseconds(rawValue: more)))
  }

  /// What arrives from the inner line, once what is due has gone on there.
  package mutating func receive(at now: LinkTime) -> [UInt8]? {
    while let write = delayed.next(until: now) { inner.send(write.bytes.span, at: write.due) }
    return inner.receive(at: now)
  }
}
