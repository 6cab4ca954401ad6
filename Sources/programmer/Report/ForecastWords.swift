import PumpText
import Quantities
import Telemetry

/// What the pump foretells, in words. The moments are the pump's; nothing is reckoned here but the
/// calendar they are told by.
struct ForecastWords {
  let forecast: Forecast
  /// The pump's clock; `nil` when it was never set.
  let clock: WallClock?

  init(_ forecast: Forecast, clock: WallClock?) {
    self.forecast = forecast
    self.clock = clock
  }

  /// The most that any 24 hours will hold, and what of it is counted.
  static func most(_ forecast: Forecast) -> String {
    QuantityWords.dose(nanograms: UInt64(forecast.step.mostNanograms))
      + " at the most, any boluses of the patient counted"
  }

  var lowAlarm: String { reservoir(forecast.secondsToLowAlarm) }
  var empty: String { reservoir(forecast.secondsToEmpty) }

  /// The elective replacement indicator.
  var replacement: String { battery(forecast.secondsToReplacement) }

  var endOfService: String { battery(forecast.secondsToEndOfService) }

  /// When what leaves the reservoir from now on reaches the catheter tip, as a sentence.
  var tip: String {
    let what = "Drug that leaves the reservoir from now on reaches the catheter tip"
    guard let seconds = forecast.secondsToTip else {
      return "\(what) never, at this flow\(boundary)."
    }
    return "\(what)\n\(MomentWords.after(seconds: seconds, from: clock))."
  }

  /// Whole calendar months until the indicator, by the pump's clock if it is set; `nil` when the
  /// indicator is not foretold.
  var monthsToReplacement: UInt64? {
    forecast.secondsToReplacement.map { MomentWords.months(seconds: $0, from: clock) }
  }

  /// What ends every promise.
  private var boundary: String {
    forecast.secondsToEndOfService == nil ? "" : " before the end of service"
  }

  private func reservoir(_ seconds: UInt32?) -> String {
    switch seconds {
    case nil: "not reached at this rate\(boundary)"
    case 0: "reached"
    case let seconds?: MomentWords.coming(seconds: seconds, from: clock)
    }
  }

  private func battery(_ seconds: UInt32?) -> String {
    switch seconds {
    case nil: "not foretold"
    case 0: "reached"
    case let seconds?: MomentWords.comingMonths(seconds: seconds, from: clock)
    }
  }
}

/// What the pump foretells, in JSON: seconds from now, and the dates they fall on by its clock.
struct ForecastJSON: Encodable {
  @OrNull var tip_in_s: UInt32?
  @OrNull var low_alarm_in_s: UInt32?
  @OrNull var empty_in_s: UInt32?
  @OrNull var eri_in_s: UInt32?
  @OrNull var end_of_service_in_s: UInt32?
  @OrNull var refill_by: String?
  @OrNull var replace_by: String?
  let most_in_24_h_mcg: Double

  init(_ forecast: Forecast, clock: WallClock?) {
    tip_in_s = forecast.secondsToTip
    low_alarm_in_s = forecast.secondsToLowAlarm
    empty_in_s = forecast.secondsToEmpty
    eri_in_s = forecast.secondsToReplacement
    end_of_service_in_s = forecast.secondsToEndOfService
    refill_by = MomentWords.date(forecast.secondsToLowAlarm, from: clock)
    replace_by = MomentWords.date(forecast.secondsToEndOfService, from: clock)
    most_in_24_h_mcg = JSONUnits.micrograms(forecast.step.mostNanograms)
  }
}
