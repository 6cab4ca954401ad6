/// A table of what is now and what is new, for 80 columns.
struct SideBySide {
  static let labelWidth = Timeline.margin
  private static let leftWidth = 26
  private let paint: Paint
  private(set) var text = ""

  init(_ paint: Paint) {
    self.paint = paint
    add("", "now", "new", isNew: false)
  }

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
    let left = Self.pad(label, Self.labelWidth) + Self.pad(now, Self.leftWidth)
    text += left + (isNew ? paint.strong(new) : new) + "\n"
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

/// Text in lines of at most 80 columns.
enum Paragraph {
  static func wrapped(_ text: String, first: String, rest: String) -> String {
    var lines = [first]
    for word in text.split(separator: " ") {
      let isAtStart = lines[lines.count - 1].hasSuffix(" ")
      if lines[lines.count - 1].count + word.count + 1 > 79 && !isAtStart { lines.append(rest) }
      if !lines[lines.count - 1].hasSuffix(" ") { lines[lines.count - 1] += " " }
      lines[lines.count - 1] += word
    }
    return lines.map { "\($0)\n" }.joined()
  }
}
