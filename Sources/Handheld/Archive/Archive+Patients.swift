import FoundationEssentials
import GRDB
import PumpText

/// Patients in the archive. Their data is there alone: no message to a pump has a place for it.
extension Archive {
  /// A mark of its own for something that was entered here.
  static func mark() -> String { UUID().uuidString.lowercased() }

  /// Takes a patient up. A code that is taken is refused.
  package func addPatient(_ code: String, _ known: PatientChange) throws -> PatientRecord {
    try durably(.other) { db in
      if let other = try Self.patient(code, db) { throw RecordWords.codeTaken(other.code) }
      let now = Self.now()
      try db.execute(
        sql: """
          INSERT INTO patients (code, indication, weight_g, created, edited)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [code, known.indication, known.grams.map { Int64($0) }, now, now])
      let id = db.lastInsertedRowID
      try db.execute(
        sql: "INSERT INTO marks (mark, patient) VALUES (?, ?)", arguments: [Self.mark(), id])
      return try Self.patient(id: id, db)
    }
  }

  /// Changes what is known of a patient.
  package func editPatient(_ code: String, _ change: PatientChange) throws -> PatientRecord {
    try durably(.other) { db in
      let patient = try Self.known(code, db)
      if let new = change.code, let other = try Self.patient(new, db), other.id != patient.id {
        throw RecordWords.codeTaken(other.code)
      }
      try db.execute(
        sql: """
          UPDATE patients SET code = coalesce(?, code), indication = coalesce(?, indication),
            weight_g = coalesce(?, weight_g), edited = max(?, edited) WHERE id = ?
          """,
        arguments: [
          change.code, change.indication, change.grams.map { Int64($0) }, Self.now(), patient.id,
        ])
      return try Self.patient(id: patient.id, db)
    }
  }

  /// Who has a pump now: the patient it is in.
  package func patient(withPump serial: String) throws -> PatientRecord? {
    try read { db in try Self.patient(withPump: serial, db) }
  }

  /// A patient by the code; refused when there is none.
  package func patient(_ code: String) throws -> PatientRecord {
    try read { db in try Self.known(code, db) }
  }

  /// A patient by the code; `nil` when there is none.
  package func patientIfKnown(_ code: String) throws -> PatientRecord? {
    try read { db in try Self.patient(code, db) }
  }

  /// All patients by their codes.
  package func patients() throws -> [PatientRecord] {
    try read { db in
      try PatientRecord.fetchAll(db, sql: "SELECT * FROM patients ORDER BY code COLLATE NOCASE")
    }
  }

  static func patient(_ code: String, _ db: Database) throws -> PatientRecord? {
    try PatientRecord.fetchOne(
      db, sql: "SELECT * FROM patients WHERE code = ?", arguments: [code])
  }

  static func known(_ code: String, _ db: Database) throws -> PatientRecord {
    guard let patient = try patient(code, db) else { throw RecordWords.noPatient(code) }
    return patient
  }

  static func patient(withPump serial: String, _ db: Database) throws -> PatientRecord? {
    try PatientRecord.fetchOne(
      db,
      sql: """
        SELECT p.* FROM patients p JOIN devices d ON d.patient = p.id
          WHERE d.serial = ? AND d.explanted IS NULL
        """, arguments: [serial])
  }

  private static func patient(id: Int64, _ db: Database) throws -> PatientRecord {
    guard
      let patient = try PatientRecord.fetchOne(
        db, sql: "SELECT * FROM patients WHERE id = ?", arguments: [id])
    else { throw DatabaseError(message: "a patient is not where it was put") }
    return patient
  }
}
