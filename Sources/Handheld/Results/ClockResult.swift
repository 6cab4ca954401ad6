import PumpText
package import Quantities
import Telemetry
package import VerbOutput

/// The pump's wall clock, read or set.
package struct ClockResult: VerbResult {
  private let clock: WallClock?
  private let wasSet: Bool
  private let reason: String?
  private let shift: Int64?
  private let crossesStep: Bool?
  /// Whether the pump lost the time, so that what its clock shows is too early.
  private let isUncertain: Bool

  /// What the clock shows; and when it was set, why (by its name), by how
  /// many seconds, and whether that repeats or leaves out a step of the schedule.
  package init(
    clock: WallClock?, wasSet: Bool, reason: String? = nil, shift: Int64? = nil,
    crossesStep: Bool? = nil, isUncertain: Bool = false
  ) {
    self.clock = clock
    self.wasSet = wasSet
    self.reason = reason
    self.shift = shift
    self.crossesStep = crossesStep
    self.isUncertain = isUncertain
  }

  private struct JSON: Encodable {
    @OrNull var clock: String?
    let is_uncertain: Bool
    @OrNull var reason: String?
    @OrNull var shift_s: Int64?
    @OrNull var shifts_schedule: Bool?
  }

  package var outcome: VerbAnswer.Outcome { wasSet ? .done : .read }
  package var json: any Encodable {
    JSON(
      clock: clock.map(JSONUnits.clock),
      is_uncertain: isUncertain, reason: reason,
      shift_s: shift, shifts_schedule: crossesStep)
  }

  package var words: String {
    (wasSet ? "done: the clock shows " : "")
      + (clock.map(QuantityWords.clock) ?? "the clock was never set")
      + (isUncertain ? " or later: the pump lost the time; set the clock" : "") + "\n"
  }
}
