package import Clinic
package import PumpText
import Quantities
import Telemetry

extension Present {
  /// What flows now where that is not the programme.
  package var words: String? {
    switch self {
    case .programme: nil
    case .emergency(let dose):
      "EMERGENCY minimum rate, " + QuantityWords.dosePerDay(nanograms: UInt64(dose))
    case .stopped: "STOPPED, no drug at all"
    case .ended(let failure): "ENDED FOR GOOD (\(failure.title)), no drug at all"
    }
  }

  /// What a change of the programme does not change; `nil` where it flows once it is committed.
  package var caveat: FaceText? {
    switch self {
    case .programme: nil
    case .emergency, .stopped: "nothing of it flows until \(.resume)"
    case .ended: "nothing of it will ever flow: replace the pump"
    }
  }

  /// The whole of it as a sentence under a preview.
  package var warning: FaceText? {
    guard let words else { return nil }
    let until: FaceText
    switch self {
    case .programme: return nil
    case .emergency, .stopped: until = "until \(.resume)"
    case .ended: until = "any more"
    }
    return "Now: \(words). Nothing of this change flows \(until)."
  }
}
