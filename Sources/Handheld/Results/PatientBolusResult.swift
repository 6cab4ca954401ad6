import PumpText
import Quantities
package import Telemetry
package import VerbOutput

/// The patient bolus, for people and for programs.
package struct PatientBolusResult: VerbResult {
  package let report: PatientBolusReport

  package init(report: PatientBolusReport) {
    self.report = report
  }

  package struct JSON: Encodable {
    @OrNull var patient_bolus: PatientBolusJSON?
    let started_last_24_h: UInt8
    let lockout_left_s: UInt32
    let maximum_left_s: UInt32
    let denied_in_all: UInt32
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      patient_bolus: report.settings.map(PatientBolusJSON.init),
      started_last_24_h: report.startedToday,
      lockout_left_s: report.lockoutSecondsLeft,
      maximum_left_s: report.maximumSecondsLeft,
      denied_in_all: report.deniedInAll)
  }

  package var words: String {
    var lines = Lines()
    lines.add("bolus", PatientBolusWords.short(report.settings))
    if let settings = report.settings {
      let (lockout, most) = PatientBolusWords.limits(settings)
      lines.add("lockout", lockout)
      lines.add("maximum", most)
    }
    lines.add("used", "\(report.startedToday) in the last 24 h")
    if report.settings != nil {
      lines.add("next", nextWords)
    }
    let denied = QuantityWords.count(UInt64(report.deniedInAll), "request", "requests")
    lines.add("denied", "\(denied) since the factory")
    return lines.text
  }

  /// What of lockout and maximum lasts longer, and for how long.
  private var nextWords: String {
    let (lockout, most) = (report.lockoutSecondsLeft, report.maximumSecondsLeft)
    if lockout == 0 && most == 0 { return "no lockout runs" }
    let wait = QuantityWords.exactDuration(.seconds(UInt64(max(lockout, most))))
    return most > lockout ? "the most of 24 h is reached for \(wait)" : "locked for \(wait)"
  }
}
