import FoundationEssentials
import Glibc
import PumpText
import SerialLink
import Telemetry

/// The implant card as a file that only its owner may read.
enum CardFile {
  /// Reads a card; `nil` when there is none.
  static func read(_ path: String) throws -> ImplantCard? {
    guard let file = try RawFile.open(path, writing: false) else { return nil }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw SimulatorError(
        .configuration, "\(path): the implant card cannot be read; nothing was changed")
    }
    guard let text = FileText.text(data),
      let card = try? JSONDecoder().decode(ImplantCard.self, from: Data(text.utf8))
    else {
      throw SimulatorError(.data, "\(path): this is no implant card; nothing was changed")
    }
    if let fault = card.fault {
      throw SimulatorError(.data, "\(path): the implant card cannot be used, for \(fault)")
    }
    try file.checkSecrecy("the keys to the pump are on it")
    return card
  }

  /// Writes a card that was not there before, and waits for the disk unless told.
  static func write(_ card: ImplantCard, to path: String, waits: Bool = true) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    var bytes = Array(try encoder.encode(card))
    bytes.append(UInt8(ascii: "\n"))
    _ = try RawFile.create(path, contents: bytes, waits: waits)
  }

  /// A card for a new pump. The generator decides serial number and keys.
  static func make(
    model: String, serial: String?, using generator: inout some RandomNumberGenerator
  ) -> ImplantCard {
    let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    let tail = String((0..<6).map { _ in letters[Int.random(in: 0..<32, using: &generator)] })
    let prefix = String(model.filter { $0.isLetter || $0.isNumber }.prefix(5))
    return ImplantCard(
      model: model, serial: serial ?? "\(prefix)-\(tail)",
      keys: ImplantCard.Keys(
        clinician: AsconBlock(from: &generator).hexadecimal,
        patient: AsconBlock(from: &generator).hexadecimal))
  }
}
