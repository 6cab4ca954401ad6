import GRDB
import PumpText
import SerialLink

/// What a merge brought into an archive, in counts.
package struct MergeCount: Equatable, Encodable {
  package var visits = 0
  package var orders = 0
  /// Orders that were there, and of which it is now known what became of them.
  package var settled = 0
  package var readings = 0
  package var log_entries = 0
  package var patients = 0
  package var pumps = 0
  package var notes = 0
  package var assessments = 0
  package var screening_doses = 0
  /// Patients and pumps that were there, and about which something newer is now known.
  package var edited = 0

  /// Of nothing yet.
  package init() {}
}

/// Brings what another archive holds into this one, within a transaction of this one.
///
/// What was recorded once is known as the same again: a visit by its pump and its beginning, an
/// order by the name the pump knows it by, an entry of a log by its number, what was entered by its
/// mark. So it does not matter which of two archives is merged into which, nor how often.
struct ArchiveMerger {
  let mine: Database
  let theirs: Database
  var count = MergeCount()
  /// What the two tell differently, in words; nothing is kept when there is any.
  private(set) var contradictions: [String] = []
  private let progress = Progress()
  /// The other archive's visits and patients by their numbers, and their numbers here.
  var visits: [Int64: Int64] = [:]
  var patients: [Int64: Int64] = [:]

  init(_ mine: Database, _ theirs: Database) {
    self.mine = mine
    self.theirs = theirs
  }

  /// Merges all of it; throws when the two contradict each other.
  mutating func run() throws -> MergeCount {
    try mergeVisits()
    try mergeOrders()
    try mergeLog()
    try mergePatients()
    // Whose something is must be known first.
    if contradictions.isEmpty { try mergeDevices() }
    if contradictions.isEmpty { try mergeEntries() }
    if contradictions.isEmpty { try mergeTrials() }
    guard contradictions.isEmpty else { throw MergeWords.contradiction(contradictions) }
    return count
  }

  mutating func contradict(_ words: String) { contradictions.append(words) }

  // MARK: Rows

  /// The values of some columns.
  static func values(_ row: Row, _ columns: [String]) -> [DatabaseValue] {
    columns.map { row[$0] as DatabaseValue }
  }

  /// The columns of a row but for some.
  static func columns(_ row: Row, but without: Set<String>) -> [String] {
    row.columnNames.filter { !without.contains($0) }
  }

  /// Puts a row of the other archive into a table here, under a number of its own; some columns may
  /// have other values here. Gives its number.
  @discardableResult
  func insert(
    _ row: Row, into table: String, setting changed: [String: Int64?] = [:]
  ) throws -> Int64 {
    progress.tell("merging \(table.replacing("_", with: " "))")
    let columns = Self.columns(row, but: ["id"])
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let statement = try mine.cachedStatement(
      sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))")
    let values = columns.map { name in
      changed[name].map { $0?.databaseValue ?? .null } ?? row[name] as DatabaseValue
    }
    try statement.execute(arguments: StatementArguments(values))
    return mine.lastInsertedRowID
  }
}
