import Clinic
import PumpText
package import Quantities
package import Telemetry

/// What the pump foretells, in words. The moments are the pump's; nothing is reckoned here but the
/// calendar they are told by.
package struct ForecastWords {
  package let forecast: Forecast
  /// The pump's clock; `nil` when it was never set.
  package let clock: WallClock?

  package init(_ forecast: Forecast, clock: WallClock?) {
    self.forecast = forecast
    self.clock = clock
  }

  /// The most that any 24 hours will hold, and what of it is counted.
  package static func most(_ forecast: Forecast) -> String {
    QuantityWords.dose(nanograms: UInt64(forecast.step.mostNanograms))
      + " at the most, any boluses of the patient counted"
  }

  package var lowAlarm: String { reservoir(forecast.lowAlarm) }
  package var empty: String { reservoir(forecast.empty) }

  /// The elective replacement indicator.
  package var replacement: String { battery(forecast.replacement) }

  package var endOfService: String { battery(forecast.endOfService) }

  /// When what leaves the reservoir from now on reaches the catheter tip, as a sentence.
  package var tip: String { tip(of: "drug") }

  /// The same of a drug by name.
  package func tip(of drug: String) -> String {
    let name = drug.prefix(1).uppercased() + drug.dropFirst()
    let what = "\(name) that leaves the reservoir from now on reaches the catheter tip"
    guard let ahead = forecast.tip else {
      return "\(what) never, at this flow\(boundary)."
    }
    return "\(what)\n\(MomentWords.after(ahead, from: clock))."
  }

  /// Whole calendar months until the indicator, by the pump's clock if it is set; `nil` when the
  /// indicator is not foretold.
  package var monthsToReplacement: UInt32? { forecast.replacement.map { $0.months(from: clock) } }

  /// What ends every promise.
  private var boundary: String {
    forecast.endOfService == nil ? "" : " before the end of service"
  }

  private func reservoir(_ ahead: Ahead?) -> String {
    guard let ahead else { return "not reached at this rate\(boundary)" }
    return ahead.seconds == 0 ? "reached" : MomentWords.coming(ahead, from: clock)
  }

  private func battery(_ ahead: Ahead?) -> String {
    guard let ahead else { return "not foretold" }
    return ahead.seconds == 0 ? "reached" : MomentWords.comingMonths(ahead, from: clock)
  }
}
