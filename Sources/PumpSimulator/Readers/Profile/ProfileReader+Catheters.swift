import PumpFirmware
import PumpText
import Quantities
import Telemetry

/// The catheters whose volumes a pump knows. Spec: bench.md, "Pump profile".
extension ProfileReader {
  /// The models of a section; none where it has none, and `nil` where one of them is wrong.
  func models(of section: ProfileSection) -> CatheterModels? {
    var models = CatheterModels()
    if section.has("length_tolerance") {
      guard let tolerance = section.read("length_tolerance", QuantityText.millimetres) else {
        return nil
      }
      models.tolerance = UInt16(clamping: tolerance)
    }
    guard section.has("models") else { return models }
    guard
      let lists = section.readLists(
        "models", name: ProfileText.catheterName, { text throws(QuantityError) in text })
    else { return nil }
    for list in lists {
      guard let model = model(list.name, list.items, at: list.place, section) else { return nil }
      guard models.add(model) else {
        section.note(
          "a pump knows at most \(CatheterModels.capacity) models of catheters", at: list.place)
        return nil
      }
    }
    return models
  }

  private func model(
    _ name: ShortText<8>, _ items: [String], at place: ProfileSection.Place,
    _ section: ProfileSection
  ) -> CatheterModel? {
    guard items.count == 2 else {
      section.note(
        "a catheter has a length and a volume of a length, as [90 cm, 0.0022 mL/cm]", at: place)
      return nil
    }
    do throws(QuantityError) {
      let stock = try QuantityText.millimetres(items[0])
      let volume = try ProfileText.volumePerCentimetre(items[1])
      guard stock > 0, (1...UInt64(Self.widest)).contains(volume) else {
        section.note(
          "a catheter is longer than nothing and holds up to 0.02 mL/cm", at: place)
        return nil
      }
      return CatheterModel(
        name: name, stockMillimetres: UInt16(clamping: stock),
        nanolitresPerCentimetre: UInt16(clamping: volume))
    } catch {
      section.note(error.words(.help), at: place)
      return nil
    }
  }

  /// The most that a centimetre of a catheter is believed to hold, in nL.
  private static let widest = 20_000
}

extension ProfileText {
  /// The name of a catheter's model: 1 to 8 plain characters.
  static func catheterName(_ text: String) throws(QuantityError) -> ShortText<8> {
    guard let name = ShortText<8>(string: text), name.count > 0 else {
      throw QuantityError("“\(text)” is no name of a model; it has 1 to 8 plain characters")
    }
    return name
  }
}
