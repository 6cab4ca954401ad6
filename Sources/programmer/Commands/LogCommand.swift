import ArgumentParser
import ClinicText
import Handheld
import PumpText
import Telemetry

/// `programmer log`.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Read the pump's event log, and check it.",
    discussion: """
      What the archive has already is not read again; the chain of the log shows whether it is \
      the pump's. Where entries are missing or damaged it is said which.

      A moment is a time of the pump's clock as it is printed beside the entries, \
      2026-03-02 08:00, or how long ago, 2 days. A date alone is the whole day: since its \
      midnight, or until its end.

      --verify reads every entry from the pump, recomputes the chain, compares it with the \
      archive, and holds the doses in it against the pump's counters. The exit code is 1 when it \
      does not hold. --follow prints entries as they come until it is interrupted or nobody reads \
      them any more; with --json it prints one object per line. It goes on when the pump restarts. \
      It keeps the port to itself; who wants the port meanwhile is told the process that has it.

      Example: programmer log --since 2026-03-02 --kind alarm_raised
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only entries from a moment on.", valueName: "moment"))
  var since: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only entries up to a moment.", valueName: "moment"))
  var until: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only entries of a kind, such as alarm_raised; may be repeated.", valueName: "kind"),
    completion: .list(LogKind.all.map(\.name)))
  var kind: [String] = []

  @Option(help: ArgumentHelp("Only so many of the newest entries.", valueName: "count"))
  var last: Int?

  @Option(help: ArgumentHelp("Only entries from a sequence number on.", valueName: "sequence"))
  var from: UInt32?

  @Flag(help: "Go on printing entries as they come.")
  var follow = false

  @Flag(help: "Check the whole log. Filters then only choose what is printed.")
  var verify = false

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The volume of a stroke of this pump, for --verify; it is worked out otherwise.",
      valueName: "volume"))
  var stroke: [String] = []

  @OptionGroup var port: PortOptions

  func validate() throws {
    _ = try wanted()
    if follow && verify {
      throw ValidationError("--follow and --verify exclude each other. Nothing was sent.")
    }
    if let last, last < 0 { throw ValidationError("--last is a count. Nothing was sent.") }
    if from == 0 { throw ValidationError("Entries are numbered from 1 on. Nothing was sent.") }
  }

  func run() throws {
    let wanted = try wanted()
    var holds = true
    try Verb.run(port) { access in
      let visit = try Visit.begin(access)
      defer { visit.end() }
      let now = try visit.interrogate()
      if follow {
        try wanted.follow(visit, now) { entry in
          port.json ? try VerbRun.show(json: entry) : try VerbRun.show(entry.line)
        }
        return nil
      }
      guard verify else { return try wanted.read(visit, now) }
      let result = try wanted.verify(visit, now)
      holds = result.holds
      return result
    }
    if !holds { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  /// What the options ask for.
  private func wanted() throws -> LogWanted {
    try ArgumentText.read { () throws(QuantityError) in
      try LogWanted(
        kinds: kind, since: since.joined(separator: " "), until: until.joined(separator: " "),
        from: from, last: last, stroke: stroke.joined(separator: " "))
    }
  }
}
