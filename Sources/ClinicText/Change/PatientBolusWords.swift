import Clinic
import PumpText
import Quantities
package import Telemetry

/// The patient bolus in words.
package enum PatientBolusWords {
  /// Dose and time of each.
  package static func short(_ settings: PatientBolus?) -> String {
    guard let settings else { return "off" }
    return "\(QuantityWords.dose(nanograms: UInt64(settings.nanograms))) over "
      + QuantityWords.duration(settings.duration)
  }

  /// How often, and what a day of them comes to.
  package static func limits(_ settings: PatientBolus) -> (String, String) {
    let most = UInt64(settings.nanograms) * UInt64(settings.maximumPerDay)
    return (
      "not sooner than \(QuantityWords.duration(settings.lockout)) after the last",
      "at most \(settings.maximumPerDay) a day: \(QuantityWords.dose(nanograms: most))"
    )
  }

  /// What a request comes to; the pump is asked also when it is off, for it counts what it denies.
  package static func request(_ settings: PatientBolus?) -> [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("bolus", short(settings))
    if let settings {
      let (lockout, most) = limits(settings)
      facts.add("lockout", lockout)
      facts.add("maximum", most)
    }
    return facts
  }

  static func addRows(
    _ before: PatientBolus?, _ after: PatientBolus?, to table: inout ScreenTable
  ) {
    guard let after else { return table.add("patient bolus", short(before), "off") }
    let (lockout, most) = limits(after)
    table.add("patient bolus", short(before), short(after), lockout, most)
  }
}
