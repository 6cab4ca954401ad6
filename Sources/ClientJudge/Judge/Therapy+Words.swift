import Quantities
import Telemetry

extension Therapy {
  /// The programme for a person who reads a report.
  package var words: String {
    let bolus = periodic.map { " and a bolus every \($0.intervalMinutes) min" } ?? ""
    return switch mode {
    case .minimumRate: "minimum rate"
    case .simpleContinuous: dose.words + bolus
    case .daySchedule: "a day schedule" + bolus
    case .periodicBolus: "minimum rate" + bolus
    }
  }
}

extension DoseRate {
  /// The dose with its unit, exactly.
  package var words: String { "\(Micrograms.text(nanograms: UInt64(nanogramsPerDay))) mcg/day" }
}

/// Amounts of drug as people write them.
package enum Micrograms {
  /// Nanograms as micrograms, exactly, without a unit: `110`, or `110.5`.
  package static func text(nanograms: UInt64) -> String {
    let rest = nanograms % 1000
    guard rest > 0 else { return "\(nanograms / 1000)" }
    var digits = "\(1000 + rest)".dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(nanograms / 1000).\(digits)"
  }
}
