import ArgumentParser
import Handheld

/// `programmer history`.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Every order, reading and finding of a patient, across all pumps.",
    discussion: """
      Without a patient it is that of everybody, and of pumps that are nobody's. With --csv it is \
      a table for other programs: RFC 4180, times in UTC, units in the names of its columns. \
      Times are the computer's; what the pump's own clock showed at that visit stands behind \
      them. Readings that follow each other and say the same are told once, but in the table.

      Examples: programmer history P-017
                programmer history P-017 --csv
      """)

  @Argument(help: ArgumentHelp("Only the patient of this code.", valueName: "code"))
  var patient: String?

  @Option(help: ArgumentHelp("Only this pump, whoever had it.", valueName: "serial"))
  var pump: String?

  @Flag(help: "Print a table of comma-separated values.")
  var csv = false

  @OptionGroup var options: ArchiveReadOptions

  func validate() throws {
    if csv && options.json { throw ValidationError("--csv and --json exclude each other.") }
    if patient != nil && pump != nil {
      throw ValidationError("Name a patient or a pump, not both.")
    }
    _ = try subject()
  }

  private func subject() throws -> HistorySubject {
    if let patient { return .patient(try RecordArgument.read(patient, RecordText.code)) }
    return pump.map(HistorySubject.pump) ?? .everybody
  }

  func run() throws {
    try Verb.run(json: options.json) {
      let rows = try options.open().rows(of: subject())
      guard csv else { return HistoryResult(rows) }
      _ = try VerbRun.show(table: HistoryTable.text(rows))
      return nil
    }
  }
}
