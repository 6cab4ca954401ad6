package import Clinic
import PumpText
import Quantities
import Telemetry

/// A history in words.
package enum HistoryWords {
  /// All of it, a line each. Of readings of a pump that follow each other and say the same the last
  /// is told.
  package static func lines(_ rows: [HistoryRow]) -> String {
    rows.indices.filter { place in
      guard place + 1 < rows.count, case .reading = rows[place].content else { return true }
      return !isSame(rows[place], rows[place + 1])
    }.map { line(rows[$0]) }.joined()
  }

  private static func isSame(_ row: HistoryRow, _ next: HistoryRow) -> Bool {
    (row.patient, row.pump) == (next.patient, next.pump)
      && clock(row.pumpClock) == clock(next.pumpClock)
      && words(row.content) == words(next.content)
  }

  /// One thing on one line, with what the pump's own clock showed.
  package static func line(_ row: HistoryRow) -> String {
    let who = [row.patient, row.pump].compactMap(\.self).joined(separator: "  ")
    return "\(PatientWords.time(row.at))  \(who)  \(words(row.content))\(clock(row.pumpClock))\n"
  }

  /// What the pump's own clock showed, behind something else; empty where it is not known.
  static func clock(_ moment: String?) -> String {
    moment.map { ", pump's clock \($0.prefix(16).replacing("T", with: " "))" } ?? ""
  }

  /// What it was.
  static func words(_ content: HistoryRow.Content) -> String {
    switch content {
    case .order(let ordered): words(ordered)
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

  private static func words(_ ordered: HistoryRow.Ordered) -> String {
    var parts = [SessionWords.kind(named: ordered.what)]
    if let mode = ordered.mode { parts.append(InfusionMode(name: mode)?.words ?? mode) }
    if let daily = ordered.nanogramsPerDay {
      parts.append(QuantityWords.dosePerDay(nanograms: daily))
    }
    if let dose = ordered.nanograms {
      let over = ordered.milliseconds.map {
        " over \(QuantityWords.duration(Milliseconds(rawValue: $0)))"
      }
      parts.append(QuantityWords.dose(nanograms: dose) + (over ?? ""))
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
