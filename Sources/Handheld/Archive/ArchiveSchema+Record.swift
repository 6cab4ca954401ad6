import GRDB

/// What the archive keeps about patients: none of it is ever sent to a pump.
extension ArchiveSchema {
  static let version3: @Sendable (Database) throws -> Void = { db in
    try db.execute(sql: patients + entries)
  }

  /// A mark is what two archives know a patient or a device by as the same one; whatever was
  /// entered on two machines and found to be one thing has a mark of each.
  private static let patients = """
    CREATE TABLE patients (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      code TEXT NOT NULL UNIQUE COLLATE NOCASE,
      indication TEXT,
      weight_g INTEGER CHECK (weight_g > 0),
      created TEXT NOT NULL,
      edited TEXT NOT NULL
    ) STRICT;
    CREATE TABLE devices (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      patient INTEGER NOT NULL REFERENCES patients (id),
      serial TEXT NOT NULL,
      model TEXT,
      implanted TEXT NOT NULL,
      explanted TEXT CHECK (explanted >= implanted),
      catheter_model TEXT,
      catheter_mm INTEGER CHECK (catheter_mm >= 0),
      trimmed_mm INTEGER CHECK (trimmed_mm >= 0),
      tip_level TEXT,
      created TEXT NOT NULL,
      edited TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX devices_in_use ON devices (serial) WHERE explanted IS NULL;
    CREATE INDEX devices_of_patient ON devices (patient);
    CREATE TABLE marks (
      mark TEXT PRIMARY KEY,
      patient INTEGER REFERENCES patients (id),
      device INTEGER REFERENCES devices (id),
      CHECK ((patient IS NULL) <> (device IS NULL))
    ) STRICT, WITHOUT ROWID;

    """

  /// What is entered once and never changed.
  private static let entries = """
    CREATE TABLE notes (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      mark TEXT NOT NULL UNIQUE,
      patient INTEGER NOT NULL REFERENCES patients (id),
      session INTEGER REFERENCES sessions (id),
      at TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX notes_of_patient ON notes (patient);
    CREATE TABLE assessments (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      mark TEXT NOT NULL UNIQUE,
      patient INTEGER NOT NULL REFERENCES patients (id),
      session INTEGER REFERENCES sessions (id),
      at TEXT NOT NULL,
      ashworth TEXT,
      ashworth_legs TEXT,
      ashworth_arms TEXT,
      penn_spasms INTEGER CHECK (penn_spasms BETWEEN 0 AND 4)
    ) STRICT;
    CREATE INDEX assessments_of_patient ON assessments (patient);
    """

  /// The catheters that pumps were told of.
  static let version5: @Sendable (Database) throws -> Void = { db in
    try db.execute(
      sql: """
        CREATE TABLE catheters (
          order_id INTEGER PRIMARY KEY REFERENCES orders (id),
          model TEXT,
          model_number INTEGER NOT NULL,
          implanted_mm INTEGER NOT NULL,
          trimmed_mm INTEGER NOT NULL,
          tip_level TEXT NOT NULL,
          reason TEXT NOT NULL,
          content TEXT NOT NULL,
          catheter_nl INTEGER
        ) STRICT;
        """)
  }

  /// A refill may bring another drug. Of those before nothing is known of a rinse, and the drug
  /// stayed.
  static let version6: @Sendable (Database) throws -> Void = { db in
    try db.execute(
      sql: """
        ALTER TABLE refills ADD COLUMN old_drug TEXT;
        ALTER TABLE refills ADD COLUMN rinsed INTEGER CHECK (rinsed IN (0, 1));
        """)
  }
}
