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
    let denied_in_all: UInt32
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      patient_bolus: report.settings.map(PatientBolusJSON.init),
      started_last_24_h: report.startedToday,
      lockout_left_s: report.lockoutSecondsLeft,
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
    let wait = QuantityWords.exactDuration(.seconds(UInt64(report.lockoutSecondsLeft)))
    lines.add("used", "\(report.startedToday) in the last 24 h")
    if report.settings != nil {
      lines.add("next", report.lockoutSecondsLeft == 0 ? "no lockout runs" : "locked for \(wait)")
    }
    let denied = QuantityWords.count(UInt64(report.deniedInAll), "request", "requests")
    lines.add("denied", "\(denied) since the factory")
    return lines.text
  }
}
