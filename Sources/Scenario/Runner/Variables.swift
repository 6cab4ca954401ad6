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

  /// How much names may stand for in one text, letters and names counted.
  private static let most = 10_000

  /// A text with what its names stand for, and the names in that.
  func fill(_ placed: PlacedText) throws(ScriptError) -> PlacedText {
    var filled = ""
    var left = Self.most
    try fill(placed, within: [], &left, into: &filled)
    return PlacedText(text: filled, place: placed.place)
  }

  private func fill(
    _ placed: PlacedText, within names: [String], _ left: inout Int, into filled: inout String
  ) throws(ScriptError) {
    for part in parts(placed.text) {
      guard let text = part.text else { throw unknown(part.name ?? "", placed.place) }
      // What gets its value while the script is played stands for itself until then.
      guard let name = part.name, text != "${\(name)}" else {
        filled += text
        continue
      }
      if let start = names.firstIndex(of: name) {
        let way = (names[start...] + [name]).map(\.shown).joined(separator: " → ")
        throw ScriptError(placed.place, "what a name stands for leads back to it: \(way)")
      }
      left -= 1 + text.utf8.count
      guard left >= 0 else {
        throw ScriptError(
          placed.place, "its names stand for more than \(Self.most) letters in all")
      }
      let inner = PlacedText(text: text, place: placed.place)
      try fill(inner, within: names + [name], &left, into: &filled)
    }
  }

  private func unknown(_ name: String, _ place: ScriptPlace) -> ScriptError {
    let near = NearestWord.all(to: name, among: texts.keys.sorted())
    return ScriptError(
      place,
      "nothing has the name “\(name.shown)”"
        + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?")
        + "; write it under variables, rows or remember")
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
