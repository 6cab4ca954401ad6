package import Clinic
import GRDB
import PumpText
import Quantities
import VerbOutput

/// A dose of a trial, as the archive keeps it.
package struct ScreeningRecord: Decodable, FetchableRecord, Equatable {
  let id: Int64
  package let patient: Int64
  package let at: String
  package let dose_ng: Int64
  /// Whether it helped; `nil` until that was entered.
  package let responded: Bool?
  package let lasted_min: Int64?
  package let observed: String?
}

extension ScreeningRecord {
  /// The dose as a value; `nil` for what is none.
  var dose: ScreeningDose? {
    guard let at = Archive.clock(at), let nanograms = UInt32(exactly: dose_ng) else { return nil }
    return ScreeningDose(
      nanograms: nanograms, at: at,
      response: responded.map { _ in .init(lastedMinutes: lasted_min.flatMap(UInt32.init)) })
  }
}

/// Trials: doses are entered as they are given, and what came of each once.
extension Archive {
  /// A moment of the archive as a clock tells it in UTC; `nil` for what is none.
  static func clock(_ moment: String) -> WallClock? {
    try? QuantityWords.parseClock(String(moment.prefix(19)))
  }

  /// Enters a dose that was given to a patient, in ng; gives the trial as it is then.
  package func addScreeningDose(
    _ nanograms: UInt32, of code: String, at moment: String
  ) throws -> TrialResult {
    try durably(.other) { db in
      let patient = try Self.known(code, db)
      var trial = try Self.trial(of: patient, db)
      try TrialWords.entering(patient.code) { () throws(ScreeningTrial.Problem) in
        try trial.give(nanograms, at: Self.clock(moment) ?? WallClock(rawValue: 0))
      }
      try db.execute(
        sql: "INSERT INTO screening_doses (patient, at, dose_ng) VALUES (?, ?, ?)",
        arguments: [patient.id, moment, Int64(nanograms)])
      return try Self.trialResult(patient, .done, db)
    }
  }

  /// Enters what came of the last dose; gives the trial as it is then.
  package func addScreeningResponse(
    _ response: ScreeningDose.Response, of code: String, at moment: String
  ) throws -> TrialResult {
    try durably(.other) { db in
      let patient = try Self.known(code, db)
      var trial = try Self.trial(of: patient, db)
      _ = try TrialWords.entering(patient.code) { () throws(ScreeningTrial.Problem) in
        try trial.answer(response, at: Self.clock(moment) ?? WallClock(rawValue: 0))
      }
      try db.execute(
        sql: """
          UPDATE screening_doses SET responded = ?, lasted_min = ?, observed = ?
            WHERE patient = ? AND responded IS NULL
          """,
        arguments: [
          response.isResponse, response.lastedMinutes.map { Int64($0) }, moment, patient.id,
        ])
      return try Self.trialResult(patient, .done, db)
    }
  }

  /// The trial of a patient.
  package func trial(of code: String) throws -> TrialResult {
    try read { db in try Self.trialResult(Self.known(code, db), .read, db) }
  }

  private static func trialResult(
    _ patient: PatientRecord, _ outcome: TrialResult.Outcome, _ db: Database
  ) throws -> TrialResult {
    TrialResult(
      patient: patient, records: try screeningDoses(of: patient.id, db),
      trial: try trial(of: patient, db), outcome: outcome)
  }

  /// What a patient's doses come to; throws where they are none of one trial.
  static func trial(of patient: PatientRecord, _ db: Database) throws -> ScreeningTrial {
    let doses = try screeningDoses(of: patient.id, db).compactMap(\.dose)
    return try TrialWords.entering(patient.code) { () throws(ScreeningTrial.Problem) in
      try ScreeningTrial(doses)
    }
  }

  /// The doses of a patient's trial, oldest first.
  static func screeningDoses(of patient: Int64, _ db: Database) throws -> [ScreeningRecord] {
    try ScreeningRecord.fetchAll(
      db, sql: "SELECT * FROM screening_doses WHERE patient = ? ORDER BY at, id",
      arguments: [patient])
  }
}
