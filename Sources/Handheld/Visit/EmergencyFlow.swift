package import Clinic
import ClinicText
import PumpText
import Telemetry
package import VerbOutput

/// Calls for the emergency at a pump, over a connection of its own and without a key.
package struct EmergencyFlow {
  private let place: PumpPlace
  private let card: String?
  private let yes: Yes?

  /// - Parameters:
  ///   - card: The path of the card of the pump that is meant, if there is one: then another is
  ///     not called at. A card that cannot be read keeps nobody from calling.
  ///   - yes: The answer to the question, when it was given beforehand.
  package init(place: PumpPlace, card: String?, yes: Yes?) {
    self.place = place
    self.card = card
    self.yes = yes
  }

  /// Asks, and calls until the pump answers.
  package func run() throws -> EmergencyResult {
    let visit = try Visit(identifying: place)
    try check(visit.identity)
    let agreed = try visit.confirm(
      EmergencyPreview(pump: visit.identity).words, question: "Go to minimum rate now?", yes: yes)
    try EmergencyCall.make(over: visit.connection, agreed)
    return EmergencyResult(pump: PumpJSON(visit.identity), face: place.face)
  }

  private func check(_ identity: Identity) throws {
    guard let card, let meant = try? CardReader.read(card),
      PumpMismatch(emergencyAt: identity, cardSerial: ShortText(string: meant.serial)) != nil
    else { return }
    throw ProgrammerError(
      .configuration,
      "the card is for pump \(meant.serial), and pump \(identity.serial.string) answered. Nothing "
        + "was changed. If this is the right patient all the same, call without a card: "
        + "\(.callWithoutCard)")
  }
}

/// A pump that went to its minimum rate.
package struct EmergencyResult: VerbResult {
  let pump: PumpJSON
  let face: Face

  private struct JSON: Encodable {
    let order = "emergency"
    let pump: PumpJSON
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { JSON(pump: pump) }
  package var words: String {
    """
    done: \(pump.model) \(pump.serial) gives at most its minimum rate; a bolus or prime that ran \
    has ended. Watch the patient for withdrawal. A clinician with the card of this pump gets the \
    therapy back with \(face.words(.resume))

    """
  }
}
