import Clinic
import Foundation
import PumpText
import Quantities
import Telemetry

/// Visits and what was done in them, in words.
package enum SessionWords {
  /// A visit on one line.
  package static func line(_ session: SessionSummary) -> String {
    let id = String(session.id)
    var text = String(repeating: " ", count: max(0, 5 - id.count)) + "\(id)  \(time(session.began))"
    text += "  \(session.serial)  \(session.verb)"
    if session.orders > 0 { text += ", \(session.orders) order\(session.orders == 1 ? "" : "s")" }
    if session.unsettled > 0 { text += ", \(session.unsettled) OF UNKNOWN OUTCOME" }
    return text + "  \(session.outcome ?? "did not end")\n"
  }

  /// A visit with all that was done in it.
  package static func whole(
    _ session: SessionSummary, _ orders: [OrderRecord], _ readings: [ReadingRecord]
  ) -> String {
    var lines = Lines()
    lines.add("visit", "\(session.id), \(session.verb) as \(session.role)")
    lines.add("pump", "\(session.model) \(session.serial) at \(session.port)")
    lines.add("began", time(session.began))
    lines.add("ended", session.ended.map { "\(time($0)), \(session.outcome ?? "")" } ?? "never")
    for reading in readings {
      let clock = HistoryWords.clock(reading.clock)
      lines.add("read", "\(time(reading.at))  \(reading.kind)\(clock)")
    }
    for order in orders {
      let what = RequestType(name: order.request)?.words ?? order.request
      lines.add("order", "\(order.id)  \(time(order.intended))  \(what): \(fate(order))")
      if let who = order.confirmed { lines.add("", "confirmed by \(who)") }
      for line in order.preview?.split(separator: "\n") ?? [] { lines.add("", "  \(line)") }
    }
    return lines.text
  }

  /// Something that was done to a therapy, on one line.
  package static func line(_ item: HistoryItem) -> String {
    let details = details(item)
    return "  \(time(item.at))  \(kind(item))"
      + (details.isEmpty ? "" : ", \(details)")
      + (item.outcome == OrderFate.done.rawValue ? "" : "  OUTCOME UNKNOWN") + "\n"
  }

  /// What was done to a therapy.
  package static func kind(_ item: HistoryItem) -> String { kind(named: item.kind) }

  /// What was done to a therapy, by the name it is kept under.
  static func kind(named name: String) -> String {
    RequestType(name: name)?.words ?? OrderEffects.DoseKind(rawValue: name)?.words
      // A refill or a therapy, which are called what they are.
      ?? name
  }

  /// The numbers of what was done to a therapy, and of which drug they are, if that is to be said.
  static func details(_ item: HistoryItem, of drug: String? = nil) -> String {
    let of = drug.map { " of \($0)" } ?? ""
    var parts: [String] = []
    if let mode = item.mode { parts.append(InfusionMode(name: mode)?.words ?? mode) }
    if let daily = item.daily_mcg { parts.append("\(number(daily)) mcg/day\(of)") }
    if let dose = item.dose_mcg {
      let over = item.duration_s.map {
        " over \(QuantityWords.duration(Milliseconds(rawValue: UInt64($0 * 1000))))"
      }
      parts.append("\(number(dose)) mcg\(of)\(over ?? "")")
    }
    if let filled = item.filled_ml, let drawn = item.withdrawn_ml, let expected = item.expected_ml {
      parts.append("\(number(filled)) mL in")
      parts.append("\(number(drawn)) mL out of \(number(expected)) mL expected")
    }
    if let length = item.catheter_mm, let cut = item.trimmed_mm {
      if let model = item.catheter_model { parts.append(model) }
      parts.append("\(QuantityWords.length(millimetres: UInt64(bitPattern: length))) implanted")
      parts.append("\(QuantityWords.length(millimetres: UInt64(bitPattern: cut))) cut off")
    }
    if let tip = item.tip_level { parts.append("tip \(SpinalLevel(name: tip)?.words ?? tip)") }
    if let reason = item.revision {
      parts.append(CatheterReason(storedName: reason)?.words ?? reason)
    }
    if let drug = item.drug, let old = item.old_drug, drug != old {
      parts.append("ANOTHER DRUG: \(drug) in place of \(old)")
    }
    if let strength = item.concentration_mcg_per_ml {
      parts.append((item.drug.map { "\($0) " } ?? "") + "\(strength) mcg/mL")
    }
    if let withheld = item.withheld_mcg { parts.append("\(number(withheld)) mcg of it not given") }
    return parts.joined(separator: ", ")
  }

  private static func fate(_ order: OrderRecord) -> String {
    let words =
      switch OrderFate(rawValue: order.outcome) {
      case .done: "carried out"
      case .refused: "refused"
      case .notDone: "not carried out"
      case .intended, .unknown, nil: "NOBODY KNOWS whether it was carried out"
      }
    let by = order.settled_by.map { ", as the \($0) says" } ?? ""
    return words + (order.settled_by == OrderEvidence.answer.rawValue ? "" : by)
      + (order.reason.map { " (\($0))" } ?? "")
  }

  /// A moment of the archive without its fractions.
  private static func time(_ text: String) -> String {
    text.prefix(19).replacing("T", with: " ") + " UTC"
  }

  private static func number(_ value: Double) -> String {
    value.formatted(
      .number.precision(.fractionLength(0...3)).grouping(.never)
        .locale(Locale(identifier: "en_US_POSIX")))
  }
}

extension OrderEffects.DoseKind {
  /// The kind in words.
  fileprivate var words: String {
    switch self {
    case .bolus: "bolus"
    case .patientBolus: "patient bolus"
    case .prime: "prime"
    case .bridge: "bridge"
    case .patientBolusSet: "patient bolus set"
    case .patientBolusOff: "patient bolus off"
    case .temporaryRate: "temporary rate"
    case .plannedStop: "planned stop"
    }
  }
}
