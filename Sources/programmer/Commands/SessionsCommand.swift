import ArgumentParser
import Clinic
import ClinicText
import CommandEntry
import Handheld
import PumpText
import YamlFiles

/// `programmer sessions`: what the archive holds. Needs no pump.
struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "Look at the archive of visits.",
    discussion: """
      Every visit is recorded: what was read, staged, confirmed and ordered, how it ended, and \
      what went over the wire. Each order is stored before it is sent, so that after a crash the \
      next visit finds out what became of it before it gives another.

      Examples:
        programmer sessions
        programmer sessions show 12
        programmer sessions show 12 --wire | programmer decode -
        programmer sessions history --pump PL40-7QXFDY
        programmer sessions settle 31 --as not-done \\
          --reason "no bolus in the pump's log"
      """,
    subcommands: [
      SessionsList.self, SessionsShow.self, SessionsHistory.self, SessionsSettle.self,
    ], defaultSubcommand: SessionsList.self)
}

/// What every verb on the archive takes.
struct ArchiveReadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The archive of visits ($PUMPLINK_ARCHIVE; else pumplink/archive.sqlite under XDG data).",
      valueName: "file"), completion: .file())
  var archive: String?

  @Flag(help: "Print the result as one JSON object.")
  var json = false

  func open() throws -> Archive { try Archive.open(path, mustExist: true) }

  /// For what can be entered before the first visit.
  func openOrMake() throws -> Archive { try Archive.open(path) }

  private var path: String { Archive.path(archive, named: Settings.value(named:)) }
}

/// `programmer sessions list`.
struct SessionsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List visits, newest first.",
    discussion: "Example: programmer sessions list --last 5")

  @Option(help: ArgumentHelp("Only visits to one pump.", valueName: "serial"))
  var pump: String?

  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var last = 20

  @OptionGroup var options: ArchiveReadOptions

  func validate() throws {
    if last < 0 { throw ValidationError("--last is a count. Nothing was read.") }
  }

  func run() throws {
    try Verb.run(json: options.json) {
      SessionsResult(try options.open().sessions(serial: pump, last: last))
    }
  }
}

/// `programmer sessions show`.
struct SessionsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one visit, or the bytes that went over the wire in it.",
    discussion: "Example: programmer sessions show 12")

  @Argument(help: ArgumentHelp("The visit's number.", valueName: "id"))
  var id: Int64

  @Flag(help: "Print the bytes on the wire as a capture that `programmer decode` reads.")
  var wire = false

  @OptionGroup var options: ArchiveReadOptions

  func run() throws {
    try Verb.run(json: options.json) {
      let archive = try options.open()
      guard let found = try archive.session(id) else {
        throw ProgrammerError(.data, "\(archive.path): there is no visit \(id)")
      }
      if wire { return WireResult(try archive.wire(of: id)) }
      return SessionResult(found.summary, found.orders, found.readings)
    }
  }
}

/// `programmer sessions history`.
struct SessionsHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Doses and refills of each patient, as they were ordered.",
    discussion: "Example: programmer sessions history")

  @Option(help: ArgumentHelp("Only the patient with this pump.", valueName: "serial"))
  var pump: String?

  @OptionGroup var options: ArchiveReadOptions

  func run() throws {
    try Verb.run(json: options.json) {
      try options.open().pumpHistory(serial: pump)
    }
  }
}

/// `programmer sessions settle`.
struct SessionsSettle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Answer for an order of which the pump cannot tell whether it was carried out.",
    discussion: """
      Only a person who compared the therapy with what was meant can do this. The reason is kept \
      with the order. A visit settles by itself what the pump's status or log can tell.

      Example: programmer sessions settle 12 --as done --reason "the status shows it"
      """)

  enum Answer: String, ExpressibleByArgument, CaseIterable {
    case done
    case notDone = "not-done"

    var fate: OrderFate { self == .done ? .done : .notDone }
  }

  @Argument(help: ArgumentHelp("The order's number.", valueName: "id"))
  var id: Int64

  @Option(name: .customLong("as"), help: "What became of it: done or not-done.")
  var answer: Answer

  @Option(help: ArgumentHelp("How you know.", valueName: "text"))
  var reason: String

  @OptionGroup var change: ChangeOptions
  @OptionGroup var options: ArchiveReadOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason says how you know.") }
  }

  func run() throws {
    try Verb.run(json: options.json) {
      try SettlementFlow(
        archive: options.open(), order: id, fate: answer.fate, reason: reason, yes: change.given
      ).run()
    }
  }
}
