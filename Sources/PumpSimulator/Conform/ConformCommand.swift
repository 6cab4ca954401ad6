import ArgumentParser
import ClientJudge
import CommandEntry
import PumpText
import Quantities
import SerialLink

/// `PumpFirmwareSim conform`.
struct ConformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conform",
    abstract: "Judge somebody else's programmer: run it against a fresh pump in every case.",
    discussion: """
      Behind -- stands a command that changes the dose of the pump at PUMPLINK_PORT, whose card is \
      PUMPLINK_CARD, to PUMPLINK_WANTED, and then ends. In its words {dose}, {total}, {port}, \
      {card} and {serial} stand for what the case asks for. Each case does something else to it: \
      an answer is lost, the plug is pulled, the pump is another one. It is judged from the pump's \
      side: by its orders, by the therapy afterwards, and by whether what its exit code claims is \
      so. protocol-spec/conformance.md tells each case; --list prints them.

      The exit code is 0 when all cases passed, and 1 when one did not.

      Examples:
        PumpFirmwareSim conform -- programmer dose {dose} --confirm-total {total} --yes
        PumpFirmwareSim conform --only lost-acknowledgement --trace-dir traces -- ./my-client
        PumpFirmwareSim conform --list
      """)

  @Option(
    help: ArgumentHelp("Play this case; may be given again. Default: all.", valueName: "case"),
    completion: .list(ConformanceCase.allCases.map(\.rawValue)))
  var only: [String] = []

  @Option(help: ArgumentHelp("How many cases at a time, 1 to 64.", valueName: "number"))
  var jobs = 8

  @Option(help: ArgumentHelp("What luck, keys and noise begin with.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "How long a case may take, 1 s to 10 min. Default: 30 s.", valueName: "time"))
  var timeLimit: [String] = []

  @Option(
    help: ArgumentHelp(
      "What the command's exit codes claim, where they are not this project's.",
      discussion: """
        Such as done=0,refused=1+2,not-done=3,unknown=75: the codes of each claim that is named. \
        Of the others, and without it, it is the codes of programmer: 0 and 73 done, 1 refused, \
        75 unknown, and 64 to 78 else not done.
        """,
      valueName: "table"))
  var claims: ClaimTable?

  @Option(
    help: ArgumentHelp("Write the verdicts as JUnit's XML.", valueName: "file"),
    completion: .file(extensions: ["xml"]))
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "Write a trace of each case, and what the command said, into this folder.",
      valueName: "folder"), completion: .directory)
  var traceDir: String?

  @Flag(help: "Print the verdicts as one JSON object.")
  var json = false

  @Flag(help: "Print what the cases are, and run nothing.")
  var list = false

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Behind --: the command to judge.", valueName: "command"))
  var command: [String] = []

  func validate() throws {
    if command.isEmpty != list {
      throw ValidationError(
        list
          ? "--list runs no command; leave one of the two out."
          : "What is to be judged? Give a command behind --, or --list.")
    }
    if let unknown = only.first(where: { ConformanceCase(rawValue: $0) == nil }) {
      throw ValidationError("There is no case “\(unknown)”; --list prints them all.")
    }
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs is 1 to 64.") }
    _ = try limit()
    if let junit, junit.isEmpty { throw ValidationError("--junit needs a file.") }
    if let traceDir, traceDir.isEmpty { throw ValidationError("--trace-dir needs a folder.") }
  }

  /// The cases to be played, in their order, each once.
  private var cases: [ConformanceCase] {
    ConformanceCase.allCases.filter { only.isEmpty || only.contains($0.rawValue) }
  }

  private func limit() throws -> Milliseconds {
    if timeLimit.isEmpty { return .seconds(30) }
    let length = try ControlCommand.read(timeLimit, QuantityText.duration)
    guard (.seconds(1) ... .minutes(10)).contains(length) else {
      throw ValidationError("--time-limit is 1 s to 10 min.")
    }
    return length
  }

  func run() throws {
    if list { return try CommandEntry.print(listing(), json: json, as: "PumpFirmwareSim") }
    var code: Int32 = 0
    try CommandExit.reporting(json: json, { _ in "No verdict is told" }) {
      let task = ConformTask(
        cases: cases, command: command, claims: claims ?? ClaimTable(), seed: seed,
        jobs: jobs, limit: try limit())
      let files = try ConformFiles(junit: junit, traceFolder: traceDir)
      code = try ConformRun(task, files, json: json).run()
    }
    if code != 0 { throw ExitCode(code) }
  }

  private func listing() throws -> String {
    if json { return try ConformListJSON(cases).line }
    return cases.map { "\($0.rawValue)\n  \($0.plan.done)\n  It must: \($0.plan.must)" }
      .joined(separator: "\n") + "\n"
  }
}

extension ClaimTable: ExpressibleByArgument {}

/// What is to be played.
struct ConformTask {
  var cases: [ConformanceCase]
  /// The command and its words.
  var command: [String]
  var claims: ClaimTable
  var seed: UInt64
  /// How many at a time.
  var jobs: Int
  /// How long each may take.
  var limit: Milliseconds
}
