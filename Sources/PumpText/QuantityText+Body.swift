/// Quantities of a patient and of a catheter.
extension QuantityText {
  /// The lightest and the heaviest patient that is believed, in g.
  package static let weights: ClosedRange<UInt64> = 500...400_000
  /// The longest catheter that is believed, in mm.
  package static let longest: UInt64 = 2000

  /// A patient's weight, in g: `kg`, `g`; from 500 g to 400 kg.
  package static func grams(_ text: String) throws(QuantityError) -> UInt32 {
    let value = try scaled(
      text, as: "a weight", example: "70 kg", units: [("kg", 1000), ("g", 1)])
    guard weights.contains(value) else {
      throw QuantityError(
        "\(quoted(text)) is no patient's weight; it is between 500 g and 400 kg")
    }
    return UInt32(value)
  }

  /// A length of catheter, in mm: `cm`, `mm`; up to 200 cm.
  package static func millimetres(_ text: String) throws(QuantityError) -> UInt32 {
    let value = try scaled(
      text, as: "a length", example: "45 cm", units: [("cm", 10), ("mm", 1)])
    guard value <= longest else {
      throw QuantityError("\(quoted(text)) is longer than any catheter (200 cm)")
    }
    return UInt32(value)
  }
}
