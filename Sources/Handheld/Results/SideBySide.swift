import ClinicText
import Console

/// What is now and what is new: a table, or on narrow paper one under the other.
struct SideBySide {
  static let labelWidth = Timeline.margin
  private static let leftWidth = 26
  /// The narrowest paper that has room for a table.
  private static let tableWidth = 72
  private let paper: Paper
  /// What stands before the values on narrow paper, of the same length.
  private let heads: (now: String, new: String)
  /// The whole table.
  private(set) var text = ""

  init(_ table: ScreenTable, _ paper: Paper) {
    self.paper = paper
    heads = (table.now, table.new)
    if isTable { add("", heads.now, heads.new, isNew: false) }
    for row in table.rows { add(row.label, row.now, row.new, isNew: row.differs) }
  }

  private var isTable: Bool { paper.columns >= Self.tableWidth }

  private mutating func add(_ label: String, _ now: String, _ new: String, isNew: Bool) {
    if isTable {
      // What is now never runs into what is new, and reads as part of it.
      let left = Fold(width: Self.leftWidth - 2).lines(now)
      let right =
        paper.width.map { Fold(width: $0 - Self.labelWidth - Self.leftWidth).lines(new) } ?? [new]
      for place in 0..<max(left.count, right.count) {
        let now = place < left.count ? left[place] : ""
        let new = place < right.count ? right[place] : ""
        let row =
          Self.pad(place == 0 ? label : "", Self.labelWidth)
          + (new.isEmpty ? now : Self.pad(now, Self.leftWidth) + (isNew ? paper.strong(new) : new))
        text += row + "\n"
      }
      return
    }
    if !label.isEmpty { text += "\(label)\n" }
    if !now.isEmpty { text += "  \(heads.now)  \(now)\n" }
    let indent = String(repeating: " ", count: heads.new.count + 4)
    text +=
      (label.isEmpty && now.isEmpty ? indent : "  \(heads.new)  ")
      + "\(isNew ? paper.strong(new) : new)\n"
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
