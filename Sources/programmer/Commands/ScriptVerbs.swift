import ArgumentParser
import Scenario
import ScenarioTargets

extension ProgramVerbs {
  /// The verbs of this program, as a script plays them.
  static let programmer = ProgramVerbs(
    Programmer.self,
    check: { words in
      if let verb = words.first, ["run", "demo"].contains(verb) {
        throw ValidationError("\(verb) is no step of a script.")
      }
      try Programmer.check(words)
    },
    question: { command in
      if let verb = command as? any AsksByWords { return verb.asked }
      let parts = Mirror(reflecting: command).children.map(\.value)
      if parts.contains(where: { $0 is OptionGroup<ConsentOptions> }) { return .total }
      return parts.contains { $0 is OptionGroup<ChangeOptions> } ? .yes : .nothing
    })
}
