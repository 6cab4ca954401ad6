/// A script with the row it is played with, its groups taken apart: what is done, in order.
package struct ScenarioPlan: Sendable {
  package let script: Script
  /// The row as words, and what its names stand for.
  package let row: String
  let variables: [String: String]
  let setup: [PlannedStep]
  let steps: [PlannedStep]
  let teardown: [PlannedStep]

  /// A step with what the rows of its groups say.
  struct PlannedStep: Sendable {
    let step: Step
    let variables: [String: String]
    let model: String?
  }

  /// The most steps that a script can come to.
  static let mostSteps = 20_000

  /// A plan for each row of a script.
  package static func all(of script: Script) throws(ScriptError) -> [ScenarioPlan] {
    var plans: [ScenarioPlan] = []
    let rows = script.rows.isEmpty ? [[:]] : script.rows
    for row in rows {
      let words = row.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      let variables = script.variables.merging(row) { $1 }
      plans.append(
        ScenarioPlan(
          script: script, row: words.joined(separator: ", "), variables: variables,
          setup: try flat(script.setup), steps: try flat(script.steps),
          teardown: try flat(script.teardown)))
    }
    return plans
  }

  private static func flat(_ steps: [Step]) throws(ScriptError) -> [PlannedStep] {
    var flat: [PlannedStep] = []
    try add(steps, [:], nil, to: &flat)
    return flat
  }

  private static func add(
    _ steps: [Step], _ variables: [String: String], _ model: String?, to flat: inout [PlannedStep]
  ) throws(ScriptError) {
    for step in steps {
      let model = step.model ?? model
      guard case .group(let rows, let steps) = step.action else {
        flat.append(PlannedStep(step: step, variables: variables, model: model))
        guard flat.count <= mostSteps else {
          throw ScriptError(
            step.place, "the script comes to more than \(mostSteps) steps; play fewer rows")
        }
        continue
      }
      for row in rows { try add(steps, variables.merging(row) { $1 }, model, to: &flat) }
    }
  }
}
