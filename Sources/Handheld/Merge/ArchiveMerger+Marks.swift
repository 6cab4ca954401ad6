import GRDB

/// How two archives know what was entered as the same, and which of two tellings is the newer one.
extension ArchiveMerger {
  /// Two tellings of one thing, and the one that holds from now on.
  struct Merged {
    let here: Int64
    let there: Int64
    /// The row that was edited last.
    let data: Row
    let isFromThere: Bool
    let created: String
    /// Whether anything is told otherwise than it was here.
    let isChange: Bool
    /// Whether it is to be written at all.
    let isNews: Bool
  }

  /// Compares what both have by its marks; what is one thing in one archive and two in the other is
  /// told by `unlike`.
  mutating func compare(
    _ kind: Entered, unlike: (Row) -> String
  ) throws -> Compared {
    func marks(_ db: Database) throws -> [(mark: String, id: Int64)] {
      try Row.fetchAll(
        db,
        sql: "SELECT mark, \(kind.mark) FROM marks WHERE \(kind.mark) IS NOT NULL ORDER BY mark"
      ).map { ($0["mark"], $0[kind.mark]) }
    }
    let sql = "SELECT * FROM \(kind.table) ORDER BY created, id"
    let rows = try Row.fetchAll(mine, sql: sql)
    let known = Dictionary(try marks(mine).map { ($0.mark, $0.id) }) { first, _ in first }
    var compared = Compared()
    for (mark, id) in try marks(theirs) { compared.marks[id, default: []].append(mark) }
    var taken: Set<Int64> = []
    for there in try Row.fetchAll(theirs, sql: sql) {
      let same = Set((compared.marks[there["id"]] ?? []).compactMap { known[$0] })
      guard let id = same.first else {
        compared.thereAlone.append(there)
        continue
      }
      guard same.count == 1, taken.insert(id).inserted,
        let here = rows.first(where: { $0["id"] as Int64 == id })
      else {
        contradict(unlike(there))
        continue
      }
      compared.pairs.append((here, there))
    }
    compared.hereAlone = rows.filter { !taken.contains($0["id"]) }
    return compared
  }

  /// The later of two tellings; of two of one moment, the same one whichever is asked first.
  static func newer(_ here: Row, _ there: Row, _ kind: Entered) -> Merged {
    func rank(_ row: Row) -> (String, [String]) {
      (row["edited"], values(row, kind.data).map(\.description))
    }
    let one = rank(here)
    let other = rank(there)
    let isLater =
      one.0 != other.0 ? one.0 < other.0 : one.1.lexicographicallyPrecedes(other.1)
    let data = isLater ? there : here
    let created = min(here["created"] as String, there["created"])
    return Merged(
      here: here["id"], there: there["id"], data: data, isFromThere: isLater, created: created,
      isChange: values(data, kind.data) != values(here, kind.data),
      isNews: isLater || created != here["created"] as String)
  }

  /// A code as it is compared: in capitals or not, as the archive does.
  static func code(_ row: Row) -> String {
    let code: String = row["code"]
    return String(
      String.UnicodeScalarView(
        code.unicodeScalars.map { scalar in
          ("A"..."Z").contains(scalar)
            ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
        }))
  }

  mutating func write(_ row: Merged, _ kind: Entered) throws {
    guard row.isNews else { return }
    let columns = kind.data + ["edited"]
    let sets = columns.map { "\($0) = ?" }.joined(separator: ", ")
    try mine.execute(
      sql: "UPDATE \(kind.table) SET \(sets), created = ? WHERE id = ?",
      arguments: StatementArguments(Self.values(row.data, columns)) + [row.created, row.here])
    if row.isChange { count.edited += 1 }
  }

  func addMarks(_ marks: [Int64: [String]], _ here: [Int64: Int64], _ kind: Entered) throws {
    for (there, names) in marks {
      guard let id = here[there] else { continue }
      for name in names {
        try mine.execute(
          sql: "INSERT OR IGNORE INTO marks (mark, \(kind.mark)) VALUES (?, ?)",
          arguments: [name, id])
      }
    }
  }
}
