import GRDB

/// Visits, and what was recorded in them: each is written by one programmer into one archive, so
/// of two copies of it one is the beginning of the other.
extension ArchiveMerger {
  private static let visitName = ["serial", "model", "role", "verb", "port", "began"]

  mutating func mergeVisits() throws {
    let known = Dictionary(
      grouping: try Row.fetchAll(mine, sql: "SELECT * FROM sessions ORDER BY id")
    ) { Self.values($0, Self.visitName) }
    var seen: [[DatabaseValue]: Int] = [:]
    for row in try Row.fetchAll(theirs, sql: "SELECT * FROM sessions ORDER BY began, id") {
      let name = Self.values(row, Self.visitName)
      let place = seen[name, default: 0]
      seen[name] = place + 1
      let id: Int64 = row["id"]
      if let same = known[name], place < same.count {
        let here: Int64 = same[place]["id"]
        visits[id] = here
        try complete(same[place], from: row)
        try append(row, to: here, isNew: false)
      } else {
        let here = try insert(row, into: "sessions")
        count.visits += 1
        visits[id] = here
        try append(row, to: here, isNew: true)
      }
    }
  }

  /// Fills in what was not known yet of a visit.
  private mutating func complete(_ here: Row, from there: Row) throws {
    for column in ["pump_session", "ended", "outcome"] {
      let mine: DatabaseValue = here[column]
      let theirs: DatabaseValue = there[column]
      if theirs.isNull || mine == theirs { continue }
      guard mine.isNull else { return contradict(MergeWords.visit(there)) }
      let id: Int64 = here["id"]
      try self.mine.execute(
        sql: "UPDATE sessions SET \(column) = ? WHERE id = ?", arguments: [theirs, id])
    }
  }

  /// Adds what the other archive's copy of a visit goes on with.
  private mutating func append(_ visit: Row, to here: Int64, isNew: Bool) throws {
    let there: Int64 = visit["id"]
    for table in ["readings", "wire"] {
      let sql = "SELECT * FROM \(table) WHERE session = ? ORDER BY id"
      let known = isNew ? [] : try Row.fetchAll(mine, sql: sql, arguments: [here])
      let rows = try Row.fetchAll(theirs, sql: sql, arguments: [there])
      let isSame = zip(known, rows).allSatisfy { one, other in
        let columns = Self.columns(one, but: ["id", "session"])
        return Self.values(one, columns) == Self.values(other, columns)
      }
      guard isSame else { return contradict(MergeWords.visit(visit)) }
      for row in rows.dropFirst(known.count) {
        try insert(row, into: table, setting: ["session": here])
        if table == "readings" { count.readings += 1 }
      }
    }
  }

  mutating func mergeLog() throws {
    var different: Set<String> = []
    let rows = try Row.fetchCursor(
      theirs, sql: "SELECT * FROM log_entries ORDER BY serial, sequence")
    while let row = try rows.next() {
      let serial: String = row["serial"]
      let name: StatementArguments = [serial, row["sequence"] as DatabaseValue]
      let known = try Row.fetchOne(
        mine.cachedStatement(sql: "SELECT * FROM log_entries WHERE serial = ? AND sequence = ?"),
        arguments: name)
      guard let known else {
        try insert(row, into: "log_entries")
        count.log_entries += 1
        continue
      }
      let columns = Self.columns(row, but: ["read_at"])
      guard Self.values(known, columns) == Self.values(row, columns) else {
        if different.insert(serial).inserted {
          contradict(MergeWords.log(serial, entry: row["sequence"]))
        }
        continue
      }
      // The same entry was read twice; it counts from when it was first seen.
      let read: String = row["read_at"]
      if read < known["read_at"] {
        try mine.execute(
          sql: "UPDATE log_entries SET read_at = ? WHERE serial = ? AND sequence = ?",
          arguments: [read] + name)
      }
    }
  }
}
