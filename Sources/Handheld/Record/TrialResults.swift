package import Clinic
import PumpText
import Quantities
package import VerbOutput

/// A dose of a trial as JSON tells it.
struct ScreeningDoseJSON: Encodable {
  let at: String
  let dose_mcg: Double
  @OrNull var responded: Bool?
  @OrNull var lasted_min: Int64?
  @OrNull var observed: String?

  init(_ record: ScreeningRecord) {
    at = record.at
    dose_mcg = JSONUnits.micrograms(UInt64(bitPattern: record.dose_ng))
    responded = record.responded
    lasted_min = record.lasted_min
    observed = record.observed
  }
}

/// A trial as JSON tells it.
struct TrialJSON: Encodable {
  /// How far a trial is.
  enum State: String, CaseIterable, Encodable {
    case nextDose = "next_dose"
    case awaitingResponse = "awaiting_response"
    case effective
    case noResponse = "no_response"
  }

  let state: State
  let doses: [ScreeningDoseJSON]
  @OrNull var next_dose_mcg: Double?
  @OrNull var next_not_before: String?
  @OrNull var start_dose_mcg_per_day: Double?

  init(_ trial: ScreeningTrial, _ records: [ScreeningRecord]) {
    doses = records.map(ScreeningDoseJSON.init)
    switch trial.state {
    case .next(let nanograms, let notBefore):
      state = .nextDose
      next_dose_mcg = JSONUnits.micrograms(nanograms)
      next_not_before = notBefore.map { JSONUnits.clock($0) + "Z" }
    case .awaitingResponse: state = .awaitingResponse
    case .effective: state = .effective
    case .noResponse: state = .noResponse
    }
    start_dose_mcg_per_day = trial.start.map { JSONUnits.micrograms($0.nanogramsPerDay) }
  }
}

/// A patient's trial, for people and for programs.
package struct TrialResult: VerbResult {
  package typealias Outcome = VerbAnswer.Outcome

  let patient: PatientRecord
  let records: [ScreeningRecord]
  package let trial: ScreeningTrial
  package let outcome: Outcome

  struct JSON: Encodable {
    let code: String
    let trial: TrialJSON
  }

  package var json: any Encodable { JSON(code: patient.code, trial: TrialJSON(trial, records)) }

  package var words: String {
    var lines = Lines()
    lines.add("patient", patient.code)
    for dose in records {
      lines.add("given", "\(PatientWords.time(dose.at))  \(dose.dose.map(TrialWords.line) ?? "")")
    }
    lines.add("trial", TrialWords.state(trial))
    return lines.text
  }
}
