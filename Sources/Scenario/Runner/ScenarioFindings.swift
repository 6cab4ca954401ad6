package import PumpText
package import Trace

/// What came of a step.
package struct StepFinding: Sendable {
  /// How a step ended.
  package enum Outcome: String, CaseIterable, Sendable {
    /// All that was expected holds.
    case passed
    /// Something that was expected does not hold.
    case failed
    /// It could not be tried: a line, file or target failed.
    case broken
    /// It was not for this pump, or a step before it failed.
    case skipped
  }

  package let place: ScriptPlace
  /// The step as it was written, with its variables.
  package let words: String
  /// What it is for.
  package let name: String?
  package var outcome = Outcome.passed
  /// What does not hold, a line each.
  package var failures: [String] = []
  /// What the verb said to a person.
  package var said = ""

  init(_ place: ScriptPlace, _ words: String, name: String?) {
    self.place = place
    self.words = words
    self.name = name
  }
}

/// What came of a script, played once.
package struct ScenarioFinding: Sendable {
  /// How a script ended.
  package enum Outcome: String, CaseIterable, Sendable {
    case passed
    case failed
    case broken
    /// It was for another pump.
    case skipped
    /// It was told to end.
    case stopped
  }

  package let file: String
  package let name: String
  package let tags: [String]
  /// The row of its table, as words; empty where it has none.
  package var row = ""
  package var target = ""
  /// The seed to play it again with; `nil` where the pump is not the script's own.
  package var seed: UInt64?
  package var outcome = Outcome.passed
  /// Why it was not played, or not to its end.
  package var reason: String?
  /// How a program ends that could not play it.
  package var cause: ProgramExitStatus?
  package var steps: [StepFinding] = []
  /// How long it took, in ms.
  package var milliseconds: UInt64 = 0
  /// What happened to each of its pumps; `nil` where that is not kept.
  package var trace: [TraceChapter]?

  init(_ script: Script, row: String) {
    file = script.place.file
    name = script.name
    tags = script.tags
    self.row = row
  }

  /// Could not be played, or not to its end.
  package mutating func fail(_ cause: ProgramExitStatus, _ words: String) {
    outcome = .broken
    self.cause = cause
    reason = words.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The script and its row.
  package var title: String { row.isEmpty ? name : "\(name) [\(row)]" }

  /// The first step that did not pass.
  package var firstFault: StepFinding? {
    steps.first { $0.outcome == .failed || $0.outcome == .broken }
  }
}

extension ScenarioPlan {
  /// What came of it before anything did.
  package var newFinding: ScenarioFinding { ScenarioFinding(script, row: row) }
}

extension [ScenarioFinding] {
  /// How a program ends that played them.
  package var exitStatus: ProgramExitStatus {
    if let cause = compactMap(\.cause).first { return cause }
    if contains(where: { $0.outcome == .broken }) { return .io }
    return contains { $0.outcome == .failed } ? .refused : .done
  }

  /// How many ended so.
  package func count(_ outcome: ScenarioFinding.Outcome) -> Int {
    self.count { $0.outcome == outcome }
  }
}

extension ScenarioFinding {
  /// What a trace file says of it: a chapter for each pump, and one without anything that happened
  /// where nothing was kept.
  package var chapters: [TraceChapter] { trace ?? [chapter(TraceChapter(""))] }

  /// A pump's chapter with what is known of the script, and how it ended.
  func chapter(_ pump: TraceChapter) -> TraceChapter {
    var chapter = pump
    chapter.title = pump.title.isEmpty ? title : "\(title), pump \(pump.title)"
    chapter.facts.append(TraceChapter.Fact("script", file))
    if !tags.isEmpty {
      chapter.facts.append(TraceChapter.Fact("tags", tags.joined(separator: ", ")))
    }
    if let seed { chapter.facts.append(TraceChapter.Fact("seed", "\(seed)")) }
    chapter.facts.append(TraceChapter.Fact("steps", "\(steps.count)"))
    let fault = firstFault.map { "FAILED: \($0.place.text): \($0.words)" }
    let end = reason.map { "\(outcome.rawValue): \($0)" } ?? outcome.rawValue
    chapter.facts.append(TraceChapter.Fact("result", fault ?? end))
    return chapter
  }
}
