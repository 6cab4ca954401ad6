package import Clinic
import PumpText
import Quantities
import Telemetry

/// A history in words.
package enum HistoryWords {
  /// Everything, a line each. Of readings of a pump that follow each other and say the same the
  /// last is told, and doses are told of which drug they are, of a pump that held several.
  package static func lines(_ rows: [HistoryRow]) -> String {
    let drugs = HeldDrugs.names(
      rows.map { row in
        guard case .order(let ordered) = row.content else {
          return HeldDrugs.Order(pump: nil, drug: nil, old: nil, isDone: false)
        }
        return HeldDrugs.Order(
          pump: row.pump, drug: ordered.drug, old: ordered.refill?.oldDrug,
          isDone: ordered.fate == .done)
      })
    return rows.indices.filter { place in
      guard place + 1 < rows.count, case .reading = rows[place].content else { return true }
      return !isSame(rows[place], rows[place + 1])
    }.map { line(rows[$0], of: drugs[$0]) }.joined()
  }

  private static func isSame(_ row: HistoryRow, _ next: HistoryRow) -> Bool {
    (row.patient, row.pump) == (next.patient, next.pump)
      && clock(row.pumpClock) == clock(next.pumpClock)
      && words(row.content, of: nil) == words(next.content, of: nil)
  }

  /// One thing on one line, with what the pump's own clock showed.
  private static func line(_ row: HistoryRow, of drug: String?) -> String {
    let who = [row.patient, row.pump].compactMap(\.self).joined(separator: "  ")
    let what = words(row.content, of: drug) + clock(row.pumpClock)
    return "\(PatientWords.time(row.at))  \(who)  \(what)\n"
  }

  /// What the pump's own clock showed, behind something else; empty where it is not known.
  static func clock(_ moment: String?) -> String {
    moment.map { ", pump's clock \($0.prefix(16).replacing("T", with: " "))" } ?? ""
  }

  /// What it was, and of which drug, if that is to be said.
  private static func words(_ content: HistoryRow.Content, of drug: String?) -> String {
    switch content {
    case .order(let ordered): words(ordered, of: drug)
    case .reading(let read):
      (["read"]
        + [
          read.reservoirNanolitres.map {
            "reservoir \(QuantityWords.volume(nanolitres: $0))"
          }, read.pumpedNanolitres.map { "\(QuantityWords.volume(nanolitres: $0)) pumped" },
        ].compactMap(\.self)).joined(separator: ", ")
    case .found(let findings): "found: \(words(findings))"
    case .screened(let dose): TrialWords.line(dose)
    }
  }

  /// What was found, such as `Ashworth legs 2, arms 1+, Penn spasms 1`.
  package static func words(_ findings: Findings) -> String {
    var tone: [String] = []
    if let score = findings.ashworth { tone.append(score.storedName) }
    if let score = findings.ashworthLegs { tone.append("legs \(score.storedName)") }
    if let score = findings.ashworthArms { tone.append("arms \(score.storedName)") }
    var parts: [String] = tone.isEmpty ? [] : ["Ashworth " + tone.joined(separator: ", ")]
    if let spasms = findings.pennSpasms { parts.append("Penn spasms \(spasms)") }
    return parts.joined(separator: ", ")
  }

  private static func words(_ ordered: HistoryRow.Ordered, of drug: String?) -> String {
    let of = drug.map { " of \($0)" } ?? ""
    var parts = [SessionWords.kind(named: ordered.what)]
    if let mode = ordered.mode { parts.append(InfusionMode(name: mode)?.words ?? mode) }
    if let daily = ordered.nanogramsPerDay {
      parts.append(QuantityWords.dosePerDay(nanograms: daily) + of)
    }
    if let dose = ordered.nanograms {
      let over = ordered.milliseconds.map {
        " over \(QuantityWords.duration(Milliseconds(rawValue: $0)))"
      }
      parts.append(QuantityWords.dose(nanograms: dose) + of + (over ?? ""))
    }
    if let refill = ordered.refill {
      parts.append("\(QuantityWords.volume(nanolitres: refill.filled)) in")
      parts.append(
        "\(QuantityWords.volume(nanolitres: refill.withdrawn)) out of "
          + "\(QuantityWords.volume(nanolitres: refill.expected)) expected")
    }
    if let catheter = ordered.catheter {
      if let model = catheter.model { parts.append(model) }
      parts.append("\(QuantityWords.length(millimetres: catheter.implanted)) implanted")
      parts.append("\(QuantityWords.length(millimetres: catheter.cut)) cut off")
      parts.append("tip \(SpinalLevel(name: catheter.tip)?.words ?? catheter.tip)")
      parts.append(CatheterReason(storedName: catheter.reason)?.words ?? catheter.reason)
    }
    if let drug = ordered.drug, let old = ordered.refill?.oldDrug, drug != old {
      parts.append("ANOTHER DRUG: \(drug) in place of \(old)")
    }
    if let strength = ordered.microgramsPerMillilitre {
      parts.append((ordered.drug.map { "\($0) " } ?? "") + "\(strength) mcg/mL")
    }
    if let withheld = ordered.withheldNanograms, withheld > 0 {
      parts.append("\(QuantityWords.dose(nanograms: withheld)) of it not given")
    }
    return parts.joined(separator: ", ") + fate(ordered.fate)
  }

  private static func fate(_ fate: OrderFate) -> String {
    switch fate {
    case .done: ""
    case .refused: "  refused"
    case .notDone: "  not carried out"
    case .intended, .unknown: "  OUTCOME UNKNOWN"
    }
  }
}
