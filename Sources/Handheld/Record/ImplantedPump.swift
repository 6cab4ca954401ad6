import ClinicText
import PumpText

/// The pump of an implant card.
package enum ImplantedPump {
  /// The pump of a card. Throws a ``ClinicText/ProgrammerError`` where none is named.
  package static func onCard(_ path: String?) throws -> (serial: String, model: String) {
    guard let path, !path.isEmpty else {
      throw ProgrammerError(
        .usage,
        "Say about whom: name the patient or the pump, or give the pump's implant card "
          + "(\(.giveCard)). Nothing was entered")
    }
    return try KeyCard(reading: path).pump
  }
}
