import Quantities
import Telemetry

/// Where the firmware is with the log's ring.
struct LogWork: Sendable {
  /// The newest entry that a stored record holds.
  var durable: UInt32
  /// The entries that go to the ring, by their numbers; none is written while it is empty.
  var writing: Range<UInt32> = 0..<0
  var isWriteAsked = false
  /// When a write that failed is tried again.
  var retryAt: TherapyTime?
  /// Whether the last write of a record failed; none is written for the log's sake then.
  var isStoreFailing = false
  /// A request that waits for a page.
  var reading: Reading?
  var isReadAsked = false

  struct Reading: Sendable {
    let header: MessageHeader
    let checksum: UInt32
    let first: UInt32
    /// Whether the ring is being read.
    var isUnderWay = false
  }

  /// Whether the ring is being written or read.
  var isBusy: Bool { !writing.isEmpty || reading?.isUnderWay == true }
}
