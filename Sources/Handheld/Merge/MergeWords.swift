import Clinic
import ClinicText
import Console
import GRDB
import PumpText

/// What two archives tell differently, and why an archive cannot be merged, in words.
enum MergeWords {
  /// The most contradictions that are told at once.
  private static let most = 5

  static func contradiction(_ words: [String]) -> ProgrammerError {
    let told = words.prefix(most).joined(separator: "; ")
    let more = words.count > most ? "; and \(words.count - most) more" : ""
    return ProgrammerError(
      .refused,
      "the two archives contradict each other, so nothing was merged and both are as they were: "
        + "\(told)\(more)")
  }

  static func visit(_ row: Row) -> String {
    "the visit to pump \(text(row, "serial")) of \(text(row, "began")) holds other things there"
  }

  static func log(_ serial: String, entry: Int64) -> String {
    "the log of pump \(serial.shown) is another there, from entry \(entry) on: its memory was set "
      + "back, or somebody changed it"
  }

  static func namesakes(_ row: Row) -> String {
    "pump \(text(row, "serial")) knows two different orders as request \(text(row, "request_id")) "
      + "of session \(text(row, "pump_session")); its memory was set back between them"
  }

  static func outcome(_ here: Row, _ there: Row) -> String {
    func fate(_ row: Row) -> String {
      let was = row["outcome"] as String == OrderFate.done.rawValue
      let by = (row["settled_by"] as String?).map { ", as the \($0) says" } ?? ""
      return (was ? "carried out" : "not carried out") + by
    }
    return "order \(here["id"] as Int64) of \(text(here, "intended")) to pump "
      + "\(text(here, "serial")) was \(fate(here)), and there it was \(fate(there)); compare the "
      + "pump's log and therapy with what was meant"
  }

  static func clash(_ here: Row, _ there: Row) -> String {
    func facts(_ row: Row) -> String {
      let parts = [
        row["indication"] as String?, (row["weight_g"] as Int64?).map(PatientWords.weight(grams:)),
      ].compactMap(\.self)
      return parts.isEmpty ? "nothing said" : parts.joined(separator: ", ")
    }
    return "patient \(text(here, "code")) was taken up on both sides, here with \(facts(here)) and "
      + "there with \(facts(there)); give one of them another code, or tell the same of both if "
      + "it is one patient"
  }

  static func codeTwice(_ code: String) -> String {
    "two different patients have the code \(code.shown); give one of them another"
  }

  static func split(_ row: Row) -> String {
    let name =
      row.hasColumn("code") ? "patient \(text(row, "code"))" : "pump \(text(row, "serial"))"
    return "\(name) is one in one archive and two in the other"
  }

  static func screening(_ moment: String) -> String {
    "the screening dose of \(PatientWords.time(moment)) is another there, or had another response"
  }

  static func trial(_ code: String, _ problem: String) -> String {
    "the screening doses of patient \(code.shown) are not those of one trial together: \(problem)"
  }

  static func deviceElsewhere(_ serial: String) -> String {
    "pump \(serial.shown) is in another patient there"
  }

  static func stays(_ serial: String, _ one: String, _ other: String) -> String {
    "pump \(serial.shown) was implanted on \(one) and on \(other) without having been explanted "
      + "between; tell the same on both sides, or when it was explanted"
  }

  // MARK: The other file

  static func itself(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .usage, "\(path): this is the archive itself. Nothing was merged; name the other one")
  }

  static func newer(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .configuration,
      "\(path): this archive was written by a newer programmer. Nothing was merged, and both are "
        + "as they were; merge with the newer one")
  }

  static func foreign(_ path: String) -> ProgrammerError {
    ProgrammerError(
      .data, "\(path): this is no archive of visits. Nothing was merged; it was not changed")
  }

  static func unreadable(_ path: String, _ reason: String) -> ProgrammerError {
    ProgrammerError(
      .data, "\(path): the archive cannot be read: \(reason). Nothing was merged")
  }

  static func missing(_ path: String) -> ProgrammerError {
    ProgrammerError(.data, "\(path): there is no such file. Nothing was merged")
  }

  private static func text(_ row: Row, _ column: String) -> String {
    String.fromDatabaseValue(row[column])?.shown ?? "\(row[column] as Int64? ?? 0)"
  }
}

extension Row {
  fileprivate func hasColumn(_ name: String) -> Bool { columnNames.contains(name) }
}
