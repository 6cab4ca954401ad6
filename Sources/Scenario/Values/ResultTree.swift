package import FoundationEssentials
import VerbOutput

/// What a verb prints with `--json`.
package enum ResultTree: Equatable, Sendable {
  case null
  case flag(Bool)
  case number(Decimal)
  case text(String)
  case list([ResultTree])
  case object([String: ResultTree])

  /// The last line of an output that is an object; `nil` where none is.
  package init?(output: String) {
    guard let line = output.split(separator: "\n").last(where: { $0.first == "{" }),
      let tree = try? JSONDecoder().decode(ResultTree.self, from: Data(line.utf8))
    else { return nil }
    self = tree
  }

  /// The value at a path of keys and of places in lists, parted by points: `days.0.after_mcg`;
  /// `nil` where there is none.
  package subscript(path path: String) -> ResultTree? {
    var tree = self
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      switch tree {
      case .object(let fields):
        guard let field = fields[String(part)] else { return nil }
        tree = field
      case .list(let items):
        guard let place = Int(part), items.indices.contains(place) else { return nil }
        tree = items[place]
      case .null, .flag, .number, .text: return nil
      }
    }
    return tree
  }

  /// The keys and places there are under a path's longest part that leads somewhere.
  package func known(beside path: String) -> (prefix: String, names: [String]) {
    var tree = self
    var prefix: [Substring] = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      guard let next = tree[path: String(part)] else { break }
      tree = next
      prefix.append(part)
    }
    let name = prefix.joined(separator: ".")
    return switch tree {
    case .object(let fields): (name, fields.keys.sorted())
    case .list(let items): (name, items.indices.map { "\($0)" })
    case .null, .flag, .number, .text: (name, [])
    }
  }

  /// The value as a person reads it in a difference, without its unit.
  package var words: String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): number.description
    case .text(let text): text
    case .list(let items): "[" + items.map(\.words).joined(separator: ", ") + "]"
    case .object(let fields):
      "{"
        + fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.words)" }
        .joined(separator: ", ") + "}"
    }
  }
}

extension ResultTree: JSONTree {
  /// What stands alone.
  package init(alone value: any SingleValueDecodingContainer) throws {
    if value.decodeNil() {
      self = .null
    } else if let number = try? value.decode(Decimal.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .flag(try value.decode(Bool.self))
    }
  }
}
