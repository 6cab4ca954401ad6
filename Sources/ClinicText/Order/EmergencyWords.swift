package import Clinic
import PumpText
import Quantities
import Telemetry

extension EmergencyPreview {
  /// What it does and what it cannot, for somebody in a hurry.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("pump", "\(pump.model.string) \(pump.serial.string)")
    for effect in effects {
      facts.add(effect.words.label, effect.words.text, isWarning: effect == .withdrawal)
    }
    return facts
  }
}

extension EmergencyPreview.Effect {
  fileprivate var words: (label: String, text: String) {
    switch self {
    case .minimumRate:
      ("new", "MINIMUM RATE, until a clinician with the card resumes the therapy")
    case .endsInfusions:
      ("ends", "a running bolus or prime; a bridge waits, boluses are left out")
    case .endsThere: ("cannot", "stop the pump, take back what was given, or start a stopped pump")
    case .withdrawal:
      ("WARNING", "a sudden loss of intrathecal baclofen can kill: watch for withdrawal")
    }
  }
}
