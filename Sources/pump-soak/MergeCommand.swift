import ArgumentParser
import CampaignFiles
import Campaigns
import CommandEntry
import Console
import PumpText
import SerialLink
import VerbOutput

/// `pump-soak merge`: what the results of a campaign come to, and whether they are all of it.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Bring results together: are they all of it, and what failed?",
    discussion: """
      Reads every *.json of a folder, of `pump-soak` or of `programmer run`. The first word is \
      complete, failed, incomplete or unfit: unfit when a file is damaged, of another build, or \
      says something else than another of the same numbers. What is missing is told with the \
      commands that do it; `--missing` prints nothing else.

      Examples:
        pump-soak merge results
        pump-soak merge results --missing | parallel -j 2
      """)

  @Argument(help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The numbers that are to be there, if others than the results say.", valueName: "A..B"))
  var seeds: NumberRange?

  @Flag(help: "Take results of programs whose bytes differ and whose lives do not.")
  var acrossPrograms = false

  @Flag(help: "Print the commands that do what is missing, a line each, and nothing else.")
  var missing = false

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if missing, json { throw ValidationError("--missing and --json exclude each other") }
  }

  func run() throws {
    let merge = try merged()
    let lines = GapLines.all(merge, in: folder)
    if json {
      try CommandEntry.print(
        try JSONText.line(MergeJSON(merge, lines)), json: true, as: PumpSoak.name)
    } else if missing {
      try CommandEntry.print(
        lines.map { $0 + "\n" }.joined(), json: true, as: PumpSoak.name)
    } else {
      try CommandEntry.print(MergeWords.text(merge, lines), as: PumpSoak.name)
    }
    switch merge.state {
    case .complete: break
    case .failed, .incomplete: throw ExitCode(ProgramExitStatus.refused.rawValue)
    case .unfit: throw ExitCode(ProgramExitStatus.data.rawValue)
    }
  }

  private func merged() throws -> CampaignMerge {
    do throws(ResultFile.Problem) {
      let found = try ResultFile.all(in: folder)
      let merge = CampaignMerge(
        found.sources, damaged: found.damaged, wanted: seeds, acrossPrograms: acrossPrograms)
      if let merge { return merge }
      let damaged = found.damaged.map { "; \($0.file.shown): \($0.reason)" }.joined()
      throw ResultFile.Problem(
        exitStatus: .data, reason: "no result (*.json) can be read in this folder\(damaged)")
    } catch {
      throw PumpSoak.end(error, folder, isFolder: true, isJSON: json)
    }
  }
}
