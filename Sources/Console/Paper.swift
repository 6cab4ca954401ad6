/// What words for a person are laid on: a terminal, a pipe or a file.
///
/// Everything that a person reads passes ``laid(_:)`` on its way out, and nothing else has to think
/// of it: lines are folded at the width, hidden characters are shown (``Shown``), characters that
/// the locale lacks are written in ASCII, and emphasis becomes colour where there is some.
package struct Paper: Equatable, Sendable {
  /// How many columns a line has; `nil` when lines are not folded, because no terminal is there.
  package let width: Int?
  /// The characters it shows.
  package let letters: Letters
  /// Whether it shows emphasis.
  package let hasColour: Bool

  /// The narrowest paper there is; a terminal that is narrower gets lines of this width.
  package static let narrowest = 40
  /// The width of a terminal that does not say, and of pictures that are not folded.
  package static let usual = 80

  /// Paper of a width, `nil` for one that folds nothing.
  package init(width: Int? = nil, letters: Letters = .unicode, hasColour: Bool = false) {
    self.width = width.map { max($0, Self.narrowest) }
    self.letters = letters
    self.hasColour = hasColour
  }

  /// Nothing folded, replaced or coloured.
  package static let plain = Paper()

  /// What a stream of a process is.
  /// - Parameters:
  ///   - isTerminal: Whether it is a terminal. Only those are folded and coloured.
  ///   - columns: What the terminal says of its width; 0 when it does not know.
  ///   - variable: The environment: `COLUMNS` is a terminal's width before what itself says,
  ///     `TERM` unset, empty or `dumb`, and `NO_COLOR`, mean no colour.
  package init(isTerminal: Bool, columns: Int, variable: (String) -> String?) {
    let letters = Letters(locale: variable)
    guard isTerminal else {
      self.init(letters: letters)
      return
    }
    let asked = variable("COLUMNS").flatMap { Int($0) } ?? 0
    let wantsNone = !(variable("NO_COLOR") ?? "").isEmpty
    self.init(
      width: asked > 0 ? asked : columns > 0 ? columns : Self.usual, letters: letters,
      hasColour: !wantsNone && !Self.isDumb(variable("TERM")))
  }

  /// Whether a terminal of this kind, as `TERM` names it, obeys no more than the ends of lines.
  package static func isDumb(_ term: String?) -> Bool {
    ["", "dumb", "unknown"].contains(term ?? "")
  }

  /// The columns a picture or a table may take.
  package var columns: Int { width ?? Self.usual }

  // MARK: Emphasis. What it marks must also be plain without it.

  /// Emphasis, kept as characters that no text has until ``laid(_:)`` makes colour of them.
  enum Mark: Unicode.Scalar {
    case strong = "\u{10FED0}"
    case faint = "\u{10FED1}"
    case warning = "\u{10FED2}"
    case critical = "\u{10FED3}"
    case end = "\u{10FEDF}"

    init?(_ scalar: Unicode.Scalar) { self.init(rawValue: scalar) }

    /// What turns it on in a terminal.
    var sequence: String {
      switch self {
      case .strong: "\u{1b}[1m"
      case .faint: "\u{1b}[2m"
      case .warning: "\u{1b}[33m"
      case .critical: "\u{1b}[1;31m"
      case .end: "\u{1b}[0m"
      }
    }
  }

  /// What stands out.
  package func strong(_ text: String) -> String { marked(text, .strong) }
  /// What stands back.
  package func faint(_ text: String) -> String { marked(text, .faint) }
  /// What a person has to know before going on.
  package func warning(_ text: String) -> String { marked(text, .warning) }

  private func marked(_ text: String, _ mark: Mark) -> String {
    guard hasColour, !text.isEmpty else { return text }
    // The emphasis ends with its line, so that it does not reach into what is printed next.
    let line = text.hasSuffix("\n") ? text.dropLast() : Substring(text)
    return String(mark.rawValue) + line + String(Mark.end.rawValue) + text.dropFirst(line.count)
  }

  // MARK: The way out

  /// The words that stand out wherever they stand, for drug does not flow, or too much does.
  private static let critical = "CRITICAL"

  /// Words for a person as they are to be written.
  package func laid(_ text: String) -> String {
    let shown = visible(text)
    let lines = letters.written(shown).split(separator: "\n", omittingEmptySubsequences: false)
    var margin: Int?
    return lines.map { line in
      let folded = width.map { Fold(width: $0).lines(line, margin: margin) } ?? [String(line)]
      margin = line.isEmpty ? nil : margin ?? Fold.margin(of: line)
      return coloured(folded)
    }.joined(separator: "\n")
  }

  /// The text with its hidden characters shown, line breaks and emphasis left.
  private func visible(_ text: String) -> String {
    let isPlain = !text.unicodeScalars.contains { Shown.isHidden($0) && $0 != "\n" }
    if isPlain { return text }
    return text.unicodeScalars.map { scalar in
      let stays =
        scalar == "\n" || !Shown.isHidden(scalar) || hasColour && Mark(scalar) != nil
      return stays ? String(scalar) : Shown.escape(scalar)
    }.joined()
  }

  /// The lines of a folded line with colour. Emphasis that reaches over a fold begins anew behind
  /// it, so that no margin is coloured.
  private func coloured(_ lines: [String]) -> String {
    guard hasColour else { return lines.joined(separator: "\n") }
    var open: Mark?
    return lines.map { line in
      var result = ""
      var isInMargin = true
      for character in Self.withCritical(line, inside: open) {
        for scalar in character.unicodeScalars {
          if let mark = Mark(scalar) {
            open = mark == .end ? nil : mark
            result += isInMargin && mark != .end ? "" : mark.sequence
          } else {
            if isInMargin && scalar != " " {
              isInMargin = false
              result += open?.sequence ?? ""
            }
            result.unicodeScalars.append(scalar)
          }
        }
      }
      return result + (open == nil ? "" : Mark.end.sequence)
    }.joined(separator: "\n")
  }

  private static func withCritical(_ line: String, inside open: Mark?) -> String {
    let isMarked = open != nil || line.unicodeScalars.contains { Mark($0) != nil }
    guard !isMarked else { return line }
    return line.parts(around: critical)
      .joined(separator: "\(Mark.critical.rawValue)\(critical)\(Mark.end.rawValue)")
  }
}
