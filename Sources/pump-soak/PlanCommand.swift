import ArgumentParser
import Campaigns
import CommandEntry
import Console
import VerbOutput

/// `pump-soak plan`: seeds as shards, each with the command that lives it.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Part seeds into shards, and print the command of each.",
    discussion: """
      Each line is a command that can be run anywhere, at any time, again and beside the others. \
      It keeps what came of it in a file of the folder of results, which is to be there; \
      `pump-soak merge` reads them. fixtures/campaign has files for Slurm, CI and GNU parallel.

      Examples:
        pump-soak plan --seeds 1..100000 --tasks 16
        pump-soak plan --seeds 1..100000 --tasks 16 --json
      """)

  @Option(help: ArgumentHelp("The seeds of the campaign, both ends included.", valueName: "A..B"))
  var seeds: NumberRange

  @Option(help: ArgumentHelp("How many shards there are to be.", valueName: "count"))
  var tasks: UInt64

  @Option(help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var results = "results"

  @Flag(help: "Print one JSON object, for a matrix of CI.")
  var json = false

  func validate() throws {
    guard (1...Shard.mostParts).contains(tasks) else {
      throw ValidationError("--tasks is from 1 to \(Shard.mostParts)")
    }
    guard tasks <= seeds.count else {
      throw ValidationError("\(seeds.text) are fewer seeds than \(tasks) tasks")
    }
    if results.isEmpty { throw ValidationError("--results needs a folder") }
  }

  func run() throws {
    let shards = (1...tasks).compactMap { Shard(part: $0, parts: tasks) }
    if json {
      let plan = Plan(
        seeds: seeds,
        shards: shards.compactMap { shard in
          seeds.part(shard).map { Plan.Part(shard.text, $0, command(shard)) }
        })
      return try CommandEntry.print(try JSONText.line(plan), json: true, as: PumpSoak.name)
    }
    // A scheduler reads it: a command is a line, however wide the paper is.
    let lines = shards.map { command($0) + "\n" }.joined()
    try CommandEntry.print(lines, json: true, as: PumpSoak.name)
  }

  private func command(_ shard: Shard) -> String {
    GapLines.command(
      "\(PumpSoak.name) --seeds \(seeds.text)", shard, file: GapLines.path(results, shard.fileName))
  }

  /// What `--json` prints.
  private struct Plan: Encodable {
    let seeds: NumberRange
    let shards: [Part]

    struct Part: Encodable {
      let shard: String
      let range: NumberRange
      let command: String

      init(_ shard: String, _ range: NumberRange, _ command: String) {
        self.shard = shard
        self.range = range
        self.command = command
      }
    }
  }
}
