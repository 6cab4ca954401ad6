import Console
package import Yams

/// Text of YAML as a tree, in which a key stands once whatever it is marked with.
///
/// Everything that people write in YAML is read through this: the library takes `dose` and
/// `!mine dose`, or `1` and `"1"`, for two keys, of which a reader by names would take the last and
/// say nothing of the other.
package enum YamlText {
  /// How many values a file can have, those of aliases counted as often as they stand.
  static let mostValues = 100_000

  /// The tree of a text; `nil` of one that says nothing.
  package static func compose(_ text: String) throws(YamlProblem) -> Node? {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw YamlProblem(error)
    }
    var left = mostValues
    if let root { try check(root, &left) }
    return root
  }

  private static func check(_ node: Node, _ left: inout Int) throws(YamlProblem) {
    left -= 1
    if left < 0 { throw YamlProblem("there are more than \(mostValues) values, aliases counted") }
    switch node {
    case .scalar, .alias: break
    case .sequence(let items):
      for item in items { try check(item, &left) }
    case .mapping(let mapping):
      var names: Set<String> = []
      for (key, value) in mapping {
        if let name = key.scalar?.string, !names.insert(name).inserted {
          throw YamlProblem("there is more than one \(name.shown)", at: key.mark)
        }
        try check(key, &left)
        try check(value, &left)
      }
    }
  }
}

/// Why a text is no tree of YAML, and where.
package struct YamlProblem: Error, Equatable {
  /// From 1.
  package let line: Int
  /// From 1.
  package let column: Int
  /// What is wrong.
  package let words: String

  fileprivate init(_ words: String, at mark: Mark? = nil) {
    line = mark?.line ?? 1
    column = mark?.column ?? 1
    self.words = words
  }

  /// What the library says is wrong.
  fileprivate init(_ error: any Error) {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      self.init("this is no YAML: \(problem)", at: mark)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      self.init("there is more than one \(keys.sorted().joined(separator: ", "))", at: context.mark)
    default: self.init("this is no YAML")
    }
  }
}
