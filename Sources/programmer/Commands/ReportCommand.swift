import ArgumentParser
import Handheld

/// `programmer report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a report of the pump and its therapy as one HTML file.",
    discussion: """
      When the archive knows whose pump it is, the dose over all of the patient's pumps stands \
      beside what was found. A patient is named by --patient with the code; other words stand at \
      the top as they are.

      The file needs no other and prints on A4: programme over the day, reservoir with its alarm \
      date, delivered against programmed, trumpet curve, doses and refills, events.

      A bench can give what it saw with --truth: CSV under a line of names, or one JSON object per \
      line, with therapy_time_s, pumped_nl, patient_pg and, if it has it, programmed_pg. Where \
      there was another drug, lines of JSON as ctl sample prints them tell the drugs apart.

      Examples: programmer report visit.html --patient P-017
                programmer report visit.html --force --patient "J. D., ward 4"
      """)

  @Argument(
    help: ArgumentHelp("The file to write.", valueName: "file.html"),
    completion: .file(extensions: ["html"]))
  var file: String

  @Option(
    help: ArgumentHelp(
      "The patient, by code or in other words, as it is to stand at the top.", valueName: "text"))
  var patient: String?

  @Option(help: ArgumentHelp("What a bench saw.", valueName: "file"), completion: .file())
  var truth: String?

  @Option(help: ArgumentHelp("How many of the newest events to list.", valueName: "count"))
  var events = 40

  @Flag(help: "Replace the file if it is there already, or write into a pipe or a device.")
  var force = false

  @OptionGroup var port: PortOptions

  func validate() throws {
    if file.isEmpty { throw ValidationError("Name the file to write. Nothing was sent.") }
    if events < 0 { throw ValidationError("--events is a count. Nothing was sent.") }
  }

  func run() throws {
    try Verb.run(port) { access in
      try ReportFlow(
        access: access, file: file, isForced: force, about: patient, truth: truth, events: events
      ).run()
    }
  }
}
