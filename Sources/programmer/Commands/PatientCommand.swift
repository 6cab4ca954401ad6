import ArgumentParser
import Clinic
import Handheld
import PumpText

/// `programmer patient`: who the patients are. Needs no pump.
struct PatientCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patient", abstract: "Patients and the pumps they have, in the archive.",
    discussion: """
      What is entered here stays in the archive: no pump is told anything about a patient, and \
      nothing of it goes over the line. A code does as well as a name.

      Examples: programmer patient add P-018 --indication spinal --weight 70 kg
                programmer patient assign P-018 --pump PL40-7QXFDY --tip T10
                programmer patient show P-018
      """,
    subcommands: [
      PatientAdd.self, PatientList.self, PatientShow.self, PatientEdit.self, PatientAssign.self,
    ], defaultSubcommand: PatientList.self)
}

/// What may be known of a patient.
struct PatientFactOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What the patient is treated for.", valueName: "indication"))
  var indication: Indication?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The weight with its unit, as 70 kg.", valueName: "weight"))
  var weight: [String] = []

  func validate() throws { _ = try change() }

  func change() throws -> PatientChange {
    var change = PatientChange()
    change.indication = indication?.rawValue
    change.grams = try RecordArgument.read(weight, QuantityText.grams)
    return change
  }
}

/// `programmer patient add`.
struct PatientAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Take a patient up.",
    discussion: "Example: programmer patient add P-017 --indication spinal --weight 70 kg")

  @Argument(help: ArgumentHelp("A code or name that no other patient has.", valueName: "code"))
  var code: String

  @OptionGroup var facts: PatientFactOptions
  @OptionGroup var options: ArchiveReadOptions

  func validate() throws { _ = try RecordArgument.read(code, RecordText.code) }

  func run() throws {
    let code = try RecordArgument.read(code, RecordText.code)
    try Verb.run(json: options.json) {
      PatientResult(try options.openOrMake().addPatient(code, facts.change()))
    }
  }
}

/// `programmer patient list`.
struct PatientList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List patients by their codes.",
    discussion: "Example: programmer patient list")

  @OptionGroup var options: ArchiveReadOptions

  func run() throws {
    try Verb.run(json: options.json) { PatientsResult(try options.open().patients()) }
  }
}

/// `programmer patient show`.
struct PatientShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a patient: pumps, catheters, findings and notes.",
    discussion: "Example: programmer patient show P-017")

  @Argument(help: ArgumentHelp("The patient's code.", valueName: "code"))
  var code: String

  @OptionGroup var options: ArchiveReadOptions

  func run() throws {
    let code = try RecordArgument.read(code, RecordText.code)
    try Verb.run(json: options.json) {
      try options.open().record(of: code)
    }
  }
}

/// `programmer patient edit`.
struct PatientEdit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change what is known of a patient.",
    discussion: "Example: programmer patient edit P-017 --weight 68.5 kg")

  @Argument(help: ArgumentHelp("The patient's code.", valueName: "code"))
  var code: String

  @Option(
    name: .customLong("code"),
    help: ArgumentHelp("Another code, which no other patient has.", valueName: "code"))
  var newCode: String?

  @OptionGroup var facts: PatientFactOptions
  @OptionGroup var options: ArchiveReadOptions

  func validate() throws {
    _ = try RecordArgument.read(code, RecordText.code)
    if try change().isEmpty {
      throw ValidationError("Say what changes: --code, --indication or --weight.")
    }
  }

  private func change() throws -> PatientChange {
    var change = try facts.change()
    change.code = try newCode.map { try RecordArgument.read($0, RecordText.code) }
    return change
  }

  func run() throws {
    let code = try RecordArgument.read(code, RecordText.code)
    try Verb.run(json: options.json) {
      PatientResult(try options.open().editPatient(code, change()))
    }
  }
}
