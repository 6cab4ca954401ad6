import ArgumentParser
import CommandEntry
import Handheld
import YamlFiles

/// `programmer emergency`.
struct EmergencyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "Make the pump go to its minimum rate now. Needs no card, but the head in contact.",
    discussion: """
      For an emergency far from the clinic: an overdose, or a patient whose card nobody has. It \
      can only ever lessen the drug: a running bolus or prime ends, and the pump gives the minimum \
      rate that keeps the catheter open. It does not stop the pump, changes no programme and reads \
      nothing of the therapy. An alarm sounds at once. A clinician with the card undoes it with \
      `programmer resume`.

      A sudden loss of intrathecal baclofen can kill: watch for withdrawal.

      Example: programmer emergency --port /dev/ttyUSB0
      """)

  @OptionGroup var change: ChangeOptions
  @OptionGroup var port: PortOptions

  func run() throws {
    let card = port.card ?? Settings.value(.card) ?? ""
    try Verb.run(json: port.json) {
      try EmergencyFlow(place: port.place(), card: card.isEmpty ? nil : card, yes: change.given)
        .run()
    }
  }
}
