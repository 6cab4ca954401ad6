import Quantities
import Telemetry

/// A temporary rate or a planned stop, as the log has it.
extension LogWords {
  static func temporaryBegun(_ entry: LogEntry) -> String {
    let what =
      entry.number == 0
      ? "planned stop"
      : "temporary rate of \(QuantityWords.dosePerDay(nanograms: UInt64(entry.number)))"
    let reason = TemporaryReason(rawValue: entry.detail)?.words ?? unknown("reason", entry.detail)
    return "\(what) begun for \(minutes(entry)): \(reason); \(strokes(entry))"
  }

  static func temporaryEnded(_ entry: LogEntry) -> String {
    let how = TemporaryEnd(rawValue: entry.detail)?.words ?? unknown("end", entry.detail)
    let given = UInt64(entry.number) * 1000
    let (difference, what) =
      entry.amount >= given
      ? (entry.amount - given, "withheld") : (given - entry.amount, "given beyond the programme")
    return "temporary rate or planned stop over after \(minutes(entry)): \(how); "
      + "\(QuantityWords.dose(nanograms: UInt64(entry.number))) given, "
      + "\(QuantityWords.dose(picograms: difference)) \(what)"
  }

  private static func minutes(_ entry: LogEntry) -> String {
    QuantityWords.exactDuration(.minutes(UInt64(entry.short)))
  }
}
