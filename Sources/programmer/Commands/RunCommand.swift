import ArgumentParser
import BoardClient
import Campaigns
import CommandEntry
import PumpText
import Scenario
import ScenarioTargets
import SerialLink

/// `programmer run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Play scripts: what is done to a pump, and what has to come of it.",
    discussion: """
      A script is a YAML file of steps: verbs of the programmer and of the bench as they are \
      typed, each with what is expected of it by the keys of its --json. Each script is played on \
      a fresh pump in this process, in virtual time, so that weeks take milliseconds; with \
      --port, and --control for what the bench does, on a pump that runs. A step that changes the \
      dose says the total that it expects. --schema prints a JSON Schema for editors; \
      protocol-spec/scenarios.md tells all, and fixtures/scripts has scripts to begin with.

      Examples:
        programmer run fixtures/scripts
        programmer run titration.yaml --junit results.xml
        programmer run fixtures/scripts --shard 1/4 --result shard-1-of-4.json
        programmer run refill.yaml --port /tmp/pump --control /tmp/pump.control
      """)

  @Argument(
    help: ArgumentHelp("Scripts, or folders of scripts.", valueName: "script"),
    completion: .file(extensions: ["yaml", "yml"]))
  var scripts: [String] = []

  @Option(
    help: ArgumentHelp("Play them on the pump of a port.", valueName: "port"), completion: .port)
  var port: String?

  @Option(
    help: ArgumentHelp("That pump's implant card ($PUMPLINK_CARD).", valueName: "file"),
    completion: .file())
  var card: String?

  @Option(
    help: ArgumentHelp("That pump's bench: its control socket.", valueName: "path"),
    completion: .file())
  var control: String?

  @Option(
    help: ArgumentHelp(
      "Play them on a board: its pump's port and its bench's, with a comma between.",
      valueName: "line,bench"), completion: .port)
  var board: String?

  @Option(
    help: ArgumentHelp(
      "Record the visits here; otherwise in an archive that goes away.", valueName: "file"),
    completion: .file())
  var archive: String?

  @Option(
    help: ArgumentHelp(
      "Draw keys and noise from this, whatever a script says.", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Play only scripts with this tag; can be repeated.", valueName: "tag"))
  var only: [String] = []

  @Option(help: ArgumentHelp("How many are played at once.", valueName: "count"))
  var jobs = 1

  @Option(help: ArgumentHelp("Play only one part of them, from 1.", valueName: "i/n"))
  var shard = Shard.all

  @Option(
    help: ArgumentHelp(
      "Keep what came of it here, and go on from what is kept already.", valueName: "file.json"))
  var result: String?

  @Flag(help: "Go on behind a step that failed.")
  var keepGoing = false

  @Flag(help: "Read and check everything, and play nothing.")
  var dryRun = false

  @Flag(help: "Print the results as one JSON object.")
  var json = false

  @Flag(help: "Print a line of JSON for each step as it ends.")
  var jsonl = false

  @Option(
    help: ArgumentHelp("Write the results for a build server.", valueName: "file.xml"),
    completion: .file(extensions: ["xml"]))
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "Write what happened to the pumps, to be read or opened in the page.", valueName: "file"),
    completion: .file())
  var trace: String?

  @Option(
    help: ArgumentHelp(
      "Write it as a page that shows it, one file for a browser.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var page: String?

  @Flag(help: "Print the JSON Schema of scripts.")
  var schema = false

  func validate() throws {
    if schema == scripts.isEmpty { return }
    guard !schema else { throw ValidationError("--schema takes no script.") }
    throw ValidationError("Give a script, or a folder of scripts; fixtures/scripts has some.")
  }

  private func validateWays() throws {
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs is from 1 to 64.") }
    if json && jsonl { throw ValidationError("--json and --jsonl exclude each other.") }
    if let result {
      if result.isEmpty { throw ValidationError("--result needs a file to write.") }
      if dryRun { throw ValidationError("--dry-run has no --result to keep.") }
    }
    if let board {
      do throws(BoardLine.Problem) {
        _ = try BoardLine.addresses(board)
      } catch {
        throw ValidationError("--board \(board): \(error.description).")
      }
      guard port == nil else { throw ValidationError("--board and --port exclude each other.") }
    }
    guard jobs == 1 || (board ?? port) == nil else {
      throw ValidationError("One pump plays one script at a time; leave out --jobs.")
    }
    if port == nil {
      guard control == nil, card == nil, archive == nil else {
        throw ValidationError("--control, --card and --archive belong to the pump of a --port.")
      }
    } else if shard != .all || result != nil || trace != nil || page != nil {
      throw ValidationError("--shard, --result, --trace and --page are of pumps in this process.")
    }
  }

  func run() throws {
    if schema { return try CommandEntry.print(ScriptSchema.text, json: true, as: "programmer") }
    try validateWays()
    var end = ScriptRun.End.passed
    try Verb.run(json: json || jsonl) {
      end = try scriptRun.run()
      return nil
    }
    switch end {
    case .passed: return
    case .stopped: throw ExitCode(SignalPipe.Signal.interrupt.exitCode)
    case .failed(let status): throw ExitCode(status.rawValue)
    }
  }

  private var scriptRun: ScriptRun {
    var player = ScenarioRun(.programmer)
    player.seed = seed
    player.keepsGoing = keepGoing
    player.jobs = jobs
    player.isDry = dryRun
    player.isTraced = trace != nil || page != nil
    if let board { player.place = .inProcess(board: board) }
    if let port { player.place = .port(port, card: card, control: control, archive: archive) }
    var run = ScriptRun(scripts, only: only, player: player, say: Verb.tell)
    run.shard = shard
    run.kept = result
    run.form = json ? .json : jsonl ? .lines : .words
    run.junit = junit
    run.trace = trace
    run.page = page
    return run
  }
}

/// A verb whose words say whether it asks for consent, and for which.
protocol AsksByWords: ParsableCommand {
  /// What it asks before it does anything.
  var asked: ScenarioVerb.Question { get }
}
