package import Clinic
import PumpText
import Quantities
import Telemetry

extension BolusPreview {
  /// What is shown before it is given.
  package var facts: [ScreenFact] {
    let dose = QuantityWords.dose(nanograms: UInt64(nanograms))
    let share =
      self.share.map {
        ", \($0.words) of a day's \(QuantityWords.dose(nanograms: $0.before))"
      } ?? ""
    let moments = ForecastWords(foretold, clock: now.clock)
    var facts: [ScreenFact] = []
    facts.add("bolus", "\(dose) over \(QuantityWords.duration(duration))\(share)")
    facts.add("24 h hold", ForecastWords.most(foretold))
    facts.add("low alarm", moments.lowAlarm)
    return facts
  }
}
