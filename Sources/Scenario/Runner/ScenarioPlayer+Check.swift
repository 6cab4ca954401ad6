import Console
import PumpText

/// What is looked at before the first step, and how a step becomes a verb.
extension ScenarioPlayer {
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

  func check(_ step: Step, _ verb: ScenarioVerb) throws(ScriptError) {
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
  func filled(
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
  func prepared(
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

  func faultVerb(_ fault: PlacedText) throws(ScriptError) -> ScenarioVerb {
    let words = CommandWords.split(try variables.fill(fault).text) ?? []
    do throws(NoVerb) {
      let verb = try target.bench(["fault"] + words, at: nil)
      if let obstacle = verb.obstacle { throw NoVerb(obstacle) }
      return verb
    } catch {
      throw ScriptError(fault.place, error.reason)
    }
  }

  func isMeant(_ planned: ScenarioPlan.PlannedStep) -> Bool {
    planned.model == nil || planned.model == target.model
  }
}
