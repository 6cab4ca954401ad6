import ArgumentParser
import BuiltPage
import CommandEntry
import PumpText
import Quantities
import SerialLink
import Soak

/// Lives of a whole pump, each from its seed, with everything that can go wrong; what must always
/// hold is checked after every event.
@main
struct PumpSoak: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pump-soak",
    abstract: "Run seeds through a whole world: pump, programmers, lines, memory and physics.",
    discussion: """
      Faults and orders come first, then a calm in which everything must come to rest; one life in \
      four ends with the pump's being replaced by another, which gets its therapy. A seed that \
      fails prints the command that lives it again, and a shorter one where there is one. \
      `pump-soak --seed 17 --trace` tells a life line by line, and `--page life.html` shows it \
      in a browser.

      Exit codes: 0 all held; 1 something did not; 64 usage; 70 a bug; 74 the result could not be \
      printed; 130 stopped by a signal, what was done until then is printed.
      """)

  static func main() { CommandEntry.begin(Self.self) }

  @Option(help: ArgumentHelp("The seeds to live, both ends included.", valueName: "A..B"))
  var seeds: SeedRange?

  @Option(
    help: ArgumentHelp(
      "The seeds whose hashes are printed, a line each, and nothing else.", valueName: "A..B"))
  var hashes: SeedRange?

  @Option(help: ArgumentHelp("Only one part of the seeds, from 1.", valueName: "i/n"))
  var shard = Shard(part: 1, parts: 1)

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
    if seed == nil, trace || events != nil || !without.classes.isEmpty || !drop.numbers.isEmpty {
      throw ValidationError("--trace, --events, --without and --drop go with --seed")
    }
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs is from 1 to 64") }
    if hashes != nil, page != nil { throw ValidationError("--hashes takes no --page") }
    guard mostFailures > 0 else { throw ValidationError("--most-failures is at least 1") }
    guard (events ?? 1) > 0 else { throw ValidationError("--events is at least 1") }
  }

  func run() throws {
    try withPage { page throws(RecordingPage.Problem) in try RecordingPage.check(for: page) }
    if let seed { return try liveOne(seed) }
    if let hashes {
      let run = HashRun(seeds: hashes, shard: shard, jobs: jobs, scope: { scope($0) })
      return try print(run.live())
    }
    guard let seeds else { return }
    let run = SoakRun(
      seeds: seeds, shard: shard, jobs: jobs, limit: timeLimit?.length, mostFailures: mostFailures,
      scope: { scope($0) })
    let report = try run.live()
    try print(json ? try report.json() : report.text)
    // Seeds are lived side by side: the first is the one with the lowest number.
    if page != nil, let first = report.failures.map(\.seed).min() {
      let scope = scope(first)
      try write(Soak.live(scope, isTraced: true), of: scope)
    }
    if report.isStopped { throw ExitCode(SignalPipe.Signal.interrupt.exitCode) }
    if !report.failures.isEmpty { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  private func liveOne(_ seed: UInt64) throws {
    let scope = scope(seed)
    if !json { try print("seed \(seed): \(Soak.description(of: scope))\n") }
    let life = Soak.live(scope, isTraced: trace || page != nil)
    let again = Soak.live(scope)
    try write(life, of: scope)
    for line in trace ? life.trace : [] { try CommandEntry.print(line + "\n", as: Self.name) }
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

  private static let name = "pump-soak"

  // MARK: The page

  private func write(_ life: Soak.Life, of scope: LifeScope) throws {
    try withPage { page throws(RecordingPage.Problem) in
      try RecordingPage.write(SoakFindings.chapters(life, of: scope), to: page)
    }
  }

  private func withPage(_ body: (String) throws(RecordingPage.Problem) -> Void) throws {
    guard let page else { return }
    do throws(RecordingPage.Problem) {
      try body(page)
    } catch {
      StandardStreams.error("pump-soak: \(error.words)\n")
      throw ExitCode(error.status.rawValue)
    }
  }

  private func print(_ result: String) throws {
    try CommandEntry.print(result, json: json, as: Self.name)
  }

  /// The life of a seed as it was asked for.
  private func scope(_ seed: UInt64) -> LifeScope {
    var scope = LifeScope(seed: seed)
    scope.without = without.classes
    scope.events = events
    scope.dropped = drop.numbers
    #if CANARIES
      scope.canary = canary?.canary
    #endif
    return scope
  }
}
