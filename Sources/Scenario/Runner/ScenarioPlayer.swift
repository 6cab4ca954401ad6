import Console
import PumpText
import Quantities

/// Plays a plan on a target, step by step.
package struct ScenarioPlayer {
  private let plan: ScenarioPlan
  private let target: any ScenarioTarget
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

  private var variables: Variables {
    var variables = Variables(plan.variables)
    variables["dir"] = target.folder
    for (name, text) in target.variables { variables[name] = text }
    let folder = StepReader.folder(of: plan.script.place.file)
    variables["script"] = folder.isEmpty ? "." : String(folder.dropLast())
    return variables
  }

  // MARK: Before the first step

  /// Looks at every step without doing anything. Throws the first thing that is wrong: words that
  /// are no verb, consent that is missing or too much, what the target cannot do.
  package func check() throws(ScriptError) {
    var names = Set(plan.script.variables.keys)
    for planned in plan.setup + plan.steps + plan.teardown where isMeant(planned) {
      let variables = variables.with(planned.variables)
      var step = planned.step
      for (name, _) in step.remembered { names.insert(name) }
      step = try filled(step, variables, later: names)
      if let verb = try prepared(step, variables, later: names) { try check(step, verb) }
      if let look = step.look { _ = try times(look, variables, later: names) }
    }
    for fault in plan.script.pump.faults { _ = try faultVerb(fault) }
  }

  private func check(_ step: Step, _ verb: ScenarioVerb) throws(ScriptError) {
    if let obstacle = verb.obstacle { throw ScriptError(step.place, obstacle) }
    if !step.expected.values.isEmpty || !step.remembered.isEmpty, !verb.hasJSON {
      throw ScriptError(step.place, "it prints no result to look into; expect what it says")
    }
    if step.look != nil, verb.question != .nothing {
      throw ScriptError(
        step.place, "an order is given once; look for its effect in a step of its own")
    }
  }

  /// The step with all that its names stand for, as far as they are known.
  private func filled(
    _ step: Step, _ variables: Variables, later: Set<String> = []
  ) throws(ScriptError) -> Step {
    func fill(_ text: String) throws(ScriptError) -> String {
      var known = variables
      for name in later where known[name] == nil { known[name] = "${\(name)}" }
      return try known.fill(PlacedText(text: text, place: step.place)).text
    }
    var step = step
    switch step.action {
    case .programmer(let words): step.action = .programmer(try fill(words))
    case .bench(let words): step.action = .bench(try fill(words))
    case .client(let words): step.action = .client(try fill(words))
    case .wait(let time): step.action = .wait(try fill(time))
    case .group: break
    }
    if case .total(let total) = step.consent {
      step.consent = .total(PlacedText(text: try fill(total.text), place: total.place))
    }
    return step
  }

  /// The verb of a step; `nil` where it has a name in it that gets its value while it is played.
  private func prepared(
    _ step: Step, _ variables: Variables, later: Set<String> = []
  ) throws(ScriptError) -> ScenarioVerb? {
    let line = Self.words(of: step.action)
    if line.contains("${") { return nil }
    let words = CommandWords.split(line) ?? []
    do throws(NoVerb) {
      switch step.action {
      case .programmer: return try order(words, step)
      case .bench: return try target.bench(words, at: step.pump?.text)
      case .wait: return try target.bench(["advance"] + words, at: step.pump?.text)
      case .client: return try target.client(words, at: step.pump?.text)
      case .group: return nil
      }
    } catch {
      throw ScriptError(step.place, error.reason)
    }
  }

  /// A verb of the programmer, with exactly the consent that it needs.
  private func order(_ words: [String], _ step: Step) throws(NoVerb) -> ScenarioVerb {
    let pump = step.pump?.text
    switch step.consent {
    case .total(let total):
      let given = total.text.contains("${") ? GivenWords.none : .total(total.text)
      return try target.programmer(words, given, at: pump)
    case .yes:
      let verb = try target.programmer(words, .yes, at: pump)
      guard verb.question == .total else { return verb }
      throw NoVerb(
        "it changes the dose, and a yes does not say to what; write total: with the most that any "
          + "24 hours will hold, as the preview shows it")
    case nil:
      let verb = try target.programmer(words, .none, at: pump)
      switch verb.question {
      case .nothing: return verb
      case .yes: throw NoVerb("it is an order; write confirm: yes where it is meant")
      case .total:
        throw NoVerb(
          "it changes the dose; write total: with the most that any 24 hours will hold, as the "
            + "preview has to show it")
      }
    }
  }

  private func faultVerb(_ fault: PlacedText) throws(ScriptError) -> ScenarioVerb {
    let words = CommandWords.split(try variables.fill(fault).text) ?? []
    do throws(NoVerb) {
      let verb = try target.bench(["fault"] + words, at: nil)
      if let obstacle = verb.obstacle { throw NoVerb(obstacle) }
      return verb
    } catch {
      throw ScriptError(fault.place, error.reason)
    }
  }

  private func isMeant(_ planned: ScenarioPlan.PlannedStep) -> Bool {
    planned.model == nil || planned.model == target.model
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
      if !isOver, isStopped() {
        finding.outcome = .stopped
        finding.reason = "told to end; the tear-down was played"
        isOver = true
      }
      let report = play(planned, &variables, isSkipped: isOver)
      if [.failed, .broken].contains(report.outcome), !keepsGoing { isOver = true }
      add(report, to: &finding)
    }
    for planned in plan.teardown {
      add(play(planned, &variables, isSkipped: false), to: &finding)
    }
    finding.trace = target.trace
  }

  private func add(_ report: StepFinding, to finding: inout ScenarioFinding) {
    switch report.outcome {
    case .failed where finding.outcome == .passed: finding.outcome = .failed
    case .broken where [.passed, .failed].contains(finding.outcome): finding.outcome = .broken
    case .passed, .failed, .broken, .skipped: break
    }
    finding.steps.append(report)
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
      guard let verb = try prepared(step, known) else { return report }
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

  private func times(
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
      throw ScriptError(text.place, error.words(.script))
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

  private static func words(of action: Step.Action) -> String {
    switch action {
    case .programmer(let words), .bench(let words), .client(let words), .wait(let words): words
    case .group: ""
    }
  }

  private static func title(of action: Step.Action) -> String {
    switch action {
    case .programmer(let words): "programmer: \(words)"
    case .bench(let words): "bench: \(words)"
    case .client(let words): "client: \(words)"
    case .wait(let time): "wait: \(time)"
    case .group: ""
    }
  }
}

extension StepFinding {
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
