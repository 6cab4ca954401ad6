import Console
import Yams

/// A node of a script's YAML with its place, read by the tables of keys.
struct ScriptNode {
  let node: Node
  let file: String

  var place: ScriptPlace {
    ScriptPlace(file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  func error(_ message: String) -> ScriptError { ScriptError(place, message) }

  func child(_ node: Node) -> ScriptNode { ScriptNode(node: node, file: file) }

  /// The fields of a mapping, each of a known name; `what` is what has them.
  func fields<Key: ScriptKey>(_ what: String) throws(ScriptError) -> [Key: ScriptNode] {
    guard let mapping = node.mapping else {
      throw error("\(what) has keys with values; write for example \(Self.example(Key.self))")
    }
    var fields: [Key: ScriptNode] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let known = Key(rawValue: name) else {
        let names = Key.allCases.map(\.rawValue)
        let near = Nearest.word(to: name, in: names)
        throw child(key).error(
          "“\(name.shown)” is no key of \(what)"
            + (near.map { "; did you mean \($0)?" } ?? "")
            + "; the keys are \(names.joined(separator: ", "))")
      }
      fields[known] = child(value)
    }
    return fields
  }

  private static func example<Key: ScriptKey>(_: Key.Type) -> String {
    guard let key = Key.allCases.first else { return "" }
    return "\(key.rawValue): …"
  }

  /// The text of a scalar.
  func text(of key: String) throws(ScriptError) -> PlacedText {
    guard let scalar = node.scalar else { throw error("\(key) is a single text") }
    return PlacedText(text: scalar.string, place: place)
  }

  /// The items of a list, or the one that stands in place of a list.
  func items() -> [ScriptNode] { node.sequence?.map { child($0) } ?? [self] }

  /// The items of what has to be a list.
  func list(of key: String, _ example: String) throws(ScriptError) -> [ScriptNode] {
    guard let sequence = node.sequence else {
      throw error("\(key) is a list; begin each line of it with “- ”, for example \(example)")
    }
    return sequence.map { child($0) }
  }

  /// Names with texts.
  func names(of key: String) throws(ScriptError) -> [(name: PlacedText, text: PlacedText)] {
    guard let mapping = node.mapping else {
      throw error("\(key) has names with texts, for example start: 100 mcg/day")
    }
    var all: [(PlacedText, PlacedText)] = []
    for (name, text) in mapping {
      all.append((try child(name).text(of: key), try child(text).text(of: name.string ?? key)))
    }
    return all
  }

  func flag(of key: String) throws(ScriptError) -> Bool {
    switch try text(of: key).text {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw error("\(key) is true or false")
    }
  }

  func number(of key: String) throws(ScriptError) -> UInt64 {
    guard let number = UInt64(try text(of: key).text) else {
      throw error("\(key) is a whole number from 0 on")
    }
    return number
  }
}

/// The word of a list that somebody may have meant.
enum Nearest {
  /// The one that differs by the fewest letters, if they are few.
  static func word(to word: String, in words: [String]) -> String? {
    let ranked = words.map { (word: $0, distance: distance(Array(word), Array($0))) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }),
      best.distance <= max(1, min(word.count, best.word.count) / 3)
    else { return nil }
    return best.word
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.count > 60 || right.count > 60 { return .max }
    var row = Array(0...right.count)
    for (place, letter) in left.enumerated() {
      var before = row[0]
      row[0] = place + 1
      for (column, other) in right.enumerated() {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, before + (letter == other ? 0 : 1))
        before = above
      }
    }
    return row[right.count]
  }
}
