import PumpText
import Yams

/// One mapping of a profile, read key by key. What is missing, unknown or malformed is noted with
/// its line, and reading goes on, so that a person sees all of it at once.
struct ProfileSection {
  let path: String
  private let node: Node
  private let log: ProblemLog
  private let values: [String: Node]

  /// The notes of one profile.
  final class ProblemLog {
    var problems: [ProfileProblem] = []
  }

  init(_ node: Node, path: String, keys: Set<String>, log: ProblemLog) {
    self.node = node
    self.path = path
    self.log = log
    var values: [String: Node] = [:]
    if let mapping = node.mapping {
      for (key, value) in mapping {
        let name = key.string ?? "?"
        if keys.contains(name) {
          values[name] = value
        } else {
          let known = keys.sorted().joined(separator: ", ")
          let prefix = path.isEmpty ? "" : "\(path)."
          Self.note(
            "\(prefix)\(name) is no key of a profile; the keys here are \(known)", at: key, log)
        }
      }
    } else {
      Self.note("\(path.isEmpty ? "the profile" : path) is not a list of keys", at: node, log)
    }
    self.values = values
  }

  /// Whether a key is there.
  func has(_ key: String) -> Bool { values[key] != nil }

  /// A mapping inside this one.
  func section(_ key: String, keys: Set<String>) -> ProfileSection? {
    value(key).map { ProfileSection($0, path: name(key), keys: keys, log: log) }
  }

  /// The text of a key.
  func text(_ key: String) -> String? {
    guard let value = value(key) else { return nil }
    guard let text = value.scalar?.string else {
      Self.note("\(name(key)) is not a single value", at: value, log)
      return nil
    }
    return text
  }

  /// A key whose text means something.
  func read<Value>(_ key: String, _ parse: (String) throws(QuantityError) -> Value) -> Value? {
    value(key).flatMap { parsed($0, name: name(key), parse) }
  }

  /// A list of texts that mean something; `nil` when it is none, or one of them means nothing.
  func readList<Value>(
    _ key: String, _ parse: (String) throws(QuantityError) -> Value
  ) -> [Value]? {
    guard let value = value(key) else { return nil }
    return items(of: value, name: name(key), parse)
  }

  /// A mapping from texts to lists of texts, all of which mean something.
  func readLists<Name, Value>(
    _ key: String, name parseName: (String) throws(QuantityError) -> Name,
    _ parse: (String) throws(QuantityError) -> Value
  ) -> [(name: Name, items: [Value], place: Place)]? {
    guard let value = value(key) else { return nil }
    guard let mapping = value.mapping, !mapping.isEmpty else {
      Self.note("\(name(key)) is not a list of keys", at: value, log)
      return nil
    }
    var lists: [(Name, [Value], Place)] = []
    for (node, list) in mapping {
      let path = "\(name(key)).\(node.string ?? "?")"
      let parsed = parsed(node, name: path, parseName)
      let items = items(of: list, name: path, parse)
      if let parsed, let items { lists.append((parsed, items, Place(node: node, name: path))) }
    }
    return lists.count == mapping.count ? lists : nil
  }

  /// A place in a profile that something can be noted at.
  struct Place {
    fileprivate let node: Node
    fileprivate let name: String
  }

  /// Notes something wrong at a place.
  func note(_ message: String, at place: Place) {
    Self.note("\(place.name): \(message)", at: place.node, log)
  }

  private func items<Value>(
    of list: Node, name: String, _ parse: (String) throws(QuantityError) -> Value
  ) -> [Value]? {
    guard let sequence = list.sequence, !sequence.isEmpty else {
      Self.note("\(name) is no list; begin each of its lines with “- ”", at: list, log)
      return nil
    }
    let values = sequence.map { parsed($0, name: name, parse) }
    let known = values.compactMap { $0 }
    return known.count == values.count ? known : nil
  }

  private func parsed<Value>(
    _ node: Node, name: String, _ parse: (String) throws(QuantityError) -> Value
  ) -> Value? {
    guard let text = node.scalar?.string else {
      Self.note("\(name) is not a single value", at: node, log)
      return nil
    }
    do throws(QuantityError) {
      return try parse(text)
    } catch {
      Self.note("\(name): \(error.words(.help))", at: node, log)
      return nil
    }
  }

  /// Notes something wrong with a key, or with the mapping when the key is not there.
  func note(_ message: String, at key: String) {
    Self.note("\(name(key)): \(message)", at: values[key] ?? node, log)
  }

  private func value(_ key: String) -> Node? {
    if values[key] == nil, node.mapping != nil {
      Self.note("\(name(key)) is missing", at: node, log)
    }
    return values[key]
  }

  private func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private static func note(_ message: String, at node: Node, _ log: ProblemLog) {
    log.problems.append(ProfileProblem(line: node.mark?.line ?? 1, message: message))
  }
}
