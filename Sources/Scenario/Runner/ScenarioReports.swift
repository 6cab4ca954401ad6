import Console
import PumpText
import VerbOutput

/// What came of scripts, for a person and for programs.
package struct ScenarioReports {
  package let findings: [ScenarioFinding]
  /// Whether they were only looked at.
  package let isDry: Bool

  /// Reports of scripts that were played.
  package init(_ findings: [ScenarioFinding], isDry: Bool) {
    self.findings = findings
    self.isDry = isDry
  }

  /// What `--json` prints, on a line.
  package var line: String {
    get throws { try JSONText.line(RunJSON(findings)) }
  }

  /// The last line.
  package var summary: String {
    let counts = ScenarioFinding.Outcome.allCases
      .map { (findings.count($0), $0) }.filter { $0.0 > 0 }
    let words = counts.map { "\($0.0) \(isDry && $0.1 == .passed ? "sound" : $0.1.rawValue)" }
    let steps = findings.map(\.steps.count).reduce(0, +)
    return "\(findings.count) \(findings.count == 1 ? "script" : "scripts"), \(steps) steps: "
      + (words.isEmpty ? "nothing played" : words.joined(separator: ", ")) + "\n"
  }
}

extension ScenarioFinding {
  /// It in lines for a person: its title, and under it what did not hold.
  package func words(isDry: Bool) -> String {
    let end =
      isDry && outcome == .passed
      ? "sound, not played" : "\(outcome.rawValue), \(steps.count) steps in \(milliseconds) ms"
    var text = "\(outcome.rawValue.uppercased())  \(title) (\(file)): \(end)\n"
    if let reason { text += "  \(reason)\n" }
    for step in steps where step.outcome == .failed || step.outcome == .broken {
      let name = step.name.map { " (\($0))" } ?? ""
      text += "  \(step.place.text): \(step.words)\(name)\n"
      text += step.failures.map { "    \($0)\n" }.joined()
    }
    if outcome == .failed || outcome == .broken, !steps.isEmpty, let seed {
      text += "  again: programmer run \(file) --seed \(seed)\n"
    }
    return text
  }
}

/// The object that `--json` prints.
private struct RunJSON: Encodable {
  /// That of the exit code.
  let outcome: String
  let passed: Int
  let failed: Int
  let broken: Int
  let skipped: Int
  let stopped: Int
  let scripts: [ScriptJSON]

  init(_ findings: [ScenarioFinding]) {
    outcome = findings.exitStatus.name
    passed = findings.count(.passed)
    failed = findings.count(.failed)
    broken = findings.count(.broken)
    skipped = findings.count(.skipped)
    stopped = findings.count(.stopped)
    scripts = findings.map { ScriptJSON($0) }
  }
}

/// What came of a script.
package struct ScriptJSON: Encodable {
  let file: String
  let name: String
  let row: String
  let tags: [String]
  let target: String
  @OrNull var seed: UInt64?
  let result: String
  @OrNull var reason: String?
  let took_ms: UInt64
  let steps: [StepJSON]

  init(_ finding: ScenarioFinding) {
    file = finding.file
    name = finding.name
    row = finding.row
    tags = finding.tags
    target = finding.target
    seed = finding.seed
    result = finding.outcome.rawValue
    reason = finding.reason
    took_ms = finding.milliseconds
    steps = finding.steps.map { StepJSON($0) }
  }
}

/// What came of a step.
package struct StepJSON: Encodable {
  let file: String
  let line: Int
  let column: Int
  let step: String
  @OrNull var name: String?
  let result: String
  let failures: [String]

  init(_ finding: StepFinding) {
    file = finding.place.file
    line = finding.place.line
    column = finding.place.column
    step = finding.words
    name = finding.name
    result = finding.outcome.rawValue
    failures = finding.failures
  }
}

/// A line of `--jsonl`: a step that has ended, or a script.
package struct RunEventJSON: Encodable {
  /// What a line tells of.
  package enum Event: String, CaseIterable, Encodable, Sendable {
    case step
    case script
  }

  let event: Event
  let script: String
  let row: String
  @OrNull var step: StepJSON?
  @OrNull var end: ScriptJSON?

  /// A step of a plan has ended.
  package init(_ finding: StepFinding, in plan: ScenarioPlan) {
    event = .step
    script = plan.script.place.file
    row = plan.row
    step = StepJSON(finding)
    end = nil
  }

  /// A script has ended; its steps were told before.
  package init(_ finding: ScenarioFinding) {
    event = .script
    script = finding.file
    row = finding.row
    step = nil
    var end = finding
    end.steps = []
    self.end = ScriptJSON(end)
  }
}
