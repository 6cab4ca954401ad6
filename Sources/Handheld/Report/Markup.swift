import Console

/// A piece of a page: whatever is put into it comes out well-formed and escaped.
indirect enum Markup {
  /// Text, which is escaped.
  case text(String)
  /// An element with its attributes and what is in it.
  case element(String, [(name: String, value: String)], [Markup])
  /// Several pieces in a row.
  case group([Markup])
  /// The page's sheet of styles, in which nothing is escaped and nothing may have to be.
  case sheet(String)

  /// An element with a class.
  static func tag(_ name: String, _ style: String? = nil, _ content: Markup...) -> Markup {
    .element(name, style.map { [("class", $0)] } ?? [], content)
  }

  /// An element with a class that holds only text.
  static func tag(_ name: String, _ style: String? = nil, text: String) -> Markup {
    .element(name, style.map { [("class", $0)] } ?? [], [.text(text)])
  }

  /// The piece as XML, which is HTML as well: elements that HTML does not close are empty here, and
  /// others are never written as empty.
  var rendered: String {
    switch self {
    case .text(let text): return MarkupText.escaped(text)
    case .group(let parts): return parts.map(\.rendered).joined()
    case .sheet(let text):
      precondition(!text.contains { "<>&".contains($0) }, "a sheet of styles holds no markup")
      return text
    case .element(let name, let attributes, let content):
      let head = attributes.map { " \($0.name)=\"\(MarkupText.escaped($0.value))\"" }.joined()
      if content.isEmpty && Self.empty.contains(name) { return "<\(name)\(head)/>" }
      let body = content.map(\.rendered).joined()
      let end = Self.blocks.contains(name) ? "\n" : ""
      return "<\(name)\(head)>\(body)</\(name)>\(end)"
    }
  }

  private static let empty: Set = ["meta", "br", "line", "rect", "path", "circle", "polyline"]
  private static let blocks: Set = [
    "html", "head", "title", "style", "body", "header", "section", "figure", "figcaption", "h1",
    "h2", "p", "table", "caption", "thead", "tbody", "tr", "svg", "g", "footer",
  ]
}
