import Foundation
import PumpText

/// Reads the implant card.
enum CardReader {
  static func read(_ path: String) throws -> ImplantCard {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProgrammerError(
        .configuration,
        "\(path): there is no implant card that can be read, and without the keys on it the pump "
          + "tells nothing. Nothing was sent and the therapy goes on; give the card of this pump, "
          + "or see `programmer emergency`")
    }
    guard let card = try? JSONDecoder().decode(ImplantCard.self, from: data) else {
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
