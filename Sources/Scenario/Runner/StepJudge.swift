import Console
import FoundationEssentials

/// Holds what a verb came to against what a step expects of it.
struct StepJudge {
  let expected: Expected
  let variables: Variables
  let place: ScriptPlace

  /// What does not hold, a line each; none when all does.
  func failures(of outcome: VerbOutcome) throws(ScriptError) -> [String] {
    // What was done without a word expected of it needs no look into what it printed.
    let isPlain = expected.isEmpty && outcome.code == 0
    let tree = isPlain ? nil : ResultTree(output: outcome.output)
    var failures: [String] = []
    judgeEnd(outcome, tree, &failures)
    // What was not done has no values to look at.
    if !failures.isEmpty, outcome.code != 0 { return failures }
    if let words = expected.words {
      let wanted = try variables.fill(words).text
      let said = outcome.words + (tree?[path: "message"]?.words ?? "")
      if !said.contains(wanted) {
        failures.append("it does not say “\(wanted)”; it says “\(Self.line(said))”")
      }
    }
    for (key, wanted) in expected.values {
      let key = try variables.fill(key)
      if let failure = try judge(key, try variables.fill(wanted), in: tree) {
        failures.append(failure)
      }
    }
    return failures
  }

  /// Whether it ended as expected: without a word, that it was done.
  private func judgeEnd(_ outcome: VerbOutcome, _ tree: ResultTree?, _ failures: inout [String]) {
    let ended = tree?[path: "outcome"]?.words ?? (outcome.code == 0 ? "done" : "failed")
    let told = tree?[path: "message"]?.words ?? Self.line(outcome.words)
    if let refusal = expected.refusal {
      let code = tree?[path: "refusal.code"]?.words
      let isRefused = ended == "refused" || outcome.code == 1
      let name = refusal.text.isEmpty ? "" : " (\(refusal.text))"
      if !isRefused {
        failures.append(
          "it is not refused\(name), but \(ended)" + (outcome.code == 0 ? "" : ": \(told)"))
      } else if !refusal.text.isEmpty, code != refusal.text {
        failures.append("it is refused for \(code ?? "no code") and not\(name): \(told)")
      }
      return
    }
    if let wanted = expected.outcome {
      if ended != wanted.text { failures.append("it is \(ended) and not \(wanted.text): \(told)") }
      return
    }
    // How somebody else's program ends can be one of the things that are looked at.
    if expected.values.contains(where: { $0.key.text == "exit_code" }) { return }
    if outcome.code != 0 { failures.append("it is \(ended) (exit code \(outcome.code)): \(told)") }
  }

  private func judge(
    _ key: PlacedText, _ wanted: Expected.Wanted, in tree: ResultTree?
  ) throws(ScriptError) -> String? {
    let matcher = try Matcher(wanted, of: key.text)
    let figure = Measure.of(key.text)
    guard let tree else { return "\(key.text): it prints no result to look into" }
    guard let value = tree[path: key.text] else {
      let known = tree.known(beside: key.text)
      let names = known.names.isEmpty ? "nothing" : known.names.joined(separator: ", ")
      let place = known.prefix.isEmpty ? "the result" : known.prefix
      return "\(key.text): there is no such key; \(place) has \(names)"
    }
    if matcher.accepts(value, scale: figure.scale) { return nil }
    let words = Measure.words(value, of: key.text)
    return "\(key.text) is \(words), and not \(Self.words(wanted))"
  }

  static func words(_ wanted: Expected.Wanted) -> String {
    switch wanted {
    case .text(let text): text.text
    case .list(let items, _): "[" + items.map(words).joined(separator: ", ") + "]"
    }
  }

  /// The first line of words, or what stands for none.
  private static func line(_ words: String) -> String {
    String(words.split(separator: "\n").first ?? "nothing")
  }
}
