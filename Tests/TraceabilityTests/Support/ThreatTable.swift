import Foundation

/// The tables of attacks in `protocol-spec/security.md`.
struct ThreatTable {
  /// One attack and what stands against it.
  struct Row: Equatable {
    /// The section of the page it stands in.
    var section: String
    var attack: String
    /// What the last column names; none in the table of what is not defended.
    var tests: [TraceTable.TestName]
  }

  var rows: [Row] = []
  /// What the page gets wrong before anything is looked up.
  var faults: [String] = []

  /// The columns of each section: who attacks how, what he is after, and what stands against it.
  static let heads = [
    "Threat model": ["attack", "attacker", "asset", "defence", "tests"],
    "Not defended": ["attack", "what it does", "why"],
  ]

  init(_ page: String) {
    var section = ""
    var isInTable = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      guard line.hasPrefix("|"), let heads = Self.heads[section] else {
        isInTable = false
        continue
      }
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
        .dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
      if !isInTable {
        isInTable = true
        if cells != heads { faults.append("\(section): the columns are not \(heads)") }
      } else if cells.count != heads.count {
        faults.append("a row of \(cells.count) cells where \(heads.count) are: \(line)")
      } else if !cells.allSatisfy({ $0.allSatisfy { $0 == "-" } }) {
        add(cells, in: section)
      }
    }
  }

  private mutating func add(_ cells: [String], in section: String) {
    if cells.contains(where: \.isEmpty) { faults.append("\(cells[0]): an empty cell") }
    var tests: [TraceTable.TestName] = []
    if cells.count > 4 {
      for part in cells[4].components(separatedBy: "<br>") {
        if let test = TraceTable.test(part.trimmingCharacters(in: .whitespaces)) {
          tests.append(test)
        } else {
          faults.append("\(cells[0]): “\(part)” names no test")
        }
      }
    }
    rows.append(Row(section: section, attack: cells[0], tests: tests))
  }
}
