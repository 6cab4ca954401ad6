import GRDB
package import Telemetry

extension Archive {
  /// The entries of a pump's log that were read before, in order.
  func logEntries(
    serial: String, from first: UInt32 = 1, through last: UInt32 = .max
  ) throws -> [ChainedEntry] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM log_entries WHERE serial = ? AND sequence BETWEEN ? AND ? ORDER BY sequence
          """, arguments: [serial, Int64(first), Int64(last)]
      ).compactMap(Self.entry)
    }
  }

  /// Keeps entries that are new. One that is there already is left as it is.
  package func add(_ entries: [ChainedEntry], serial: String) throws {
    guard !entries.isEmpty else { return }
    try durably(.other) { db in
      let statement = try db.makeStatement(
        sql: "INSERT OR IGNORE INTO log_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      let now = Self.now()
      for item in entries {
        let entry = item.entry
        try statement.execute(arguments: [
          serial, Int64(entry.sequence), Int64(entry.therapySeconds), Int64(entry.kind.rawValue),
          Int64(entry.detail), Int64(entry.short), Int64(entry.number),
          Int64(bitPattern: entry.amount), Int64(bitPattern: item.chain), now,
        ])
      }
    }
  }

  private static func entry(_ row: Row) -> ChainedEntry? {
    guard let kind = LogKind(rawValue: UInt8(truncatingIfNeeded: row["kind"] as Int64)) else {
      return nil
    }
    let entry = LogEntry(
      sequence: UInt32(truncatingIfNeeded: row["sequence"] as Int64),
      therapySeconds: UInt32(truncatingIfNeeded: row["therapy_s"] as Int64), kind: kind,
      detail: UInt8(truncatingIfNeeded: row["detail"] as Int64),
      short: UInt16(truncatingIfNeeded: row["short"] as Int64),
      number: UInt32(truncatingIfNeeded: row["number"] as Int64),
      amount: UInt64(bitPattern: row["amount"] as Int64))
    return ChainedEntry(entry, chain: UInt64(bitPattern: row["chain"] as Int64))
  }
}
