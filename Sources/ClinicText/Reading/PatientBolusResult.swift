import Clinic
import PumpText
import Quantities
package import Telemetry

/// The patient bolus.
package struct PatientBolusResult {
  package let report: PatientBolusReport

  package init(report: PatientBolusReport) {
    self.report = report
  }

  /// What is shown of it, each with its label.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("bolus", PatientBolusWords.short(report.settings))
    if let settings = report.settings {
      let (lockout, most) = PatientBolusWords.limits(settings)
      facts.add("lockout", lockout)
      facts.add("maximum", most)
    }
    facts.add("used", "\(report.startedToday) in the last 24 h")
    if report.settings != nil {
      facts.add("next", nextWords)
    }
    let denied = QuantityWords.count(UInt64(report.deniedInAll), "request", "requests")
    facts.add("denied", "\(denied) since the factory")
    return facts
  }

  /// What of lockout and maximum lasts longer, and for how long.
  private var nextWords: String {
    let (lockout, most) = (report.lockoutSecondsLeft, report.maximumSecondsLeft)
    if lockout == 0 && most == 0 { return "no lockout runs" }
    let wait = QuantityWords.exactDuration(.seconds(UInt64(max(lockout, most))))
    return most > lockout ? "the most of 24 h is reached for \(wait)" : "locked for \(wait)"
  }
}
