import ArgumentParser
import CommandEntry
import PumpText

/// Lives of a whole pump, alone or as the parts of a campaign.
@main
struct PumpSoak: ParsableCommand {
  /// The program's name before what it says.
  static let name = "pump-soak"

  static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Run seeds through a whole world, on one machine or in parts on many.",
    discussion: """
      `pump-soak --seeds 1..1000` lives them here and now; `pump-soak run --help` has all options. \
      `plan` parts seeds into shards, each a command that any scheduler can run and run again; \
      `merge` says whether their results are all of it, and what failed. `explore` leads on from \
      lives that reached something new; `board` lives them on a board as well.

      Exit codes: 0 all held; 1 something did not, or results are missing; 64 usage; 65 a \
      result is damaged, of another build, or says something else than another; 70 a bug; 74 the \
      result could not be printed or kept; 130 stopped by a signal, or a shard by --time-limit \
      before its end: what was done until then is printed or kept.
      """,
    version: ProgramVersion.words,
    subcommands: [
      LivesCommand.self, PlanCommand.self, MergeCommand.self, ExploreCommand.self,
      BoardCommand.self,
    ],
    defaultSubcommand: LivesCommand.self)

  static func main() { CommandEntry.begin(Self.self) }
}
