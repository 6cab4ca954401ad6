import Console
import PumpText
import Quantities
import Trace

/// Plays a plan on a target, step by step.
package struct ScenarioPlayer {
  let plan: ScenarioPlan
  let target: any ScenarioTarget
  /// Says whether somebody wants it to end; a step is brought to its end first.
  private let isStopped: () -> Bool
  /// Hears of each step that has ended.
  private let heard: (StepFinding) -> Void

  /// A player of one plan.
  package init(
    _ plan: ScenarioPlan, on target: any ScenarioTarget, isStopped: @escaping () -> Bool,
    heard: @escaping (StepFinding) -> Void
  ) {
    self.plan = plan
    self.target = target
    self.isStopped = isStopped
    self.heard = heard
  }

  var variables: Variables {
    var variables = Variables(plan.variables)
    variables["dir"] = target.folder
    for (name, text) in target.variables { variables[name] = text }
    let folder = StepReader.folder(of: plan.script.place.file)
    variables["script"] = folder.isEmpty ? "." : String(folder.dropLast())
    return variables
  }

  // MARK: Playing

  /// Plays all steps; those of the tear-down whatever happened before.
  /// - Parameter keepsGoing: Whether the steps behind one that failed are played all the same.
  package func play(keepsGoing: Bool, into finding: inout ScenarioFinding) {
    var variables = variables
    var isOver = false
    for fault in plan.script.pump.faults {
      var report = StepFinding(fault.place, "bench: fault \(fault.text)", name: "the pump's faults")
      if let verb = try? faultVerb(fault) {
        let outcome = verb.run()
        if outcome.code != 0 { report.fail(.broken, outcome.words) }
      }
      if report.outcome != .passed { isOver = true }
      add(report, to: &finding)
    }
    for planned in plan.setup + plan.steps {
      if !isOver { isOver = hears(of: &finding) }
      let report = play(planned, &variables, isSkipped: isOver)
      if [.failed, .broken].contains(report.outcome), !keepsGoing { isOver = true }
      add(report, to: &finding)
    }
    // It may have come in the last step, which then did not look to its end.
    if !isOver { _ = hears(of: &finding) }
    for planned in plan.teardown {
      add(play(planned, &variables, isSkipped: false), to: &finding)
    }
    finding.trace = target.trace.map { chapters in
      chapters.map { finding.chapter($0) }
    }
  }

  /// Whether somebody wants it to end, which is then said.
  private func hears(of finding: inout ScenarioFinding) -> Bool {
    guard isStopped() else { return false }
    finding.outcome = .stopped
    finding.reason = "told to end; the tear-down was played"
    return true
  }

  private func add(_ report: StepFinding, to finding: inout ScenarioFinding) {
    switch report.outcome {
    case .failed where finding.outcome == .passed: finding.outcome = .failed
    case .broken where [.passed, .failed].contains(finding.outcome): finding.outcome = .broken
    case .passed, .failed, .broken, .skipped: break
    }
    finding.steps.append(report)
    target.remark(report.remark)
    heard(report)
  }

  private func play(
    _ planned: ScenarioPlan.PlannedStep, _ variables: inout Variables, isSkipped: Bool
  ) -> StepFinding {
    let known = variables.with(planned.variables)
    let step = (try? filled(planned.step, known)) ?? planned.step
    var report = StepFinding(step.place, Self.title(of: step.action), name: step.name)
    guard !isSkipped, isMeant(planned) else {
      report.outcome = .skipped
      return report
    }
    do throws(ScriptError) {
      let step = try filled(planned.step, known)
      guard let verb = try prepared(step, known) else {
        throw ScriptError(step.place, "a name in it stands for itself; write what is meant")
      }
      try check(step, verb)
      let outcome = try perform(step, verb, known, &report)
      report.said = outcome.words
      try remember(step, outcome, &variables, &report)
    } catch {
      report.fail(.broken, error.text)
    }
    return report
  }

  /// Does it once, or looks as often as it takes.
  private func perform(
    _ step: Step, _ verb: ScenarioVerb, _ variables: Variables, _ report: inout StepFinding
  ) throws(ScriptError) -> VerbOutcome {
    let judge = StepJudge(expected: step.expected, variables: variables, place: step.place)
    var outcome = verb.run()
    var failures = try judge.failures(of: outcome)
    if let look = step.look {
      let times = try times(look, variables)
      var passed: UInt64 = 0
      while passed < times.length, failures.isEmpty == (look.kind == .throughout) {
        if isStopped() { break }
        let pause = min(times.every, times.length - passed)
        if let failure = advance(pause, at: step.pump?.text) { failures = [failure] }
        passed += pause
        outcome = verb.run()
        failures = try judge.failures(of: outcome)
      }
      if !failures.isEmpty {
        let time = QuantityWords.exactDuration(Milliseconds(rawValue: passed))
        failures = failures.map {
          look.kind == .within ? "within \(time): \($0)" : "after \(time): \($0)"
        }
      }
    }
    for failure in failures { report.fail(Self.kind(of: outcome), failure) }
    return outcome
  }

  /// A line or port that fails is no finding about the pump.
  private static func kind(of outcome: VerbOutcome) -> StepFinding.Outcome {
    switch ProgramExitStatus(rawValue: outcome.code) {
    case .unavailable, .io, .bug, .configuration, .usage, .data: .broken
    case .done, .refused, .untold, .unknown, .protocolViolation, nil: .failed
    }
  }

  private func advance(_ milliseconds: UInt64, at pump: String?) -> String? {
    guard let verb = try? target.bench(["advance", "\(milliseconds) ms"], at: pump) else {
      return "time cannot pass on this target"
    }
    let outcome = verb.run()
    return outcome.code == 0 ? nil : outcome.words
  }

  func times(
    _ look: Look, _ variables: Variables, later: Set<String> = []
  ) throws(ScriptError) -> (length: UInt64, every: UInt64) {
    let length = try time(look.length, variables)
    let every = try look.every.map { text throws(ScriptError) in try time(text, variables) }
    return (length, every ?? max(1000, (length + 19) / 20))
  }

  private func time(_ text: PlacedText, _ variables: Variables) throws(ScriptError) -> UInt64 {
    do throws(QuantityError) {
      let time = try QuantityText.duration(filledOrSame(text, variables))
      guard time > .zero else { throw QuantityError("no time is no length of time") }
      return time.rawValue
    } catch {
      throw ScriptError(text.place, error.words(.help))
    }
  }

  private func filledOrSame(_ text: PlacedText, _ variables: Variables) -> String {
    (try? variables.fill(text).text) ?? text.text
  }

  private func remember(
    _ step: Step, _ outcome: VerbOutcome, _ variables: inout Variables, _ report: inout StepFinding
  ) throws(ScriptError) {
    guard !step.remembered.isEmpty, report.outcome == .passed else { return }
    let tree = ResultTree(output: outcome.output)
    for (name, key) in step.remembered {
      guard let value = tree?[path: key] else {
        report.fail(.failed, "\(key): there is no such key to remember")
        continue
      }
      let unit = Measure.of(key).unit
      if case .number = value, !unit.isEmpty {
        variables[name] = "\(value.words) \(unit)"
      } else {
        variables[name] = value.words
      }
    }
  }

  static func words(of action: Step.Action) -> String {
    switch action {
    case .programmer(let words), .bench(let words), .client(let words), .wait(let words): words
    case .group: ""
    }
  }

  /// The step as it is written in a script.
  private static func title(of action: Step.Action) -> String {
    func title(_ key: StepKey, _ words: String) -> String { "\(key.rawValue): \(words)" }
    return switch action {
    case .programmer(let words): title(.programmer, words)
    case .bench(let words): title(.bench, words)
    case .client(let words): title(.client, words)
    case .wait(let time): title(.wait, time)
    case .group: ""
    }
  }
}

extension StepFinding {
  /// The step as a trace tells it.
  var remark: String {
    let title = name.map { "\($0) (\(words))" } ?? words
    return switch outcome {
    case .passed: TraceChapter.passed(title)
    case .failed, .broken:
      TraceChapter.failed("\(place.text): \(title): " + failures.joined(separator: "; "))
    case .skipped: "skipped: \(title)"
    }
  }

  mutating func fail(_ kind: Outcome, _ words: String) {
    if outcome != .failed { outcome = kind }
    failures.append(words.shownLine)
  }
}

extension String {
  /// The text on one line.
  fileprivate var shownLine: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
