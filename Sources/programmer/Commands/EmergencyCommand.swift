import ArgumentParser
import Clinic
import ClinicText
import FoundationEssentials
import Handheld
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry
import VerbOutput

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

  struct Result: VerbResult {
    let pump: PumpJSON

    struct JSON: Encodable {
      let order = "emergency"
      let pump: PumpJSON
    }

    var outcome: VerbAnswer.Outcome { .done }
    var json: any Encodable { JSON(pump: pump) }

    var words: String {
      """
      done: \(pump.model) \(pump.serial) gives at most its minimum rate; a bolus or prime that ran \
      has ended. Watch the patient for withdrawal. A clinician with the card of this pump gets the \
      therapy back with `programmer resume`

      """
    }
  }

  func run() throws {
    try Verb.run(json: port.json) {
      let visit = try Visit(identifying: port)
      try check(visit.identity)
      let agreed = try visit.confirm(
        EmergencyPreview(pump: visit.identity).words, question: "Go to minimum rate now?",
        yes: change.given)
      try EmergencyCall.make(over: visit.connection, agreed)
      return Result(pump: PumpJSON(visit.identity))
    }
  }

  /// A card is not needed, but one that was given says which pump is meant.
  private func check(_ identity: Identity) throws {
    let path = port.card ?? Environment.value("PUMPLINK_CARD") ?? ""
    guard !path.isEmpty, let card = try? CardReader.read(path),
      PumpMismatch(emergencyAt: identity, cardSerial: ShortText(string: card.serial)) != nil
    else { return }
    throw ProgrammerError(
      .configuration,
      "the card is for pump \(card.serial), and pump \(identity.serial.string) answered. Nothing "
        + "was changed. If this is the right patient all the same, call without a card: no --card, "
        + "and PUMPLINK_CARD empty")
  }
}
