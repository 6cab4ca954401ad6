package import Quantities

/// A line on which everything arrives at once, in order and as it was sent.
///
/// It holds what has arrived and was not received yet, 65 536 bytes at most; what comes on top is
/// lost.
package struct PerfectLink: Link, Equatable {
  private var arrived = WritesUnderWay()

  /// A line with nothing on it.
  package init() {}

  /// When there is something to receive: at the moment it was sent.
  package var deadline: LinkTime? { arrived.deadline }

  /// Lets a write arrive.
  package mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    arrived.append([UInt8](copying: bytes), due: now)
  }

  /// The next write.
  package mutating func receive(at now: LinkTime) -> [UInt8]? { arrived.next(until: now)?.bytes }
}
