public import Quantities

/// A line on which everything arrives at once, in order and as it was sent.
///
/// It holds what has arrived and was not received yet, 65 536 bytes at most; what comes on top is
/// lost.
public struct PerfectLink: Link, Equatable {
  private var arrived = WritesUnderWay()

  /// A line with nothing on it.
  public init() {}

  /// When there is something to receive: at the moment it was sent.
  public var deadline: LinkTime? { arrived.deadline }

  /// Lets a write arrive.
  public mutating func send(_ bytes: Span<UInt8>, at now: LinkTime) {
    arrived.append([UInt8](copying: bytes), due: now)
  }

  /// The next write.
  public mutating func receive(at now: LinkTime) -> [UInt8]? { arrived.next(until: now)?.bytes }
}
