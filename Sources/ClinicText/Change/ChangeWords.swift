package import Clinic
package import PumpText
import Quantities
import Telemetry

extension StagedChange {
  /// What is asked before it is committed.
  package var question: String {
    if refill != nil { return "Record this refill?" }
    switch patientBolus {
    case .on: return "Let the patient ask for this bolus?"
    case .off: return "Turn the patient bolus off?"
    case nil: return "Make it the therapy?"
    }
  }

  /// What was done by it, in a sentence.
  package func sentence(_ preview: ChangePreview) -> String {
    if let refill = preview.refill {
      let programme =
        preview.before.therapy == preview.after.therapy
        ? "the programme stays" : preview.programmeWords
      if let old = refill.replaced {
        return "refilled with \(PathWords.volume(refill.report.volumeNanolitres)) of "
          + "\(refill.report.drug.name.uppercased()) "
          + "\(QuantityWords.concentration(refill.report.concentration)) in place of "
          + "\(old.name.uppercased()) "
          + "\(QuantityWords.concentration(refill.report.oldConcentration)); "
          + "\(preview.programmeWords)"
      }
      return "refilled with \(PathWords.volume(refill.report.volumeNanolitres)), "
        + "\(QuantityWords.concentration(refill.report.concentration)) after mixing; \(programme)"
    }
    switch patientBolus {
    case .on(let settings): return "the patient may ask for \(PatientBolusWords.short(settings))"
    case .off: return "the patient bolus is off"
    case nil: return preview.programmeWords
    }
  }
}

extension ChangePreview {
  /// The programme in a few words. What does not flow yet is no change of what the patient gets.
  package var programmeWords: String {
    let daily = QuantityWords.dosePerDay(nanograms: UInt64(after.report.dailyNanograms))
    if replacedDrug != nil {
      return "\(after.therapy.mode.words), \(daily) of \(after.report.drug.name)"
    }
    let than = present == .programme ? "" : " against the programme before"
    return "\(after.therapy.mode.words), \(daily) (\(comparison.words)\(than))"
  }

  /// That it was carried out, with what it was in a sentence, and what does not flow yet.
  package func doneWords(_ sentence: String, isReadBack: Bool, _ face: Face) -> String {
    let caveat = present.caveat.map { "; \($0.text(face))" } ?? ""
    return "done: \(sentence); \(isReadBack ? "read back from the pump" : "not read back")"
      + caveat
  }
}
