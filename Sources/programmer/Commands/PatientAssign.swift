import ArgumentParser
import CommandEntry
import Handheld
import PumpText
import YamlFiles

/// `programmer patient assign`.
struct PatientAssign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Say which pump and catheter a patient has, or had.",
    discussion: """
      Called again for the same pump it changes what was said, and with --explanted ends it. A \
      pump that takes another's place is assigned beside it; all of them are the patient's \
      history. The catheter is the one that the pump was told of by `programmer implant`, \
      unless it is said here.

      Examples:
        programmer patient assign P-017 --implanted 2026-03-02
        programmer patient assign P-017 --catheter PL-C22 \\
          --length 60 cm --trimmed 30 cm --tip T10
        programmer patient assign P-017 --explanted 2026-03-02
      """)

  @Argument(help: ArgumentHelp("The patient's code.", valueName: "code"))
  var code: String

  @Option(
    help: ArgumentHelp("The pump (that of the implant card).", valueName: "serial"))
  var pump: String?

  @Option(
    help: ArgumentHelp("The implant card ($PUMPLINK_CARD).", valueName: "file"), completion: .file()
  )
  var card: String?

  @Option(help: ArgumentHelp("When it was implanted (today), as 2026-03-02.", valueName: "day"))
  var implanted: String?

  @Option(help: ArgumentHelp("When it was explanted.", valueName: "day"))
  var explanted: String?

  @Option(help: ArgumentHelp("The catheter's model.", valueName: "model"))
  var catheter: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("How much of the catheter was implanted.", valueName: "length"))
  var length: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("How much of it was cut off.", valueName: "length"))
  var trimmed: [String] = []

  @Option(help: ArgumentHelp("Where its tip lies, as T10.", valueName: "level"))
  var tip: String?

  @Option(
    help: ArgumentHelp("Why, although the trial had no response; it is kept.", valueName: "reason"))
  var despiteTrial: String?

  @OptionGroup var options: ArchiveReadOptions

  func validate() throws {
    _ = try RecordArgument.read(code, RecordText.code)
    _ = try change()
  }

  private func change() throws -> DeviceChange {
    try RecordArgument.read { () throws(QuantityError) in
      if let pump { _ = try RecordText.label(pump, "a pump's serial number") }
      return try DeviceChange(
        implanted: implanted, explanted: explanted, catheter: catheter,
        length: length.isEmpty ? nil : length.joined(separator: " "),
        trimmed: trimmed.isEmpty ? nil : trimmed.joined(separator: " "),
        tip: tip, despiteTrial: despiteTrial)
    }
  }

  func run() throws {
    let code = try RecordArgument.read(code, RecordText.code)
    try Verb.run(json: options.json) {
      var change = try change()
      let serial: String
      if let pump {
        serial = pump
      } else {
        let onCard = try ImplantedPump.onCard(card ?? Settings.value(.card))
        serial = onCard.serial
        change.model = onCard.model
      }
      let archive = try options.open()
      let device = try archive.assign(pump: serial, to: code, change)
      return DeviceResult(code: try archive.patient(code).code, device: device)
    }
  }
}
