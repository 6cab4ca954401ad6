import ArgumentParser
import Scenario
import ScenarioTargets

extension ProgramVerbs {
  /// The verbs of this program, as a script plays them.
  static let programmer = ProgramVerbs(
    Programmer.self, check: { try Programmer.check($0, asStep: true) },
    question: { command in
      if let verb = command as? any AsksByWords { return verb.asked }
      let parts = Mirror(reflecting: command).children.map(\.value)
      if parts.contains(where: { $0 is OptionGroup<ConsentOptions> }) { return .total }
      return parts.contains { $0 is OptionGroup<ChangeOptions> } ? .yes : .nothing
    })
}
