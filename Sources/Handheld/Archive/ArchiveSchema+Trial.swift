import GRDB

/// What the archive keeps about trials before any pump.
extension ArchiveSchema {
  /// A patient gets one dose at a time: patient and moment are what two archives know a dose by.
  /// What came of it is entered once, later.
  static let version4: @Sendable (Database) throws -> Void = { db in
    try db.execute(
      sql: """
        CREATE TABLE screening_doses (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          patient INTEGER NOT NULL REFERENCES patients (id),
          at TEXT NOT NULL,
          dose_ng INTEGER NOT NULL CHECK (dose_ng > 0),
          responded INTEGER CHECK (responded IN (0, 1)),
          lasted_min INTEGER CHECK (lasted_min > 0),
          observed TEXT,
          CHECK ((responded IS NULL) = (observed IS NULL)),
          CHECK (coalesce(responded, 0) = (lasted_min IS NOT NULL)),
          UNIQUE (patient, at)
        ) STRICT;
        """)
  }
}
