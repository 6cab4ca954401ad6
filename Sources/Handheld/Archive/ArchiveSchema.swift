import GRDB

/// A step from one version of the archive's layout to the next.
package struct ArchiveMigration: Sendable {
  /// Its name; an archive lists those it went through.
  let name: String
  /// What it changes.
  let apply: @Sendable (Database) throws -> Void
}

/// The layout of the archive. Moments of the programmer are UTC in ISO 8601; those of the pump are
/// seconds of therapy since the factory. Numbers of 64 bits are stored as their bit patterns.
enum ArchiveSchema {
  /// What marks the file as an archive of this project: "PLKA".
  static let applicationID: Int32 = 0x504C_4B41

  /// Every version so far, oldest first. One that was published is never changed.
  static let migrations = [
    ArchiveMigration(name: "1", apply: version1), ArchiveMigration(name: "2", apply: version2),
    ArchiveMigration(name: "3", apply: version3), ArchiveMigration(name: "4", apply: version4),
    ArchiveMigration(name: "5", apply: version5), ArchiveMigration(name: "6", apply: version6),
    ArchiveMigration(name: "7", apply: version7),
  ]

  /// What brings an archive from any of these versions to the last.
  static func migrator(_ migrations: [ArchiveMigration]) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for step in migrations { migrator.registerMigration(step.name, migrate: step.apply) }
    return migrator
  }

  /// Each order is looked up by the name the pump knows it by, before another gets that name.
  private static let version2: @Sendable (Database) throws -> Void = { db in
    try db.execute(
      sql: "CREATE INDEX orders_by_name ON orders (serial, pump_session, request_id)")
  }

  private static let version1: @Sendable (Database) throws -> Void = { db in
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: sessions + orders + history + logEntries)
  }

  private static let sessions = """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE sessions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      serial TEXT NOT NULL,
      model TEXT NOT NULL,
      role TEXT NOT NULL,
      verb TEXT NOT NULL,
      port TEXT NOT NULL,
      began TEXT NOT NULL,
      pump_session INTEGER,
      ended TEXT,
      outcome TEXT
    ) STRICT;
    CREATE INDEX sessions_of_pump ON sessions (serial, id);
    CREATE TABLE readings (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      session INTEGER NOT NULL REFERENCES sessions (id),
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      therapy_s INTEGER,
      clock TEXT,
      reservoir_nl INTEGER,
      low_alarm_nl INTEGER,
      pumped_nl INTEGER,
      programmed_pg INTEGER,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX readings_of_session ON readings (session);
    CREATE TABLE wire (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      session INTEGER NOT NULL REFERENCES sessions (id),
      at_ms INTEGER NOT NULL,
      to_pump INTEGER NOT NULL CHECK (to_pump IN (0, 1)),
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX wire_of_session ON wire (session);

    """

  /// An order without an outcome is one whose programmer ended before it knew, or never knew.
  private static let orders = """
    CREATE TABLE orders (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      session INTEGER NOT NULL REFERENCES sessions (id),
      serial TEXT NOT NULL,
      request TEXT NOT NULL,
      request_type INTEGER NOT NULL,
      pump_session INTEGER NOT NULL,
      request_id INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      parameters TEXT NOT NULL,
      preview TEXT,
      confirmed TEXT,
      intended TEXT NOT NULL,
      known_therapy_s INTEGER,
      outcome TEXT NOT NULL DEFAULT 'intended'
        CHECK (outcome IN ('intended', 'done', 'refused', 'not_done', 'unknown')),
      settled TEXT,
      settled_by TEXT CHECK (settled_by IN ('answer', 'status', 'log', 'person')),
      reason TEXT,
      effect_therapy_s INTEGER,
      withheld_ng INTEGER
    ) STRICT;
    CREATE INDEX orders_of_session ON orders (session);
    CREATE INDEX orders_unsettled ON orders (serial) WHERE outcome IN ('intended', 'unknown');

    """

  /// What orders bring about when they are done: written with the intent, and valid with it.
  private static let history = """
    CREATE TABLE therapies (
      order_id INTEGER PRIMARY KEY REFERENCES orders (id),
      mode TEXT NOT NULL,
      daily_ng INTEGER NOT NULL,
      least_daily_ng INTEGER NOT NULL,
      flow_nl_per_day INTEGER NOT NULL,
      drug TEXT NOT NULL,
      concentration_mcg_per_ml INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE doses (
      order_id INTEGER PRIMARY KEY REFERENCES orders (id),
      kind TEXT NOT NULL,
      dose_ng INTEGER,
      duration_ms INTEGER
    ) STRICT;
    CREATE TABLE refills (
      order_id INTEGER PRIMARY KEY REFERENCES orders (id),
      withdrawn_nl INTEGER NOT NULL,
      expected_nl INTEGER NOT NULL,
      filled_nl INTEGER NOT NULL,
      volume_nl INTEGER NOT NULL,
      low_alarm_nl INTEGER NOT NULL,
      drug TEXT NOT NULL,
      filled_mcg_per_ml INTEGER NOT NULL,
      old_mcg_per_ml INTEGER NOT NULL,
      new_mcg_per_ml INTEGER NOT NULL,
      bridge TEXT NOT NULL,
      skip_reason TEXT NOT NULL,
      bridge_nl INTEGER NOT NULL,
      bridge_s INTEGER NOT NULL,
      minutes_to_low_alarm INTEGER
    ) STRICT;

    """

  private static let logEntries = """
    CREATE TABLE log_entries (
      serial TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      therapy_s INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      detail INTEGER NOT NULL,
      short INTEGER NOT NULL,
      number INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      chain INTEGER NOT NULL,
      read_at TEXT NOT NULL,
      PRIMARY KEY (serial, sequence)
    ) STRICT, WITHOUT ROWID;
    """
}
