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
    guard let text = text(key), let node = values[key] else { return nil }
    do throws(QuantityError) {
      return try parse(text)
    } catch {
      Self.note("\(name(key)): \(error.description)", at: node, log)
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
