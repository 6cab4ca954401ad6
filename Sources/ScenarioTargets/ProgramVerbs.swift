package import ArgumentParser
import BenchClient
import CommandEntry
import Handheld
package import Scenario
import SerialLink
import Synchronization
import YamlFiles

/// The verbs of a program, run in this process as its command line runs them.
package struct ProgramVerbs: Sendable {
  private let root: any ParsableCommand.Type
  private let prefix: [String]
  private let check: @Sendable ([String]) throws -> Void
  private let question: @Sendable (any ParsableCommand) -> ScenarioVerb.Question

  /// The verbs of a program.
  /// - Parameters:
  ///   - root: The program.
  ///   - prefix: Words that stand before each verb.
  ///   - check: What the parser cannot see is wrong with words.
  ///   - question: What a verb asks before it does anything.
  package init(
    _ root: any ParsableCommand.Type, prefix: [String] = [],
    check: @escaping @Sendable ([String]) throws -> Void,
    question: @escaping @Sendable (any ParsableCommand) -> ScenarioVerb.Question = { _ in .nothing }
  ) {
    self.root = root
    self.prefix = prefix
    self.check = check
    self.question = question
  }

  /// A verb from its words, run in surroundings of the target's.
  /// - Parameter obstacle: Why the target cannot do what a command asks; `nil` when it can.
  func verb(
    _ words: [String], _ given: GivenWords = .none, in surroundings: Surroundings,
    obstacle: (any ParsableCommand) -> String? = { _ in nil }
  ) throws(NoVerb) -> ScenarioVerb {
    let consent: [String] =
      switch given {
      case .none: []
      case .yes: ["--yes"]
      case .total(let total): ["--yes", "--confirm-total", total]
      }
    let line = prefix + words + consent
    do throws(NoVerb) {
      let command = try command(line + ["--json"], surroundings)
      return verb(command, hasJSON: true, obstacle(command), surroundings)
    } catch {
      guard error.reason.contains("--json") else { throw error }
    }
    let command = try command(line, surroundings)
    return verb(command, hasJSON: false, obstacle(command), surroundings)
  }

  /// What a verb of these words asks before it does anything.
  func question(of words: [String]) -> ScenarioVerb.Question {
    (try? command(prefix + words, Surroundings())).map(question) ?? .nothing
  }

  private func command(
    _ line: [String], _ surroundings: Surroundings
  ) throws(NoVerb) -> any ParsableCommand {
    do {
      return try Environment.$overlay.withValue(surroundings.environment) {
        // A script says all; what its player has set for pumps of his own is none of it.
        try Settings.$current.withValue(.none) {
          try CommandEntry.command(root, line, check: check)
        }
      }
    } catch let error as CommandEntry.WrongWords {
      throw NoVerb(error.sentence)
    } catch {
      throw NoVerb("\(error)")
    }
  }

  private func verb(
    _ command: any ParsableCommand, hasJSON: Bool, _ obstacle: String?,
    _ surroundings: Surroundings
  ) -> ScenarioVerb {
    let root = root
    return ScenarioVerb(question: question(command), hasJSON: hasJSON, obstacle: obstacle) {
      surroundings.run(command, of: root)
    }
  }
}

/// What a verb finds around it: where the pump is, who answers for it, and where its words go.
struct Surroundings: Sendable {
  /// Variables in place of the process's own.
  var environment: [String: String] = [:]
  /// What opens a line; `nil` for the ports of this machine.
  var opener: LineOpener?
  /// Who answers the bench; `nil` for the control socket.
  var bench: ControlClient.Peer?
  /// The archive that goes away with the run; `nil` where each visit opens its own.
  var archive: PassingArchive?

  private struct Said {
    var output = ""
    var words = ""
  }

  func run(_ command: any ParsableCommand, of root: any ParsableCommand.Type) -> VerbOutcome {
    let said = Mutex(Said())
    let code = StandardStreams.$sink.withValue(
      .init { text, stream in
        said.withLock { said in
          if stream == 1 { said.output += text } else { said.words += text }
        }
        return true
      }
    ) {
      Environment.$overlay.withValue(environment) {
        Settings.$current.withValue(.none) {
          LineOpener.$current.withValue(opener ?? LineOpener.ports) {
            ControlClient.$peer.withValue(bench) {
              PassingArchive.$current.withValue(archive) { () -> Int32 in
                do {
                  var command = command
                  try command.run()
                  return 0
                } catch {
                  let code = root.exitCode(for: error).rawValue
                  if !(error is ExitCode) {
                    said.withLock { $0.words += root.message(for: error) + "\n" }
                  }
                  return code
                }
              }
            }
          }
        }
      }
    }
    let all = said.withLock { $0 }
    return VerbOutcome(code: code, output: all.output, words: all.words)
  }
}
