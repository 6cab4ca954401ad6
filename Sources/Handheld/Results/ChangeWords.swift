import Clinic
import PumpText
import Quantities
import Telemetry

extension StagedChange {
  /// What is asked before it is committed.
  var question: String {
    if refill != nil { return "Record this refill?" }
    switch patientBolus {
    case .on: return "Let the patient ask for this bolus?"
    case .off: return "Turn the patient bolus off?"
    case nil: return "Make it the therapy?"
    }
  }

  /// What was done by it, in a sentence.
  func sentence(_ preview: ChangePreview) -> String {
    if let refill = preview.refill {
      let programme =
        preview.before.therapy == preview.after.therapy
        ? "the programme stays" : ChangeResult.programme(preview)
      if let old = refill.replaced {
        return "refilled with \(PathWords.volume(refill.report.volumeNanolitres)) of "
          + "\(refill.report.drug.name.uppercased()) "
          + "\(QuantityWords.concentration(refill.report.concentration)) in place of "
          + "\(old.name.uppercased()) "
          + "\(QuantityWords.concentration(refill.report.oldConcentration)); "
          + "\(ChangeResult.programme(preview))"
      }
      return "refilled with \(PathWords.volume(refill.report.volumeNanolitres)), "
        + "\(QuantityWords.concentration(refill.report.concentration)) after mixing; \(programme)"
    }
    switch patientBolus {
    case .on(let settings): return "the patient may ask for \(PatientBolusWords.short(settings))"
    case .off: return "the patient bolus is off"
    case nil: return ChangeResult.programme(preview)
    }
  }
}
