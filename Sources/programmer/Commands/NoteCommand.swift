import ArgumentParser
import Clinic
import Handheld
import PumpText

/// `programmer note`.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Enter a note about a patient into the archive.",
    discussion: """
      It is about the patient who has the pump of the implant card, unless another is named. It \
      stays in the archive, and no pump is told of it.

      Example: programmer note "sleeps through, no spasms at night" --patient P-017
      """)

  @Argument(help: ArgumentHelp("The note.", valueName: "text"))
  var text: String

  @OptionGroup var subject: SubjectOptions

  func validate() throws { _ = try RecordArgument.read(text, RecordText.note) }

  func run() throws {
    let text = try RecordArgument.read(text, RecordText.note)
    try Verb.run(json: subject.archive.json) {
      let moment = try subject.moment()
      let patient = try subject.archive.open().addNote(
        text, about: subject.subject(), visit: subject.visit, at: moment)
      return NoteResult(code: patient.code, at: moment)
    }
  }
}

/// `programmer assess`.
struct AssessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess", abstract: "Enter what was found in a patient into the archive.",
    discussion: """
      Tone on the Ashworth scale: 0, 1, 1+, 2, 3 or 4, or a mean of several muscles to the tenth. \
      Spasms on Penn's scale: 0 none, 1 when provoked, 2 less than one in an hour, 3 more than \
      one, 4 more than ten. It is shown beside the dose, and changes none.

      Example:
        programmer assess --ashworth-legs 2 --ashworth-arms 1+ --spasms 1 \\
          --patient P-017
      """)

  @Option(help: ArgumentHelp("Tone, without a word where.", valueName: "grade"))
  var ashworth: String?

  @Option(help: ArgumentHelp("Tone of the legs.", valueName: "grade"))
  var ashworthLegs: String?

  @Option(help: ArgumentHelp("Tone of the arms.", valueName: "grade"))
  var ashworthArms: String?

  @Option(help: ArgumentHelp("How often there are spasms, by Penn.", valueName: "score"))
  var spasms: String?

  @OptionGroup var subject: SubjectOptions

  func validate() throws {
    if try findings().isEmpty {
      throw ValidationError(
        "Say what was found: --ashworth, --ashworth-legs, --ashworth-arms or --spasms. Nothing "
          + "was entered.")
    }
  }

  private func findings() throws -> Findings {
    try RecordArgument.read { () throws(QuantityError) in
      try Findings(ashworth: ashworth, legs: ashworthLegs, arms: ashworthArms, spasms: spasms)
    }
  }

  func run() throws {
    try Verb.run(json: subject.archive.json) {
      let (patient, found) = try subject.archive.open().addFindings(
        findings(), about: subject.subject(), visit: subject.visit, at: subject.moment())
      return AssessmentResult(code: patient.code, found: found)
    }
  }
}
