/// What a non-blocking read found.
package enum ReadResult: Equatable, Sendable {
  /// This many bytes, at least one, are at the start of the buffer.
  case bytes(Int)
  /// Nothing is waiting; poll and try again.
  case wouldBlock
  /// The other end is gone for good: a closed connection, a pulled cable, a stopped pump.
  case closed
}
