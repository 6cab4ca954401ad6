import Console

/// What is now and what is new: a table, or on narrow paper one under the other.
struct SideBySide {
  static let labelWidth = Timeline.margin
  private static let leftWidth = 26
  /// The narrowest paper that has room for a table.
  private static let tableWidth = 72
  private let paper: Paper
  /// What the two columns are, of the same length where they stand before a value.
  private let heads: (now: String, new: String)
  private(set) var text = ""

  init(_ paper: Paper, heads: (now: String, new: String) = ("now", "new")) {
    self.paper = paper
    self.heads = heads
    if isTable { add("", heads.now, heads.new, isNew: false) }
  }

  private var isTable: Bool { paper.columns >= Self.tableWidth }

  /// A row; what differs from now is emphasised. Further lines of the new value stand under it.
  mutating func add(_ label: String, _ now: String, _ new: String, _ more: String...) {
    add(label, now, new, isNew: now != new)
    for line in more { add("", "", line, isNew: false) }
  }

  /// A row of which only a new value is known.
  mutating func add(_ label: String, new: String, _ more: String...) {
    add(label, "", new, isNew: false)
    for line in more { add("", "", line, isNew: false) }
  }

  private mutating func add(_ label: String, _ now: String, _ new: String, isNew: Bool) {
    let mark = isNew ? paper.strong(new) : new
    if isTable {
      // What is now never runs into what is new, and reads as part of it.
      let lines = Fold(width: Self.leftWidth - 2).lines(now)
      text += Self.pad(label, Self.labelWidth) + Self.pad(lines[0], Self.leftWidth) + mark + "\n"
      for line in lines.dropFirst() { text += Self.pad("", Self.labelWidth) + line + "\n" }
      return
    }
    if !label.isEmpty { text += "\(label)\n" }
    if !now.isEmpty { text += "  \(heads.now)  \(now)\n" }
    let indent = String(repeating: " ", count: heads.new.count + 4)
    text += (label.isEmpty && now.isEmpty ? indent : "  \(heads.new)  ") + "\(mark)\n"
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
