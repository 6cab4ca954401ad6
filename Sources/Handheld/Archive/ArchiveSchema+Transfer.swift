import GRDB

/// What the archive keeps of the replacement of a pump.
extension ArchiveSchema {
  /// Which pump a commit takes the therapy over from: written with its intent, and valid with it.
  static let version7: @Sendable (Database) throws -> Void = { db in
    try db.execute(
      sql: """
        CREATE TABLE transfers (
          order_id INTEGER PRIMARY KEY REFERENCES orders (id),
          from_serial TEXT NOT NULL
        ) STRICT;
        CREATE INDEX transfers_from ON transfers (from_serial);
        """)
  }
}
