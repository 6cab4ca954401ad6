import ArgumentParser
import Clinic
import ClinicText
import Console
import Handheld
import PumpText
import Quantities
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
      "Only entries of a kind, such as alarm_raised; may be repeated.", valueName: "kind"))
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
      let filter = try wanted.filter(now)
      if follow {
        let start = from == nil && last == nil && since.isEmpty ? 10 : last
        var follower = LogFollower(visit: visit, now: now, filter: filter) { entry in
          port.json ? try Verb.show(json: entry) : try Verb.show(entry.line)
        }
        try follower.run(from: from ?? 1, last: start)
        return nil
      }
      let result = try verify ? verified(visit, now, filter, wanted) : read(visit, now, filter)
      holds = !verify || result.holds
      return result
    }
    if !holds { throw ExitCode(ProgramExitStatus.refused.rawValue) }
  }

  private func read(_ visit: Visit, _ now: Interrogation, _ filter: LogFilter) throws -> LogResult {
    // A count of entries of some kinds only cannot be turned into a place in the log.
    let isPlain = kind.isEmpty && until.isEmpty
    let collection = try visit.log.entries(from: from ?? 1, last: isPlain ? last : nil)
    return LogResult(
      collection: collection, entries: shown(collection, now, filter), face: .commandLine)
  }

  private func verified(
    _ visit: Visit, _ now: Interrogation, _ filter: LogFilter, _ wanted: Wanted
  ) throws -> LogResult {
    let collection = try visit.log.check()
    let hasFilter = from != nil || last != nil || filter != LogFilter()
    return LogResult(
      collection: collection, entries: hasFilter ? shown(collection, now, filter) : [],
      isVerified: true,
      account: LogAccount(collection.entries, now: now, strokeNanolitres: wanted.stroke),
      face: .commandLine)
  }

  private func shown(
    _ collection: LogCollection, _ now: Interrogation, _ filter: LogFilter
  ) -> [LogEntryJSON] {
    let clock = LogClock(collection.entries, now: now)
    let entries = collection.entries.filter {
      $0.entry.sequence >= from ?? 1 && filter.admits($0.entry, clock.clock(of: $0.entry))
    }
    return entries.suffix(last ?? entries.count).map { LogEntryJSON($0, clock) }
  }

  // MARK: The arguments

  /// What the options ask for, before the pump's clock is known.
  struct Wanted {
    var kinds: Set<LogKind> = []
    var since: LogMoment?
    var until: LogMoment?
    var stroke: UInt64?

    func filter(_ now: Interrogation) throws -> LogFilter {
      func bound(_ moment: LogMoment?) throws -> LogBound? {
        guard let moment else { return nil }
        if let bound = moment.bound(now) { return bound }
        throw ProgrammerError(
          .usage, "the pump's clock was never set; say how long ago, for example 2 days")
      }
      return LogFilter(kinds: kinds, since: try bound(since), until: try bound(until))
    }
  }

  private func wanted() throws -> Wanted {
    var wanted = Wanted()
    wanted.since = try Self.moment(since, timeOfDay: "00:00:00")
    wanted.until = try Self.moment(until, timeOfDay: "23:59:59")
    for name in kind {
      guard let known = LogKind.all.first(where: { $0.name == name.replacing("-", with: "_") })
      else {
        let names = LogKind.all.map(\.name).joined(separator: ", ")
        throw ValidationError("“\(name.shown)” is no kind of entry; there are \(names).")
      }
      wanted.kinds.insert(known)
    }
    guard !stroke.isEmpty else { return wanted }
    do throws(QuantityError) {
      wanted.stroke = try QuantityText.volume(stroke.joined(separator: " ")).rawValue
    } catch {
      throw ValidationError("\(error.words(.commandLine)). Nothing was sent.")
    }
    if wanted.stroke == 0 { throw ValidationError("A stroke moves more than nothing.") }
    return wanted
  }

  /// A moment as an argument; a date without a time is that day's `timeOfDay`.
  private static func moment(_ words: [String], timeOfDay: String) throws -> LogMoment? {
    guard !words.isEmpty else { return nil }
    let text = words.joined(separator: " ")
    return try ArgumentText.read { () throws(QuantityError) in
      if text.contains(":") { return .clock(try QuantityWords.parseClock(text)) }
      let isDate = text.count { $0 == "-" } == 2 && text.first?.isNumber == true
      if isDate { return .clock(try QuantityWords.parseClock("\(text) \(timeOfDay)")) }
      return .ago(try QuantityText.duration(text))
    }
  }
}
