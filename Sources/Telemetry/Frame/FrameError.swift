/// Why bytes that arrived were dropped instead of being delivered as a message.
///
/// Spec: link.md, "What is dropped".
public struct FrameError: Error, Hashable, Sendable {
  /// What was wrong.
  public let reason: Reason
  /// Where the frame began, in bytes since the decoder was made.
  public let offset: UInt64
  /// What should have been found: a length, a checksum, or zero where neither applies.
  public let expected: UInt32
  /// What was found: a length, a checksum, a type, or the place of the field in the content.
  public let found: UInt32

  /// An error that names the frame by where it began.
  public init(_ reason: Reason, at offset: UInt64, expected: UInt32 = 0, found: UInt32 = 0) {
    self.reason = reason
    self.offset = offset
    self.expected = expected
    self.found = found
  }
}

/// How many frames a decoder delivered and how many it dropped, by reason.
public struct FrameCounters: Sendable {
  /// Frames whose stuffing and checksum were right.
  public internal(set) var delivered: UInt64 = 0
  private var dropped: [11 of UInt64] = [11 of UInt64](repeating: 0)

  /// Nothing counted yet.
  public init() {}

  /// The frames dropped for one reason.
  public subscript(reason: FrameError.Reason) -> UInt64 { dropped[Int(reason.rawValue)] }

  /// The frames dropped for any reason.
  public var droppedInAll: UInt64 {
    var sum: UInt64 = 0
    for index in dropped.indices { sum += dropped[index] }
    return sum
  }

  #if hasFeature(Embedded)
    @inline(never)
  #endif
  mutating func count(_ reason: FrameError.Reason) { dropped[Int(reason.rawValue)] += 1 }
}
