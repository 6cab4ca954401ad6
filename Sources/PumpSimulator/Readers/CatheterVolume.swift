import PumpText
import Quantities

/// What a catheter holds, as it is typed: a volume, or a length and the volume of a length.
enum CatheterVolume {
  /// Such as `0.132 mL`, or `60 cm of 0.0022 mL/cm`, in whole nanolitres rounded down.
  static func parse(_ text: String) throws(QuantityError) -> Nanolitres {
    let parts = text.split(separator: " of ")
    guard parts.count == 2 else { return try QuantityText.volume(text) }
    // A length is in hundredths of a millimetre, of which a centimetre has a thousand.
    let length = try ProfileText.length(String(parts[0]))
    let perCentimetre = try ProfileText.volumePerCentimetre(String(parts[1]))
    return Nanolitres(rawValue: length * perCentimetre / 1000)
  }
}
