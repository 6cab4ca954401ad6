package import Clinic
import Console
import PumpText
import Telemetry

/// The history as a table for other programs: RFC 4180, in UTF-8, under a line of the names of
/// ``HistoryColumn``.
package enum HistoryTable {
  /// The table, its line of names first; each line ends with CR LF.
  package static func text(_ rows: [HistoryRow]) -> String {
    let lines =
      [HistoryColumn.allCases.map(\.rawValue)]
      + rows.map { row in
        let cells = cells(row)
        return HistoryColumn.allCases.map { cells[$0] ?? "" }
      }
    return lines.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// What a row has, by column; what it does not have is left out.
  static func cells(_ row: HistoryRow) -> [HistoryColumn: String] {
    var cells: [HistoryColumn: String] = [.time_utc: row.at]
    cells[.patient] = row.patient
    cells[.pump] = row.pump
    cells[.pump_clock] = row.pumpClock
    switch row.content {
    case .order(let ordered):
      cells[.kind] = "order"
      fill(&cells, ordered)
    case .reading(let read):
      cells[.kind] = "reading"
      cells[.therapy_time_s] = read.therapySeconds.map(String.init)
      cells[.reservoir_ml] = read.reservoirNanolitres.map(millilitres)
      cells[.low_alarm_ml] = read.lowAlarmNanolitres.map(millilitres)
      cells[.pumped_ml] = read.pumpedNanolitres.map(millilitres)
      cells[.programmed_mcg] = read.programmedPicograms.map {
        QuantityWords.decimal($0, thousandths: 6)
      }
    case .found(let findings):
      cells[.kind] = "assessment"
      cells[.ashworth] = findings.ashworth?.storedName
      cells[.ashworth_legs] = findings.ashworthLegs?.storedName
      cells[.ashworth_arms] = findings.ashworthArms?.storedName
      cells[.penn_spasms] = findings.pennSpasms.map { "\($0)" }
    case .screened(let dose):
      cells[.kind] = "screening"
      cells[.dose_mcg] = thousandth(UInt64(dose.nanograms))
      cells[.response] = dose.response.map { $0.isResponse ? "yes" : "no" }
      cells[.lasted_min] = (dose.response?.lastedMinutes).map { "\($0)" }
    }
    return cells
  }

  private static func fill(_ cells: inout [HistoryColumn: String], _ ordered: HistoryRow.Ordered) {
    cells[.what] = ordered.what
    cells[.outcome] = ordered.fate.rawValue
    cells[.settled_by] = ordered.evidence?.rawValue
    cells[.therapy_time_s] = ordered.therapySeconds.map(String.init)
    cells[.mode] = ordered.mode
    cells[.daily_dose_mcg] = ordered.nanogramsPerDay.map(thousandth)
    cells[.dose_mcg] = ordered.nanograms.map(thousandth)
    cells[.duration_s] = ordered.milliseconds.map(thousandth)
    cells[.withheld_mcg] = ordered.withheldNanograms.map(thousandth)
    cells[.concentration_mcg_per_ml] = ordered.microgramsPerMillilitre.map(String.init)
    cells[.drug] = ordered.drug
    if let catheter = ordered.catheter {
      cells[.catheter_model] = catheter.model
      cells[.catheter_mm] = "\(catheter.implanted)"
      cells[.trimmed_mm] = "\(catheter.cut)"
      cells[.tip_level] = SpinalLevel(name: catheter.tip).map(\.words) ?? catheter.tip
      cells[.revision] = catheter.reason
    }
    guard let refill = ordered.refill else { return }
    cells[.withdrawn_ml] = millilitres(refill.withdrawn)
    cells[.expected_ml] = millilitres(refill.expected)
    cells[.filled_ml] = millilitres(refill.filled)
    cells[.old_concentration_mcg_per_ml] = "\(refill.oldConcentration)"
    cells[.bridge] = refill.bridge
    cells[.old_drug] = refill.oldDrug
  }

  private static func thousandth(_ value: UInt64) -> String {
    QuantityWords.decimal(value, thousandths: 3)
  }

  private static func millilitres(_ nanolitres: UInt64) -> String {
    QuantityWords.decimal(nanolitres, thousandths: 6)
  }

  /// A cell: in quotes where it has a comma, a quote or the end of a line, and with nothing in it
  /// that a terminal would obey.
  static func quoted(_ cell: String) -> String {
    let shown = cell.shown
    guard shown.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C }) else { return shown }
    return "\"" + shown.replacing("\"", with: "\"\"") + "\""
  }
}
