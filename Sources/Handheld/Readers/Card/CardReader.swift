import ClinicText
import FoundationEssentials
package import PumpText

/// Reads the implant card.
package enum CardReader {
  package static func read(_ path: String) throws -> ImplantCard {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProgrammerError(
        .configuration,
        "\(path): there is no implant card that can be read; nothing was sent and the therapy goes "
          + "on. The pump talks only to those who have a key on its card; when nobody has it and "
          + "the patient is in danger, see \(.readEmergencyHelp)")
    }
    guard let text = FileText.text(data),
      let card = try? JSONDecoder().decode(ImplantCard.self, from: Data(text.utf8))
    else {
      throw ProgrammerError(
        .data, "\(path): this is no implant card; nothing was sent and the therapy goes on")
    }
    if let fault = card.fault {
      throw ProgrammerError(
        .data,
        "\(path): the implant card cannot be used, for \(fault); nothing was sent and the therapy "
          + "goes on")
    }
    return card
  }
}
