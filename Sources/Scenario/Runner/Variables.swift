import Console

/// What names stand for in a script.
struct Variables {
  private var texts: [String: String]

  init(_ texts: [String: String]) { self.texts = texts }

  /// The same with others in front.
  func with(_ others: [String: String]) -> Variables { Variables(texts.merging(others) { $1 }) }

  subscript(name: String) -> String? {
    get { texts[name] }
    set { texts[name] = newValue }
  }

  /// Whether a text has a name in it that is not known yet.
  func waits(_ text: String) -> Bool { parts(text).contains { $0.name != nil && $0.text == nil } }

  /// A text with what its names stand for.
  func fill(_ placed: PlacedText) throws(ScriptError) -> PlacedText {
    var filled = ""
    for part in parts(placed.text) {
      guard let text = part.text else {
        let name = part.name ?? ""
        let near = NearestWord.all(to: name, among: texts.keys.sorted())
        throw ScriptError(
          placed.place,
          "nothing has the name “\(name.shown)”"
            + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?")
            + "; write it under variables, rows or remember")
      }
      filled += text
    }
    return PlacedText(text: filled, place: placed.place)
  }

  /// The same of all that a value has to be.
  func fill(_ wanted: Expected.Wanted) throws(ScriptError) -> Expected.Wanted {
    switch wanted {
    case .text(let text): return .text(try fill(text))
    case .list(let items, let place):
      var all: [Expected.Wanted] = []
      for item in items { all.append(try fill(item)) }
      return .list(all, place)
    }
  }

  private func parts(_ text: String) -> [(name: String?, text: String?)] {
    var parts: [(String?, String?)] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
      parts.append((nil, String(rest[..<start.lowerBound])))
      let name = String(rest[start.upperBound..<end])
      parts.append((name, texts[name]))
      rest = rest[rest.index(after: end)...]
    }
    parts.append((nil, String(rest)))
    return parts
  }
}
