import ArgumentParser
import Clinic
import ClinicText
import Handheld
import PumpText
import Telemetry

/// `programmer patient-bolus`.
struct PatientBolusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patient-bolus",
    abstract: "What the patient may ask for by himself: show it, set it, turn it off, ask for it.",
    discussion: """
      It is off unless a clinician turns it on.

      Examples:
        programmer patient-bolus
        programmer patient-bolus set 10 mcg --over 5 min \\
          --lockout 4 h --maximum-per-day 3
        programmer patient-bolus off
        programmer patient-bolus request --role patient
      """,
    subcommands: [
      ShowPatientBolusCommand.self, SetPatientBolusCommand.self, PatientBolusOffCommand.self,
      RequestPatientBolusCommand.self,
    ],
    defaultSubcommand: ShowPatientBolusCommand.self)
}

/// `programmer patient-bolus show`.
struct ShowPatientBolusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show the settings, and what was used of them.",
    discussion: "Example: programmer patient-bolus show")

  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.read(port) { PatientBolusResult(report: try $0.patientBolus()) }
  }
}

/// `programmer patient-bolus set`.
struct SetPatientBolusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Turn the patient bolus on, or change it.",
    discussion: """
      Example:
        programmer patient-bolus set 10 mcg --over 5 min \\
          --lockout 4 h --maximum-per-day 3
      """)

  @Argument(help: ArgumentHelp("The dose of each, for example 10 mcg.", valueName: "dose"))
  var dose: [String]

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The time each is given in, for example 5 min.", valueName: "time"))
  var over: [String]

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "From the beginning of one to the earliest beginning of the next, for example 4 h.",
      valueName: "time"))
  var lockout: [String]

  @Option(
    help: ArgumentHelp(
      "How many may begin in any 24 hours, 1 to \(PatientBolus.mostPerDay).", valueName: "count"))
  var maximumPerDay: UInt8

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var port: PortOptions

  func validate() throws { _ = try wanted() }

  func run() throws {
    let wanted = try self.wanted()
    try Verb.run(port) { access in
      try ChangeFlow(access: access, given: try consent.given(change), indication: nil).run(
        ChangeWanted(
          .patientBolus(.on(wanted)), overridesSoftLimits: limits.overrideSoftLimits))
    }
  }

  private func wanted() throws -> PatientBolus {
    try ArgumentText.read { () throws(QuantityError) in
      try PatientBolusText.read(
        dose: dose.joined(separator: " "), over: over.joined(separator: " "),
        lockout: lockout.joined(separator: " "), maximumPerDay: maximumPerDay)
    }
  }
}

/// `programmer patient-bolus off`.
struct PatientBolusOffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "off", abstract: "Turn the patient bolus off.",
    discussion: "Example: programmer patient-bolus off")

  @OptionGroup var change: ChangeOptions
  @OptionGroup var consent: ConsentOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    try Verb.run(port) { access in
      try ChangeFlow(access: access, given: try consent.given(change), indication: nil).run(
        ChangeWanted(.patientBolus(.off)))
    }
  }
}
