/// How often each fault of a line has happened.
package struct LinkCounts: Hashable, Sendable {
  /// Writes that were handed to the line.
  package var writes: UInt64 = 0
  /// Writes lost whole, copies included.
  package var lost: UInt64 = 0
  /// Writes sent twice.
  package var duplicated: UInt64 = 0
  /// Writes held back.
  package var reordered: UInt64 = 0
  /// Writes cut off.
  package var truncated: UInt64 = 0
  /// Bursts of noise.
  package var bursts: UInt64 = 0
  /// Bytes with a bit turned.
  package var flipped: UInt64 = 0
  /// Writes that became one with the write before.
  package var merged: UInt64 = 0
  /// Writes that came in two pieces.
  package var split: UInt64 = 0
  /// Stalls.
  package var stalls: UInt64 = 0

  /// Nothing has happened.
  package init() {}
}
