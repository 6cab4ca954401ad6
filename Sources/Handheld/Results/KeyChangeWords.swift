import Clinic
import PumpText
import Quantities
import Telemetry

extension KeyChangePreview {
  /// What is shown before the key is changed that a card holds.
  func words(card path: String) -> String {
    var preview = OrderPreview()
    preview.add("pump", "\(pump.model.string) \(pump.serial.string)")
    preview.add(
      "key", "of the \(role.name): a new one, drawn by chance, takes the place of the old one")
    preview.add("card", "\(path) is written anew; copies of it no longer open the pump")
    preview.add("therapy", "goes on unchanged")
    return preview.text
  }
}
