import Quantities
package import Telemetry

/// What an entry of the log says of a catheter, taken apart. Its numbers came over a wire and may
/// be any.
package struct CatheterEntry {
  /// The length cut off, in mm.
  package let cutMillimetres: UInt16
  let tipNumber: UInt8
  let reasonNumber: UInt8
  let contentNumber: UInt64

  /// The parts of an entry's amount, as messages.md says under `logKind`.
  package init(_ entry: LogEntry) {
    cutMillimetres = UInt16(truncatingIfNeeded: entry.amount)
    tipNumber = UInt8(truncatingIfNeeded: entry.amount >> 16)
    reasonNumber = UInt8(truncatingIfNeeded: entry.amount >> 24)
    contentNumber = entry.amount >> 32
  }

  /// Where its tip lies; `nil` for a number that is none of a level.
  package var tip: SpinalLevel? { SpinalLevel(rawValue: tipNumber) }
  /// Why the pump was told; `nil` for a number that is none of a reason.
  package var reason: CatheterReason? { CatheterReason(rawValue: reasonNumber) }
  /// What lay in the path then; `nil` for a number that is none of a content.
  package var content: PathContent? {
    UInt8(exactly: contentNumber).flatMap { PathContent(rawValue: $0) }
  }
}
