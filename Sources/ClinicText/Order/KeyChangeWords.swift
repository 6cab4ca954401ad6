package import Clinic
import PumpText
import Quantities
import Telemetry

extension KeyChangePreview {
  /// What is shown before the key is changed that a card holds.
  package func facts(card path: String) -> [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("pump", "\(pump.model.string) \(pump.serial.string)")
    facts.add(
      "key", "of the \(role.name): a new one, drawn by chance, takes the place of the old one")
    facts.add("card", "\(path) is written anew; copies of it no longer open the pump")
    facts.add("therapy", "goes on unchanged")
    return facts
  }
}
