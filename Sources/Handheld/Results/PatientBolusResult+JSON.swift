import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension PatientBolusResult: VerbResult {
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

  package var words: String { facts.lines() }
}
