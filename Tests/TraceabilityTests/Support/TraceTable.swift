import Foundation

/// The tables of `protocol-spec/safety.md`.
struct TraceTable {
  /// A requirement, or several that share an answer.
  struct Row: Equatable {
    /// The section of the page it stands in.
    var section: String
    /// Such as `GIP 1.4.3`, ranges written out.
    var ids: [String]
    /// How it is met, or why it is not.
    var words: String
    /// What the last column names; none in tables without such a column.
    var tests: [TestName]
  }

  /// A test as `Target/File: name`.
  struct TestName: Hashable {
    var target: String
    var file: String
    var name: String
  }

  var rows: [Row] = []
  /// What the page gets wrong before anything is looked up.
  var faults: [String] = []

  init(_ page: String) {
    var section = ""
    var columns = 0
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
        columns = 0
      }
      guard line.hasPrefix("|") else {
        columns = 0
        continue
      }
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
        .dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
      if columns == 0 {
        columns = cells.count
      } else if columns < 3 {
        // A table of something else.
        continue
      } else if cells.count != columns {
        faults.append("a row of \(cells.count) cells where \(columns) are: \(line)")
      } else if !cells.allSatisfy({ $0.allSatisfy { $0 == "-" } }) {
        add(cells, in: section)
      }
    }
  }

  private mutating func add(_ cells: [String], in section: String) {
    let ids = Self.ids(cells[0])
    if ids.isEmpty { faults.append("no id in “\(cells[0])”") }
    let hasTests = cells.count > 3
    let words = cells[2]
    if words.count < 10 { faults.append("\(cells[0]): nothing is said") }
    var tests: [TestName] = []
    if hasTests {
      for part in cells[3].components(separatedBy: "<br>") {
        if let test = Self.test(part.trimmingCharacters(in: .whitespaces)) {
          tests.append(test)
        } else {
          faults.append("\(cells[0]): “\(part)” names no test")
        }
      }
    }
    rows.append(Row(section: section, ids: ids, words: words, tests: tests))
  }

  /// A test from its name in backticks.
  static func test(_ text: String) -> TestName? {
    let match = text.wholeMatch(of: #/`(\w+)/([\w\/+]+): ([^`]+)`/#)
    return match.map {
      TestName(target: String($0.1), file: String($0.2), name: String($0.3))
    }
  }

  /// The ids in a cell such as `GIP 1.5.1…1.5.4, 1.5.6` or `PCA 6.5(9), 6.5(10)`.
  static func ids(_ cell: String) -> [String] {
    guard let match = cell.wholeMatch(of: #/(GIP hazard|GIP|PCA) (.+)/#) else { return [] }
    var ids: [String] = []
    for part in match.2.components(separatedBy: ", ") {
      let ends = part.components(separatedBy: "…")
      guard let first = ends.first, let last = ends.last, let from = number(first),
        let to = number(last), from.stem == to.stem, from.value <= to.value, ends.count <= 2
      else { return [] }
      ids += (from.value...to.value).map { "\(match.1) \(from.stem)\($0)\(from.tail)" }
    }
    return ids
  }

  /// The last number of an id, with what stands before and behind it.
  private static func number(_ id: String) -> (stem: String, value: Int, tail: String)? {
    guard let match = id.wholeMatch(of: #/((?:\d+\.)+(?:\d+\()?)(\d+)(\)?)/#),
      let value = Int(match.2)
    else { return nil }
    return (String(match.1), value, String(match.3))
  }
}
