import FoundationEssentials

/// A verb of the programmer that was run, as the step of a script that does it again and expects
/// what came of it.
package struct RecordedStep {
  /// Its lines in a list of steps; where it cannot be a step, a comment that says why.
  package let text: String

  /// A step of the words of a command line, of what such a verb asks, and of what it printed for
  /// programs.
  package init(_ words: [String], asking question: ScenarioVerb.Question, output: String) {
    let step = words.withoutConsent
    let command = CommandWords.joined(step.words)
    let line = "  - programmer: \(Self.quoted(command))\n"
    guard let tree = ResultTree(output: output), let outcome = tree[path: "outcome"]?.words else {
      text = line
      return
    }
    var lines = line
    let total = tree[path: "consent.most_in_24_h_mcg"].map { "\($0.words) mcg" } ?? step.total
    switch question {
    case .nothing: break
    case .yes: lines += "    confirm: yes\n"
    case .total:
      guard let total else {
        text =
          "  # \(command): \(outcome) before a total was known; with total: it can be a step\n"
        return
      }
      lines += "    total: \(total)\n"
    }
    if outcome == "refused", let code = tree[path: "refusal.code"], code != .null {
      lines += "    refused: \(code.words)\n"
    } else if outcome != "done", outcome != "read" {
      lines += "    outcome: \(outcome)\n"
    } else {
      lines += Self.expected(tree)
    }
    text = lines
  }

  /// What is expected next time: the figures that have a unit, and what the pump does. Whatever
  /// is of the moment, of a serial number or of this computer is left out.
  private static func expected(_ tree: ResultTree) -> String {
    var lines: [String] = []
    collect(tree, "", &lines)
    guard !lines.isEmpty else { return "" }
    return "    expect:\n" + lines.map { "      \($0)\n" }.joined()
  }

  private static let leftOut: Set<String> = [
    "forecast", "forecast_before", "pump", "path", "catheter", "last_order", "details", "entries",
    "rows", "before",
  ]
  private static let states: Set<String> = ["mode", "state", "delivery", "alarms", "flows"]

  private static func collect(_ tree: ResultTree, _ path: String, _ lines: inout [String]) {
    switch tree {
    case .object(let fields):
      for (name, value) in fields.sorted(by: { $0.key < $1.key }) where !leftOut.contains(name) {
        let inner = path.isEmpty ? name : "\(path).\(name)"
        if states.contains(name), let words = state(value) {
          lines.append("\(inner): \(words)")
        } else {
          collect(value, inner, &lines)
        }
      }
    case .list(let items):
      for (place, item) in items.enumerated() { collect(item, "\(path).\(place)", &lines) }
    case .number(let number):
      let measure = Measure.of(path)
      if !measure.unit.isEmpty { lines.append("\(path): \(number) \(measure.unit)") }
    case .null, .flag, .text: return
    }
  }

  private static func state(_ value: ResultTree) -> String? {
    switch value {
    case .text(let text): return quoted(text)
    case .list(let items):
      if items.isEmpty { return "empty" }
      let words = items.compactMap { item -> String? in
        if case .text(let text) = item { text } else { nil }
      }
      return words.count == items.count ? "[\(words.map(quoted).joined(separator: ", "))]" : nil
    case .null, .flag, .number, .object: return nil
    }
  }

  /// A text as YAML reads it back: as it is where nothing in it can be meant otherwise.
  private static func quoted(_ text: String) -> String {
    let plain = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || " /._-%+".contains($0))
    }
    if plain, text.first?.isLetter == true { return text }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}

extension [String] {
  /// The options that say where the pump is, what is kept of a visit, and how it is consented to:
  /// whoever plays a script says the first, and the step the last.
  private static let valued: Set<String> = [
    "--port", "--card", "--archive", "--capture", "--trace", "--confirm-total", "--crash-at",
  ]
  private static let flags: Set<String> = ["--yes", "-y", "--json", "--no-archive", "--verbose"]

  /// The words without them, and the total that was confirmed.
  fileprivate var withoutConsent: (words: [String], total: String?) {
    var words: [String] = []
    var total: [String] = []
    var open: String?
    for word in self {
      if word.hasPrefix("-"), word.count > 1 {
        open = nil
        let name = String(word.prefix { $0 != "=" })
        if Self.flags.contains(word) { continue }
        if Self.valued.contains(name) {
          if name == word {
            open = name
          } else if name == "--confirm-total" {
            total.append(String(word.dropFirst(name.count + 1)))
          }
          continue
        }
      } else if let name = open {
        if name == "--confirm-total" {
          total.append(word)
        } else {
          open = nil
        }
        continue
      }
      words.append(word)
    }
    return (words, total.isEmpty ? nil : total.joined(separator: " "))
  }
}
