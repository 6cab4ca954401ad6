/// The characters that what is written to can show.
package enum Letters: Sendable {
  /// All of Unicode, as UTF-8.
  case unicode
  /// ASCII and nothing else.
  case ascii

  /// What the locale says, by the names that POSIX gives the variables. Without one it is the C
  /// locale, which is ASCII.
  package init(locale value: (String) -> String?) {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap(value).first { !$0.isEmpty } ?? "C"
    let charset = locale.uppercased().filter { $0 != "-" && $0 != "_" }
    self = charset.parts(around: "UTF8").count > 1 ? .unicode : .ascii
  }

  /// The text in these characters. A picture keeps its width.
  func written(_ text: String) -> String {
    guard self == .ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.unicodeScalars.map { scalar in
      if scalar.isASCII || Paper.Mark(scalar) != nil { return String(scalar) }
      return Self.plain[scalar] ?? Shown.escape(scalar)
    }.joined()
  }

  /// What stands in ASCII for the characters that this project's words and pictures have.
  private static let plain: [Unicode.Scalar: String] = [
    "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "‐": "-",
    "…": "...", "·": ".", "•": "*", "×": "x", "±": "+-", "→": "->", "←": "<-", "≤": "<=",
    "≥": ">=", "°": "deg", "µ": "u", "μ": "u", "\u{A0}": " ", "\u{202F}": " ", "\u{2009}": " ",
    "█": "#", "▇": "%", "▆": "*", "▅": "+", "▄": "=", "▃": "-", "▂": ":", "▁": "_",
    "░": ".", "▴": "^", "▲": "^", "│": "|", "─": "-", "✓": "ok",
  ]
}
