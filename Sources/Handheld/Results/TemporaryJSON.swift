import Clinic
import PumpText
import Quantities
import Telemetry
import VerbOutput

/// A temporary rate or a planned stop in JSON: as it runs, or as it was begun.
package struct TemporaryJSON: Encodable {
  /// 0 in a planned stop.
  let dose_mcg_per_day: Double
  let reason: String
  let duration_min: UInt16
  let ends_in_s: UInt32
  @OrNull var ends_on: String?
  let given_mcg: Double
  /// What the programme would have given in the same time.
  let programme_mcg: Double
  /// What of that was withheld; below 0 where more was given.
  let withheld_mcg: Double

  /// What runs; `nil` when nothing does.
  init?(_ now: Interrogation) {
    guard let state = TemporaryState(now) else { return nil }
    dose_mcg_per_day = JSONUnits.micrograms(state.nanogramsPerDay)
    reason = state.reason.name
    duration_min = state.minutes
    ends_in_s = state.end.seconds
    ends_on = JSONUnits.date(state.end, from: now.clock)
    given_mcg = JSONUnits.micrograms(state.givenNanograms)
    programme_mcg = JSONUnits.micrograms(state.foregoneNanograms)
    withheld_mcg = Self.number(state.withheld)
  }

  private static func number(_ withheld: Withheld) -> Double {
    switch withheld {
    case .less(let nanograms): JSONUnits.micrograms(nanograms)
    case .more(let nanograms): -JSONUnits.micrograms(nanograms)
    }
  }
}
