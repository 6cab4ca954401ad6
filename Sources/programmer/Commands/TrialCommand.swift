import ArgumentParser
import Clinic
import CommandEntry
import Handheld
import PumpText

/// `programmer trial`: doses by hand before there is a pump. Needs no pump.
struct TrialCommand: VerbGroup {
  static let configuration = CommandConfiguration(
    commandName: "trial", abstract: "The screening trial before a pump, in the archive.",
    discussion: """
      By the label 50 mcg, then 75, then 100, a day apart, each only when the one before had no \
      effect; observed for 4 to 8 h. What is found meanwhile is entered with `programmer assess`. \
      A dose that helped gives the dose a pump starts with, and `programmer dose --from-trial` \
      programmes it; without a response to 100 mcg no pump is assigned. On a bench `ctl inject` \
      gives the dose to the virtual patient.

      Examples: programmer trial dose P-018 --dose 50 mcg
                programmer trial response P-018 --lasted 6 h
                programmer trial show P-018
      """,
    subcommands: [TrialDose.self, TrialResponse.self, TrialShow.self])
}

/// Whose trial it is.
struct TrialOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The patient's code.", valueName: "code"))
  var code: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("When it was, in UTC (now), as 2026-03-02 08:00.", valueName: "time"))
  var at: [String] = []

  @OptionGroup var archive: ArchiveReadOptions

  func validate() throws { _ = (try patient(), try moment()) }

  func patient() throws -> String { try RecordArgument.read(code, RecordText.code) }

  func moment() throws -> String { try RecordArgument.moment(at) }
}

/// `programmer trial dose`.
struct TrialDose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dose", abstract: "Enter that a screening dose was given by hand.",
    discussion: "Example: programmer trial dose P-018 --dose 50 mcg")

  @Option(parsing: .upToNextOption, help: ArgumentHelp("The dose, as 50 mcg.", valueName: "dose"))
  var dose: [String]

  @OptionGroup var trial: TrialOptions

  func validate() throws { _ = try RecordArgument.read(dose, QuantityText.nanograms) }

  func run() throws {
    let dose = try RecordArgument.read(dose, QuantityText.nanograms) ?? 0
    try Verb.run(json: trial.archive.json) {
      try trial.archive.open().addScreeningDose(dose, of: trial.patient(), at: trial.moment())
    }
  }
}

/// `programmer trial response`.
struct TrialResponse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "response", abstract: "Enter what came of the last screening dose.",
    discussion: "Example: programmer trial response P-018 --lasted 6 h")

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("It helped, for so long.", valueName: "time"))
  var lasted: [String] = []

  @Flag(help: "It had no effect.")
  var none = false

  @OptionGroup var trial: TrialOptions

  func validate() throws {
    guard none == lasted.isEmpty else {
      throw ValidationError("Give --lasted or --none, one of them. Nothing was entered.")
    }
    _ = try response()
  }

  private func response() throws -> ScreeningDose.Response {
    ScreeningDose.Response(
      lastedMinutes: try RecordArgument.read(lasted, RecordText.minutes))
  }

  func run() throws {
    try Verb.run(json: trial.archive.json) {
      try trial.archive.open().addScreeningResponse(
        response(), of: trial.patient(), at: trial.moment())
    }
  }
}

/// `programmer trial show`.
struct TrialShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a trial, and the dose that a pump starts with after it.",
    discussion: "Example: programmer trial show P-018")

  @Argument(help: ArgumentHelp("The patient's code.", valueName: "code"))
  var code: String

  @OptionGroup var options: ArchiveReadOptions

  func run() throws {
    let code = try RecordArgument.read(code, RecordText.code)
    try Verb.run(json: options.json) { try options.open().trial(of: code) }
  }
}
