import ArgumentParser
import BuiltPage
import CampaignFiles
import Campaigns
import ClinicText
import CommandEntry
import Handheld
import PumpText
import Scenario
import ScenarioTargets
import SerialLink
import Trace
import VerbOutput

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
      guard !result.isEmpty else { throw ValidationError("--result needs a file to write.") }
      guard !dryRun else { throw ValidationError("--dry-run has no --result to keep.") }
    }
    guard port == nil else {
      if shard != .all || result != nil {
        throw ValidationError("--shard and --result are of pumps in this process.")
      }
      if jobs > 1 {
        throw ValidationError("One pump plays one script at a time; leave out --jobs.")
      }
      if trace != nil || page != nil {
        throw ValidationError("--trace and --page are of pumps in this process.")
      }
      return
    }
    if control != nil || card != nil || archive != nil {
      throw ValidationError("--control, --card and --archive belong to the pump of a --port.")
    }
  }

  func run() throws {
    if schema { return try CommandEntry.print(ScriptSchema.text, json: true, as: "programmer") }
    try validateWays()
    try withPage { page throws(RecordingPage.Problem) in try RecordingPage.check(for: page) }
    let (findings, hasFailed) = try played()
    let results = ScenarioReports(findings, isDry: dryRun)
    try write(results)
    if json {
      try CommandEntry.print(results.line, json: true, as: "programmer")
    } else if !jsonl {
      try CommandEntry.print(results.summary, as: "programmer")
    }
    if findings.count(.stopped) > 0 { throw ExitCode(SignalPipe.Signal.interrupt.exitCode) }
    if findings.exitStatus != .done { throw ExitCode(findings.exitStatus.rawValue) }
    if hasFailed { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  /// What came of all that was left to be played, and whether something failed, now or before.
  private func played() throws -> ([ScenarioFinding], hasFailed: Bool) {
    let all: ScriptFiles.Reading
    do throws(ScriptError) {
      all = try ScriptFiles.reading(scripts, only: only)
    } catch {
      throw fail(.data, error.text)
    }
    guard let campaign = NumberRange(1, UInt64(all.plans.count)) else {
      throw fail(.usage, "no script has the tag \(only.joined(separator: " or "))")
    }
    guard let range = campaign.part(shard) else {
      throw fail(.usage, "\(campaign.count) scripts are fewer than \(shard.parts) shards")
    }
    let kept = try kept(campaign, all.bytes)
    guard let left = kept.map(\.left) ?? range else {
      Verb.tell("all of this shard is kept in \(result ?? "") already; nothing to do")
      return ([], kept?.hasFailed ?? false)
    }
    return try end(kept, played(Array(all.plans[Int(left.first) - 1..<Int(left.last)])))
  }

  /// What is kept of this part already; `nil` where nothing is to be.
  private func kept(_ campaign: NumberRange, _ bytes: [UInt8]) throws -> ScriptShard? {
    guard let result else { return nil }
    return try stored { () throws(ResultFile.Problem) in
      try ScriptShard(
        result, shard, of: campaign, scripts: scripts,
        ScriptShard.Options(seed: seed, only: only, keepsGoing: keepGoing),
        hash: ResultText.hash(of: bytes))
    }
  }

  /// Keeps what came of a part, where it is to be kept.
  private func end(
    _ kept: ScriptShard?, _ findings: [ScenarioFinding]
  ) throws -> ([ScenarioFinding], hasFailed: Bool) {
    guard let kept else { return (findings, false) }
    return (findings, try stored { () throws(ResultFile.Problem) in try kept.keep(findings) })
  }

  private func stored<Value>(
    _ body: () throws(ResultFile.Problem) -> Value
  ) throws -> Value {
    do throws(ResultFile.Problem) {
      return try body()
    } catch {
      throw fail(
        error.exitStatus, "\(result ?? ""): \(error.reason). What is there is as it was.")
    }
  }

  private func played(_ plans: [ScenarioPlan]) throws -> [ScenarioFinding] {
    var run = ScenarioRun(.programmer)
    run.seed = seed
    run.keepsGoing = keepGoing
    run.jobs = jobs
    run.isDry = dryRun
    run.isTraced = trace != nil || page != nil
    if let port {
      run.place = .port(port, card: card, control: control, archive: archive)
    }
    let (json, jsonl, isDry) = (json, jsonl, dryRun)
    return try run.play(plans) { event in
      Self.show(event)
      if jsonl { return Self.tell(event) }
      guard !json, case .ended(let finding) = event else { return }
      StandardStreams.output(finding.words(isDry: isDry))
    }
  }

  /// Shows at a terminal how far it is.
  private static func show(_ event: ScenarioRun.Event) {
    switch event {
    case .began(let plan, let number, let all):
      StandardStreams.progress("\(number) of \(all): \(plan.script.name)")
    case .step(let step, _): StandardStreams.progress(step.name ?? step.words)
    case .ended: StandardStreams.progress("")
    }
  }

  private static func tell(_ event: ScenarioRun.Event) {
    switch event {
    case .began: return
    case .step(let step, let plan):
      StandardStreams.output(json: (try? JSONText.line(RunEventJSON(step, in: plan))) ?? "")
    case .ended(let finding):
      StandardStreams.output(json: (try? JSONText.line(RunEventJSON(finding))) ?? "")
    }
  }

  private func write(_ results: ScenarioReports) throws {
    if let junit { try put(JUnitPage(results.findings).text, to: junit) }
    guard trace != nil || page != nil else { return }
    let chapters = results.findings.flatMap(\.chapters)
    if let trace { try put(chapters.map(\.text).joined(), to: trace) }
    try withPage { page throws(RecordingPage.Problem) in
      try RecordingPage.write(chapters, to: page)
    }
  }

  private func withPage(_ body: (String) throws(RecordingPage.Problem) -> Void) throws {
    guard let page else { return }
    do throws(RecordingPage.Problem) {
      try body(page)
    } catch {
      throw fail(error.status, error.words)
    }
  }

  private func put(_ text: String, to path: String) throws {
    do throws(NamedFile.Failure) {
      try NamedFile(path).replace(with: Array(text.utf8), patience: 10_000)
    } catch {
      throw fail(.io, "\(path) cannot be \(error.step): \(error.reason)")
    }
  }

  private func fail(_ status: ProgramExitStatus, _ words: String) -> ExitCode {
    Verb.tell(words)
    if json || jsonl {
      StandardStreams.output(
        json: (try? JSONText.line(
          FailureJSON(ProgrammerError(status, FaceText(words)), .commandLine)))
          ?? "")
    }
    return ExitCode(status.rawValue)
  }
}

/// A verb whose words say whether it asks for consent, and for which.
protocol AsksByWords: ParsableCommand {
  /// What it asks before it does anything.
  var asked: ScenarioVerb.Question { get }
}
