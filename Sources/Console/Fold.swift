/// Folds lines at a width, between words.
///
/// What follows a fold stands under what it belongs to: under the column that the line was folded
/// in, when at least two spaces part it from the one before; else under the text behind a label, or
/// behind a `! ` or a `!! `; else under the beginning of the line. A number stays with its unit. A
/// word longer than a line, such as a path, is left whole: who copies it gets all of it.
package struct Fold {
  /// The longest line.
  package let width: Int

  /// Lines of at most a width.
  package init(width: Int) { self.width = width }

  /// A line as the lines it is folded into. `margin` is where the text behind the label begins in
  /// the row above it, if it is one; the label of this row may be as long as there is room.
  package func lines(_ line: some StringProtocol, margin: Int? = nil) -> [String] {
    let text = String(line)
    guard Self.columns(text) > width else { return [text] }
    let tokens = Self.tokens(text)
    let indent = Self.plain(text).prefix { $0 == " " }.count
    let above = margin.flatMap { Self.begins(text, at: $0) ? $0 : nil }
    let first = firstHang(tokens, indent, above)
    var lines: [String] = []
    var current = ""
    var hang = first
    for token in tokens {
      let gap = String(repeating: " ", count: token.gap)
      let length = Self.columns(current) + token.gap + Self.columns(token.text)
      let isStart = current.allSatisfy { $0 == " " }
      if length > width && !isStart {
        hang = self.hang(of: current, first: first, before: hang)
        lines.append(current)
        current = String(repeating: " ", count: hang) + token.text
      } else {
        current += (isStart && !lines.isEmpty ? "" : gap) + token.text
      }
    }
    // The blank behind a question parts it from what is typed.
    let end = text.reversed().prefix { $0 == " " }.count
    let blank = String(repeating: " ", count: min(end, width - min(width, Self.columns(current))))
    return lines + [current + blank]
  }

  /// The columns that a text takes; emphasis takes none.
  static func columns(_ text: String) -> Int { plain(text).count }

  /// The text without its emphasis.
  private static func plain(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0xF0 }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { Paper.Mark($0) == nil }))
  }

  // MARK: Where what follows stands

  /// The least room for text behind a margin.
  private var room: Int { min(24, width / 2) }

  private func firstHang(_ tokens: [Token], _ indent: Int, _ above: Int?) -> Int {
    if let mark = tokens.first.map({ Self.plain($0.text) }), Self.marks.contains(mark) {
      return indent + mark.count + 1
    }
    guard let gap = above ?? Self.gaps(of: tokens).first else { return indent }
    return gap <= width - room ? gap : indent + 2
  }

  /// What stands before a warning or a point of a list.
  private static let marks: Set<String> = ["!", "!!", "-"]

  /// Where the text behind a row's label begins; `nil` when the line is no row.
  static func margin(of line: some StringProtocol) -> Int? {
    gaps(of: tokens(String(line))).first
  }

  private static func begins(_ line: String, at column: Int) -> Bool {
    let line = plain(line)
    let before = line.prefix(column)
    return column > 0 && before.count == column && before.last == " "
      && line.dropFirst(column).first.map { $0 != " " } ?? false
  }

  /// Where what follows a line stands, when what is before it stood at `before`: a line without a
  /// column of its own goes on in the one it stands in.
  private func hang(of line: String, first: Int, before: Int) -> Int {
    let last = Self.gaps(of: Self.tokens(line)).last ?? before
    return last <= width - room ? max(last, first) : first
  }

  /// The columns behind at least two spaces between texts.
  private static func gaps(of tokens: [Token]) -> [Int] {
    var column = 0
    var gaps: [Int] = []
    for (index, token) in tokens.enumerated() {
      column += token.gap
      if index > 0 && token.gap >= 2 { gaps.append(column) }
      column += columns(token.text)
    }
    return gaps
  }

  // MARK: What is not parted

  /// Something that stays in one piece, and the spaces before it.
  struct Token: Equatable {
    var gap: Int
    var text: String
  }

  static func tokens(_ line: String) -> [Token] {
    var tokens: [Token] = []
    var gap = 0
    var word = ""
    func end() {
      guard !word.isEmpty else { return }
      if gap == 1, let last = tokens.indices.last, isUnit(word, after: tokens[last].text) {
        tokens[last].text += " " + word
      } else {
        tokens.append(Token(gap: gap, text: word))
      }
      gap = 0
      word = ""
    }
    for character in line {
      if character == " " {
        end()
        gap += 1
      } else {
        word.append(character)
      }
    }
    end()
    return tokens
  }

  /// Whether a word is the unit of the number before it.
  private static func isUnit(_ word: String, after number: String) -> Bool {
    let last = number.split(separator: " ").last.map(String.init) ?? number
    guard last.last?.isNumber == true, last.contains(where: { $0.isNumber }) else { return false }
    let name = word.prefix { $0.isLetter || $0 == "/" || $0 == "%" || $0 == "µ" }
    return units.contains(String(name))
  }

  private static let units: Set<String> = [
    "mcg", "mg", "ng", "mcg/day", "mcg/mL", "mL", "mL/day", "uL", "nL", "cm", "ms", "s", "min", "h",
    "d", "day", "days", "month", "months", "year", "years", "%", "ppm", "UTC", "byte", "bytes",
  ]
}
