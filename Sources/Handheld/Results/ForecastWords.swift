import Clinic
import PumpText
package import Quantities
package import Telemetry
import VerbOutput

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
  var empty: String { reservoir(forecast.empty) }

  /// The elective replacement indicator.
  var replacement: String { battery(forecast.replacement) }

  package var endOfService: String { battery(forecast.endOfService) }

  /// When what leaves the reservoir from now on reaches the catheter tip, as a sentence.
  var tip: String { tip(of: "drug") }

  /// The same of a drug by name.
  func tip(of drug: String) -> String {
    let name = drug.prefix(1).uppercased() + drug.dropFirst()
    let what = "\(name) that leaves the reservoir from now on reaches the catheter tip"
    guard let ahead = forecast.tip else {
      return "\(what) never, at this flow\(boundary)."
    }
    return "\(what)\n\(MomentWords.after(ahead, from: clock))."
  }

  /// Whole calendar months until the indicator, by the pump's clock if it is set; `nil` when the
  /// indicator is not foretold.
  var monthsToReplacement: UInt32? { forecast.replacement.map { $0.months(from: clock) } }

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

/// What the pump foretells, in JSON: seconds from now, and the dates they fall on by its clock; and
/// by when it is to be refilled, and why.
struct ForecastJSON: Encodable {
  @OrNull var tip_in_s: UInt32?
  @OrNull var low_alarm_in_s: UInt32?
  @OrNull var empty_in_s: UInt32?
  @OrNull var eri_in_s: UInt32?
  @OrNull var end_of_service_in_s: UInt32?
  @OrNull var stability_in_s: UInt32?
  @OrNull var low_alarm_on: String?
  @OrNull var empty_on: String?
  @OrNull var eri_on: String?
  @OrNull var stable_until: String?
  @OrNull var refill_in_s: UInt32?
  @OrNull var refill_by: String?
  @OrNull var refill_because: RefillDue.Cause?
  @OrNull var replace_by: String?
  let most_in_24_h_mcg: Double

  init(_ forecast: Forecast, _ due: RefillDue, clock: WallClock?) {
    tip_in_s = forecast.tip?.seconds
    low_alarm_in_s = forecast.lowAlarm?.seconds
    empty_in_s = forecast.empty?.seconds
    eri_in_s = forecast.replacement?.seconds
    end_of_service_in_s = forecast.endOfService?.seconds
    stability_in_s = due.stability?.end.seconds
    low_alarm_on = JSONUnits.date(forecast.lowAlarm, from: clock)
    empty_on = JSONUnits.date(forecast.empty, from: clock)
    eri_on = JSONUnits.date(forecast.replacement, from: clock)
    stable_until = JSONUnits.date(due.stability?.end, from: clock)
    let earliest = due.earliest
    refill_in_s = earliest?.ahead.seconds
    refill_by = JSONUnits.date(earliest?.ahead, from: clock)
    refill_because = earliest?.cause
    replace_by = JSONUnits.date(forecast.endOfService, from: clock)
    most_in_24_h_mcg = JSONUnits.micrograms(forecast.step.mostNanograms)
  }
}

extension RefillDue.Cause: Encodable {}
