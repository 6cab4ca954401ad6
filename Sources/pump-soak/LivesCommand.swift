import ArgumentParser
import BuiltPage
import CampaignFiles
import Campaigns
import CommandEntry
import PumpText
import Quantities
import SerialLink
import Soak

/// `pump-soak run`, which is meant where no verb is named: lives of a whole pump, each from its
/// seed, with everything that can go wrong; what must always hold is checked after every event.
struct LivesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run seeds through a whole world: pump, programmers, lines, memory and physics.",
    discussion: """
      Faults and orders come first, then a calm in which everything must come to rest; one life in \
      four ends with the pump's being replaced by another, which gets its therapy. A seed that \
      fails prints the command that lives it again, and a shorter one where there is one. \
      `pump-soak --seed 17 --trace` tells a life line by line, and `--page life.html` shows it \
      in a browser.

      With --result FILE what came of a shard is kept in a file, whole or not at all, and every \
      half a minute how far it is. The same command goes on from there, and does nothing where all \
      is done. `pump-soak plan` prints such commands, `pump-soak merge` brings the files together.

      Examples:
        pump-soak --seeds 1..1000 --jobs 2
        pump-soak --seeds 1..1000 --shard 2/8 --result results/shard-2-of-8.json
        pump-soak --seed 17 --trace
      """)

  @Option(help: ArgumentHelp("The seeds to live, both ends included.", valueName: "A..B"))
  var seeds: NumberRange?

  @Option(
    help: ArgumentHelp(
      "The seeds whose hashes are printed, a line each, and nothing else.", valueName: "A..B"))
  var hashes: NumberRange?

  @Option(help: ArgumentHelp("Only one part of the seeds, from 1.", valueName: "i/n"))
  var shard = Shard.all

  @Option(
    help: ArgumentHelp(
      "Keep what came of it here, and go on from what is kept already.", valueName: "file.json"))
  var result: String?

  @Option(help: ArgumentHelp("How many lives are lived at once.", valueName: "count"))
  var jobs = 1

  @Option(
    help: ArgumentHelp("Begin no life after so long, for example “10 min”.", valueName: "length"))
  var timeLimit: TimeLimit?

  @Option(help: ArgumentHelp("Stop after so many failures.", valueName: "count"))
  var mostFailures = 10

  @Flag(help: "Print one JSON object, keys with units.")
  var json = false

  @Option(help: ArgumentHelp("One seed to live.", valueName: "N"))
  var seed: UInt64?

  @Flag(help: "Tell what happens in it, a line for each event.")
  var trace = false

  @Option(
    help: ArgumentHelp(
      "Write a life as a page that shows it, one file for a browser: of the seed, or of the first "
        + "that fails.", valueName: "file.html"))
  var page: String?

  @Option(
    help: ArgumentHelp("Leave out classes of faults, separated by commas.", valueName: "classes"))
  var without = FaultList()

  @Option(help: ArgumentHelp("Have no more than so many events.", valueName: "count"))
  var events: Int?

  @Option(
    help: ArgumentHelp(
      "Draw the events from one on from another seed, as 31:7,45:9.", valueName: "event:seed"))
  var turns = TurnList()

  @Option(help: ArgumentHelp("Leave out single events, separated by commas.", valueName: "events"))
  var drop = NumberList()

  #if CANARIES
    @Option(help: ArgumentHelp("Build a mistake in, which the soak must find.", valueName: "name"))
    var canary: CanaryName?
  #endif

  func validate() throws {
    guard [seeds != nil, seed != nil, hashes != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("give one of --seeds A..B, --seed N and --hashes A..B")
    }
    let changes = events != nil || !without.classes.isEmpty || !drop.numbers.isEmpty
    if seed == nil, trace || changes || !turns.turns.isEmpty {
      throw ValidationError("--trace, --events, --without, --turns and --drop go with --seed")
    }
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs is from 1 to 64") }
    if hashes != nil, page != nil { throw ValidationError("--hashes takes no --page") }
    if let result {
      guard let seeds else { throw ValidationError("--result goes with --seeds") }
      guard !result.isEmpty else { throw ValidationError("--result needs a file to write") }
      if seeds.part(shard) == nil {
        throw ValidationError("\(seeds.text) are fewer seeds than \(shard.parts) shards")
      }
    }
    guard mostFailures > 0 else { throw ValidationError("--most-failures is at least 1") }
    guard (events ?? 1) > 0 else { throw ValidationError("--events is at least 1") }
  }

  func run() throws {
    try recordingPage.check()
    if let seed { return try liveOne(seed) }
    if let hashes {
      let run = HashRun(seeds: hashes.part(shard), jobs: jobs, scope: { scope($0) })
      return try print(run.live())
    }
    guard let seeds else { return }
    let run = SoakRun(
      jobs: jobs, limit: timeLimit?.length, mostFailures: mostFailures, scope: { scope($0) })
    if let result {
      let kept = KeptRun(run: run, file: ResultFile(result), isJSON: json)
      return try kept.live(wanted(seeds)) { try writePage(of: $0) }
    }
    let report = try seeds.part(shard).map { try run.live($0) } ?? SoakFindings(jobs: jobs)
    try print(json ? try report.json() : report.text)
    try writePage(of: report.failures.map(\.seed))
    if report.isStopped { throw ExitCode(SignalPipe.Signal.interrupt.exitCode) }
    if !report.failures.isEmpty { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  /// The part that is to be done, with nothing of it done.
  private func wanted(_ seeds: NumberRange) throws -> ShardResult {
    var conditions = ""
    #if CANARIES
      if let canary { conditions = "--canary \(canary.canary.name)" }
    #endif
    let command = "pump-soak --seeds \(seeds.text)" + (conditions.isEmpty ? "" : " \(conditions)")
    let wanted = ShardResult(
      .seeds, by: .ofThisProgram(version: ProgramVersion.number, lives: Soak.fingerprint),
      command: command, conditions: conditions, campaign: seeds, shard: shard)
    guard let wanted else { throw ExitCode(ProgramExitStatus.usage.rawValue) }
    return wanted
  }

  private func liveOne(_ seed: UInt64) throws {
    let scope = scope(seed)
    if !json { try print("seed \(seed): \(Soak.description(of: scope))\n") }
    let life = Soak.live(scope, isTraced: trace || page != nil)
    let again = Soak.live(scope)
    try write(life, of: scope)
    for line in trace ? life.trace : [] { try CommandEntry.print(line + "\n", as: PumpSoak.name) }
    let isSame = again.hash == life.hash
    if json {
      try print(try SoakFindings.Single(scope, life, isSame: isSame).json())
    } else {
      let result = life.failure.map(SoakFindings.words) ?? "everything held"
      try print(
        "\(result)\nfingerprint \(life.hash)\(isSame ? "" : ", and another one the second time")\n")
    }
    if life.failure != nil || !isSame { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  // MARK: The page

  /// Seeds are lived side by side: the first that failed is the one with the lowest number.
  private func writePage(of failed: [UInt64]) throws {
    guard page != nil, let first = failed.min() else { return }
    let scope = scope(first)
    try write(Soak.live(scope, isTraced: true), of: scope)
  }

  private func write(_ life: Soak.Life, of scope: LifeScope) throws {
    try recordingPage.write(SoakFindings.chapters(life, of: scope))
  }

  private var recordingPage: RecordingPage {
    RecordingPage(page) { status, words in
      StandardStreams.error("\(PumpSoak.name): \(words)\n")
      return ExitCode(status.rawValue)
    }
  }

  private func print(_ result: String) throws {
    try CommandEntry.print(result, json: json, as: PumpSoak.name)
  }

  /// The life of a seed as it was asked for.
  func scope(_ seed: UInt64) -> LifeScope {
    var scope = LifeScope(seed: seed)
    scope.without = without.classes
    scope.events = events
    scope.dropped = drop.numbers
    scope.turns = turns.turns
    #if CANARIES
      scope.canary = canary?.canary
    #endif
    return scope
  }
}
