/// What is now beside what is new, row by row.
package struct ScreenTable: Equatable, Sendable {
  /// What stands over the values of now.
  package let now: String
  /// What stands over the new values.
  package let new: String
  /// The rows, in the order in which they are read.
  package private(set) var rows: [ScreenRow] = []

  /// An empty table with its two heads.
  package init(now: String = "now", new: String = "new") {
    self.now = now
    self.new = new
  }

  /// Adds a row with both values. Further lines of the new value stand under it.
  @inline(never)
  package mutating func add(_ label: String, _ now: String, _ new: String, _ more: String...) {
    rows.append(ScreenRow(label: label, now: now, new: new, differs: now != new))
    for line in more { add(under: line) }
  }

  /// Adds a row of which only a new value is known.
  @inline(never)
  package mutating func add(_ label: String, new: String, _ more: String...) {
    rows.append(ScreenRow(label: label, now: "", new: new, differs: false))
    for line in more { add(under: line) }
  }

  /// Adds a line that goes on with the new value of the row before it.
  @inline(never)
  package mutating func add(under line: String) {
    rows.append(ScreenRow(label: "", now: "", new: line, differs: false))
  }
}

/// A row of a table: a value as it is, and as it will be.
package struct ScreenRow: Equatable, Sendable {
  /// What it is about; empty where the row goes on with the one before it.
  package let label: String
  /// What is now; empty where only the new value is known.
  package let now: String
  /// What will be.
  package let new: String
  /// Whether the two differ, so that the new one is to stand out.
  package let differs: Bool
}
