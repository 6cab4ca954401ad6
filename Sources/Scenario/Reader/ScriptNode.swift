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
        let near = NearestWord.all(to: name, among: names)
        throw child(key).error(
          "“\(name.shown)” is no key of \(what)"
            + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?")
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
