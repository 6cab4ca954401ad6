import Quantities
package import Telemetry

/// Another drug in place of the one in the reservoir, as the log tells it.
package struct DrugChange: Equatable {
  /// When, in seconds of therapy.
  package let seconds: UInt32
  /// The drug before, by its number; `nil` for one that this program does not know.
  package let old: DrugCode?
  /// The drug since.
  package let new: DrugCode?

  /// What an entry tells; `nil` when the drug stayed what it was.
  package init?(_ entry: LogEntry) {
    guard entry.kind == .drugChanged, entry.short != 0, entry.short != UInt16(entry.detail) else {
      return nil
    }
    seconds = entry.therapySeconds
    old = UInt8(exactly: entry.short).flatMap { DrugCode(rawValue: $0) }
    new = DrugCode(rawValue: entry.detail)
  }

  /// Those in a log, in its order.
  package static func all(_ entries: [LogEntry]) -> [DrugChange] {
    entries.compactMap { DrugChange($0) }
  }
}
