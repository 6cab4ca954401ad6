import Clinic
import GRDB
import PumpText
import Telemetry

/// Which pump is in whom, and since when.
extension Archive {
  /// Has a pump be in a patient, or changes what is known of one that is. A pump is in one patient
  /// at a time, and a patient may have had several.
  package func assign(
    pump serial: String, to code: String, _ change: DeviceChange
  ) throws -> DeviceRecord {
    try durably(.other) { db in
      let patient = try Self.known(code, db)
      let now = try Self.deviceToChange(serial, patient.id, change, db)
      let implanted = change.implanted ?? now?.implanted ?? RecordText.today()
      let explanted = change.explanted ?? now?.explanted
      if let explanted, explanted < implanted {
        throw RecordWords.explantedBefore(implanted, explanted)
      }
      if let other = try Self.stay(of: serial, implanted, explanted, besides: now?.id, db) {
        let end: String? = other["explanted"]
        throw end.map { RecordWords.stillElsewhere(serial, other["code"], until: $0) }
          ?? RecordWords.pumpTaken(serial, by: other["code"])
      }
      if let now {
        try Self.change(now.id, change, db)
        return try Self.device(now.id, db)
      }
      if case .noResponse = try Self.trial(of: patient, db).state {
        guard let reason = change.despiteTrial else { throw TrialWords.noImplant(patient.code) }
        try Self.insertNote(TrialWords.despite(reason, serial), patient.id, at: Self.now(), db)
      }
      let id = try Self.insert(serial, patient.id, implanted, change, db)
      if !change.namesCatheter { try Self.fitLast(serial, db) }
      return try Self.device(id, db)
    }
  }

  /// The pumps of a patient, in the order in which they were implanted.
  package func devices(of patient: Int64) throws -> [DeviceRecord] {
    try read { db in
      try DeviceRecord.fetchAll(
        db, sql: "SELECT * FROM devices WHERE patient = ? ORDER BY implanted, created, id",
        arguments: [patient])
    }
  }

  /// The pump that is in the patient; else, one that was taken out and is spoken of again, unless
  /// it was implanted anew.
  private static func deviceToChange(
    _ serial: String, _ patient: Int64, _ change: DeviceChange, _ db: Database
  ) throws -> DeviceRecord? {
    let device = try DeviceRecord.fetchOne(
      db,
      sql: """
        SELECT * FROM devices WHERE serial = ? AND patient = ?
          ORDER BY explanted IS NOT NULL, implanted DESC, id DESC
        """, arguments: [serial, patient])
    guard let device, let out = device.explanted, let new = change.implanted else { return device }
    return new > out || new == out && change.explanted == nil ? nil : device
  }

  /// In whom else a pump was, or is, at some time between two days, the newest first; without the
  /// second, from the first on. `nil` when it was in nobody.
  private static func stay(
    of serial: String, _ implanted: String, _ explanted: String?, besides id: Int64?,
    _ db: Database
  ) throws -> Row? {
    try Row.fetchOne(
      db,
      sql: """
        SELECT d.explanted, p.code FROM devices d JOIN patients p ON p.id = d.patient
          WHERE d.serial = ?1 AND coalesce(d.explanted > ?2, TRUE)
            AND coalesce(d.implanted < ?3, TRUE) AND (?4 IS NULL OR d.id <> ?4)
          ORDER BY d.explanted IS NOT NULL, d.explanted DESC
        """, arguments: [serial, implanted, explanted, id])
  }

  /// Has the device that is in use have the catheter its pump was told of last, before anybody
  /// said whose the pump is.
  private static func fitLast(_ serial: String, _ db: Database) throws {
    let told = try Int64.fetchOne(
      db,
      sql: """
        SELECT o.id FROM orders o JOIN catheters c ON c.order_id = o.id
          WHERE o.serial = ? AND o.outcome = 'done' ORDER BY o.intended DESC, o.id DESC
        """, arguments: [serial])
    if let told { try fit(told, db) }
  }

  /// Has the device that is in use have the catheter its pump was told of by an order that was
  /// carried out; any other order changes none.
  static func fit(_ order: Int64, _ db: Database) throws {
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT o.serial, c.* FROM orders o JOIN catheters c ON c.order_id = o.id WHERE o.id = ?
            """), arguments: [order])
    else { return }
    let tip = SpinalLevel(name: row["tip_level"])
    try db.execute(
      sql: """
        UPDATE devices SET catheter_model = coalesce(?, catheter_model), catheter_mm = ?,
          trimmed_mm = ?, tip_level = coalesce(?, tip_level), edited = max(?, edited)
        WHERE serial = ? AND explanted IS NULL
        """,
      arguments: [
        row["model"] as String?, row["implanted_mm"] as Int64, row["trimmed_mm"] as Int64,
        tip == .unknown ? nil : tip?.words, now(), row["serial"] as String,
      ])
  }

  private static func device(_ id: Int64, _ db: Database) throws -> DeviceRecord {
    guard
      let device = try DeviceRecord.fetchOne(
        db, sql: "SELECT * FROM devices WHERE id = ?", arguments: [id])
    else { throw DatabaseError(message: "a device is not where it was put") }
    return device
  }

  private static func change(_ id: Int64, _ change: DeviceChange, _ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE devices SET model = coalesce(?, model), implanted = coalesce(?, implanted),
          explanted = coalesce(?, explanted), catheter_model = coalesce(?, catheter_model),
          catheter_mm = coalesce(?, catheter_mm), trimmed_mm = coalesce(?, trimmed_mm),
          tip_level = coalesce(?, tip_level), edited = max(?, edited) WHERE id = ?
        """,
      arguments: [
        change.model, change.implanted, change.explanted, change.catheterModel,
        change.catheterMillimetres.map { Int64($0) }, change.trimmedMillimetres.map { Int64($0) },
        change.tipLevel, now(), id,
      ])
  }

  private static func insert(
    _ serial: String, _ patient: Int64, _ implanted: String, _ change: DeviceChange,
    _ db: Database
  ) throws -> Int64 {
    let now = now()
    try db.execute(
      sql: """
        INSERT INTO devices (patient, serial, model, implanted, explanted, catheter_model,
          catheter_mm, trimmed_mm, tip_level, created, edited)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        patient, serial, change.model, implanted, change.explanted, change.catheterModel,
        change.catheterMillimetres.map { Int64($0) }, change.trimmedMillimetres.map { Int64($0) },
        change.tipLevel, now, now,
      ])
    let id = db.lastInsertedRowID
    try db.execute(
      sql: "INSERT INTO marks (mark, device) VALUES (?, ?)", arguments: [mark(), id])
    return id
  }
}
