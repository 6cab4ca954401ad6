import ArgumentParser
import PumpText
import SerialLink

/// A command that only holds others. Called without one of them it does nothing, so it does not
/// end as if it had: a script may have lost its words on the way.
protocol VerbGroup: ParsableCommand {}

extension VerbGroup {
  mutating func run() throws {
    StandardStreams.error(
      "Error: Say what is to be done; no verb was given. Nothing was sent.\n\n"
        + Self.helpMessage())
    throw ExitCode(ProgramEnding.usage.rawValue)
  }
}
