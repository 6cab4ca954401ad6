/// How often each fault of a line has happened.
public struct LinkCounts: Hashable, Sendable {
  /// Writes that were handed to the line.
  public var writes: UInt64 = 0
  /// Writes lost whole, copies included.
  public var lost: UInt64 = 0
  /// Writes sent twice.
  public var duplicated: UInt64 = 0
  /// Writes held back.
  public var reordered: UInt64 = 0
  /// Writes cut off.
  public var truncated: UInt64 = 0
  /// Bursts of noise.
  public var bursts: UInt64 = 0
  /// Bytes with a bit turned.
  public var flipped: UInt64 = 0
  /// Writes that became one with the write before.
  public var merged: UInt64 = 0
  /// Writes that came in two pieces.
  public var split: UInt64 = 0
  /// Stalls.
  public var stalls: UInt64 = 0

  /// Nothing has happened.
  public init() {}
}
