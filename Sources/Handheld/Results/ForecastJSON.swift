package import Clinic
import ClinicText
import PumpText
package import Quantities
package import Telemetry
import VerbOutput

/// What the pump foretells, in JSON: seconds from now, and the dates they fall on by its clock; and
/// by when it is to be refilled, and why.
package struct ForecastJSON: Encodable {
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
  package let most_in_24_h_mcg: Double

  package init(_ forecast: Forecast, _ due: RefillDue, clock: WallClock?) {
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
