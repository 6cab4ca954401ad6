package import Clinic
import PumpText
package import VerbOutput

/// A note that was entered.
package struct NoteResult: VerbResult, Encodable {
  let code: String
  let at: String

  package init(code: String, at: String) {
    self.code = code
    self.at = at
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { self }
  package var words: String {
    "done: noted about patient \(code) for \(PatientWords.time(at))\n"
  }
}

/// Findings that were entered.
package struct AssessmentResult: VerbResult {
  let code: String
  let found: AssessmentRecord

  package init(code: String, found: AssessmentRecord) {
    self.code = code
    self.found = found
  }

  struct JSON: Encodable {
    let code: String
    let assessment: AssessmentJSON
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { JSON(code: code, assessment: AssessmentJSON(found)) }
  package var words: String {
    "done: found in patient \(code) on \(PatientWords.time(found.at)): "
      + "\(PatientWords.words(found))\n"
  }
}

/// A pump of which it was said in whom it is.
package struct DeviceResult: VerbResult {
  let code: String
  let device: DeviceRecord

  package init(code: String, device: DeviceRecord) {
    self.code = code
    self.device = device
  }

  struct JSON: Encodable {
    let code: String
    let pump: DeviceJSON
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { JSON(code: code, pump: DeviceJSON(device)) }
  package var words: String {
    let until = device.explanted.map { "had, until \($0)," } ?? "has"
    return "done: patient \(code) \(until) pump \(device.serial), implanted \(device.implanted)\n"
  }
}

/// A patient that was entered or changed.
package struct PatientResult: VerbResult {
  let patient: PatientRecord

  package init(_ patient: PatientRecord) { self.patient = patient }

  struct JSON: Encodable { let patient: PatientJSON }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { JSON(patient: PatientJSON(patient)) }
  package var words: String { "done: the archive has patient \(PatientWords.line(patient))" }
}

/// Patients by their codes.
package struct PatientsResult: VerbResult {
  let patients: [PatientRecord]

  package init(_ patients: [PatientRecord]) { self.patients = patients }

  struct JSON: Encodable { let patients: [PatientJSON] }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(patients: patients.map(PatientJSON.init)) }
  package var words: String {
    patients.isEmpty ? "no patients\n" : patients.map(PatientWords.line).joined()
  }
}

/// All that is known of a patient.
package struct PatientRecordResult: VerbResult {
  let patient: PatientRecord
  let devices: [DeviceRecord]
  let notes: [NoteRecord]
  let assessments: [AssessmentRecord]
  let trial: TrialResult

  struct JSON: Encodable {
    let patient: PatientJSON
    /// Null for a patient who had no dose of a trial.
    @OrNull var trial: TrialJSON?
    let pumps: [DeviceJSON]
    let notes: [NoteJSON]
    let assessments: [AssessmentJSON]
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      patient: PatientJSON(patient),
      trial: trial.records.isEmpty ? nil : TrialJSON(trial.trial, trial.records),
      pumps: devices.map(DeviceJSON.init),
      notes: notes.map(NoteJSON.init), assessments: assessments.map(AssessmentJSON.init))
  }
  package var words: String { PatientWords.whole(patient, devices, notes, assessments, trial) }
}

extension Archive {
  /// All that is known of the patient of a code; refused when there is none.
  package func record(of code: String) throws -> PatientRecordResult {
    let patient = try patient(code)
    return PatientRecordResult(
      patient: patient, devices: try devices(of: patient.id), notes: try notes(of: patient.id),
      assessments: try assessments(of: patient.id), trial: try trial(of: patient.code))
  }
}

/// A history.
package struct HistoryResult: VerbResult {
  let rows: [HistoryRow]

  package init(_ rows: [HistoryRow]) { self.rows = rows }

  struct JSON: Encodable { let rows: [HistoryRowJSON] }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(rows: rows.map(HistoryRowJSON.init)) }
  package var words: String {
    rows.isEmpty ? "nothing that the archive knows of\n" : HistoryWords.lines(rows)
  }
}
