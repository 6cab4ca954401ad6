package import Clinic
import GRDB
import PumpText

/// Whom something is entered about, as a person names it.
package enum RecordSubject {
  /// The patient of a code.
  case patient(String)
  /// The patient who has a pump, by its serial number.
  case pump(String)
}

/// Notes and findings: entered once, and never changed.
extension Archive {
  /// Enters a note; gives whom it is about.
  package func addNote(
    _ text: String, about subject: RecordSubject, visit: Int64?, at moment: String
  ) throws -> PatientRecord {
    try durably(.other) { db in
      let patient = try Self.patient(subject, visit: visit, db)
      try Self.insertNote(text, patient.id, visit: visit, at: moment, db)
      return patient
    }
  }

  static func insertNote(
    _ text: String, _ patient: Int64, visit: Int64? = nil, at moment: String, _ db: Database
  ) throws {
    try db.execute(
      sql: "INSERT INTO notes (mark, patient, session, at, text) VALUES (?, ?, ?, ?, ?)",
      arguments: [mark(), patient, visit, moment, text])
  }

  /// Enters findings; gives whom they are about, and what was entered.
  package func addFindings(
    _ findings: Findings, about subject: RecordSubject, visit: Int64?, at moment: String
  ) throws -> (patient: PatientRecord, found: AssessmentRecord) {
    try durably(.other) { db in
      let patient = try Self.patient(subject, visit: visit, db)
      try db.execute(
        sql: """
          INSERT INTO assessments (mark, patient, session, at, ashworth, ashworth_legs,
            ashworth_arms, penn_spasms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Self.mark(), patient.id, visit, moment, findings.ashworth?.storedName,
          findings.ashworthLegs?.storedName, findings.ashworthArms?.storedName,
          findings.pennSpasms.map { Int64($0) },
        ])
      guard
        let found = try AssessmentRecord.fetchOne(
          db, sql: "SELECT * FROM assessments WHERE id = ?", arguments: [db.lastInsertedRowID])
      else { throw DatabaseError(message: "findings are not where they were put") }
      return (patient, found)
    }
  }

  /// The notes about a patient, oldest first.
  package func notes(of patient: Int64) throws -> [NoteRecord] {
    try read { db in
      try NoteRecord.fetchAll(
        db, sql: "SELECT * FROM notes WHERE patient = ? ORDER BY at, id", arguments: [patient])
    }
  }

  /// What was found in a patient, oldest first.
  package func assessments(of patient: Int64) throws -> [AssessmentRecord] {
    try read { db in
      try AssessmentRecord.fetchAll(
        db, sql: "SELECT * FROM assessments WHERE patient = ? ORDER BY at, id",
        arguments: [patient])
    }
  }

  /// Whom something is about. A visit must have been one to a pump of the patient.
  private static func patient(
    _ subject: RecordSubject, visit: Int64?, _ db: Database
  ) throws -> PatientRecord {
    let patient: PatientRecord
    switch subject {
    case .patient(let code): patient = try known(code, db)
    case .pump(let serial):
      guard let found = try self.patient(withPump: serial, db) else {
        throw RecordWords.nobodyHas(serial)
      }
      patient = found
    }
    guard let visit else { return patient }
    let serial = try String.fetchOne(
      db, sql: "SELECT serial FROM sessions WHERE id = ?", arguments: [visit])
    guard let serial else { throw RecordWords.noVisit(visit) }
    let isTheirs = try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM devices WHERE serial = ? AND patient = ?)",
      arguments: [serial, patient.id])
    guard isTheirs == true else { throw RecordWords.otherVisit(visit, serial, patient.code) }
    return patient
  }
}
