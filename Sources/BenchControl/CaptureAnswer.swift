/// The capture of the line. Spec: bench.md, "Capture".
package struct CaptureAnswer: BenchRecord, Equatable, Sendable {
  /// Whether one is being written.
  package var is_on = false
  /// The file it is written to, or was last; left out before the first.
  package var path: String?
  /// How many packets it has.
  package var packets: UInt64 = 0
  /// How many bytes of the line they hold.
  package var bytes: UInt64 = 0
  /// Why it ended by itself; left out where it did not.
  package var reason: String?

  package init() {}

  package mutating func visit(_ fields: inout BenchFields) {
    fields.field("is_on", &is_on)
    fields.field("path", &path)
    fields.field("packets", &packets)
    fields.field("bytes", &bytes)
    fields.field("reason", &reason)
  }
}
