/// A JSON Schema as it is laid out for people: the keys of an object keep their order.
indirect enum SchemaTree {
  case text(String)
  case number(Int128)
  case flag(Bool)
  case list([SchemaTree])
  case object([(String, SchemaTree)])

  /// A list of words.
  static func words(_ words: [String]) -> SchemaTree { .list(words.map { .text($0) }) }

  /// The text of it, by two blanks deeper in each level.
  func rendered(_ depth: Int = 0) -> String {
    let margin = String(repeating: "  ", count: depth)
    func block(_ open: String, _ lines: [String], _ close: String) -> String {
      if lines.isEmpty { return open + close }
      let inner = lines.map { "\(margin)  \($0)" }.joined(separator: ",\n")
      return "\(open)\n\(inner)\n\(margin)\(close)"
    }
    return switch self {
    case .text(let text): Self.quoted(text)
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .list(let elements): block("[", elements.map { $0.rendered(depth + 1) }, "]")
    case .object(let fields):
      block("{", fields.map { "\(Self.quoted($0)): \($1.rendered(depth + 1))" }, "}")
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
