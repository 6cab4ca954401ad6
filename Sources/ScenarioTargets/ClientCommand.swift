import Scenario
import SerialLink

/// A command of somebody else's that is run beside the pump, with the pump in its environment.
struct ClientCommand {
  private let words: [String]
  private let environment: [String: String]

  init(_ words: [String], _ environment: [String: String]) {
    self.words = words
    self.environment = environment
  }

  var verb: ScenarioVerb {
    ScenarioVerb(question: .nothing, hasJSON: false) { run() }
  }

  private func run() -> VerbOutcome {
    do throws(SerialError) {
      let program = try StartedProgram(
        words[0], Array(words.dropFirst()), environment: environment)
      var set = PollSet(capacity: 1)
      while true {
        if let end = program.end() {
          return VerbOutcome(code: end.exitCode, output: "", words: "")
        }
        set.removeAll()
        set.add(program.fileDescriptor, .readable)
        try set.wait(timeoutMilliseconds: nil)
      }
    } catch {
      return VerbOutcome(code: error.shellCode, output: "", words: error.description + "\n")
    }
  }
}
