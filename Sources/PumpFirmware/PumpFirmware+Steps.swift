import Quantities
import Telemetry

/// What any 24 hours will hold, held against what was in force. Spec: therapy.md, "Largest step".
extension PumpFirmware {
  /// The figures of a state that an order or a staged set leads to.
  func stepFigures(of change: DurableState, for subject: ForecastSubject) -> Forecast.StepFigures {
    let former = programme(of: state)
    return Forecast.StepFigures(
      mostNanograms: UInt32(
        clamping: (programme(of: change).largestSpan().rawValue + 999) / 1000),
      formerLeastNanograms: former.smallestDay.nanogramsRoundedDown,
      formerMostNanograms: former.largestDay.nanogramsRoundedDown)
  }
}
