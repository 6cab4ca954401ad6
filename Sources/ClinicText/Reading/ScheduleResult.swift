package import Clinic
import PumpText
package import Quantities
package import Telemetry

/// The days of the programme and where in them the pump is.
package struct ScheduleResult {
  /// The programme, and what is known beside it.
  package let therapy: TherapyResult

  package init(_ therapy: TherapyResult) { self.therapy = therapy }

  /// The programme.
  package var programme: Programme { therapy.programme }
  /// The pump's clock; `nil` when it was never set.
  package var clock: WallClock? { therapy.clock }

  /// The step of the day that the clock stands in.
  package var step: DayStep? {
    guard let clock, programme.therapy.mode == .daySchedule else { return nil }
    let minute = UInt16(clock.rawValue % 86_400 / 60)
    return programme.day(of: clock.weekday)?.step(at: minute)
  }

  /// The day of the week by the clock; `nil` when it was never set.
  package var weekday: Weekdays? { clock.map { Weekdays([$0.weekday]) } }

  /// What is shown of it: the programme, and where in it the pump is.
  package var screen: Screen {
    var screen = therapy.screen
    if let words = nowWords { screen.notes.append(ScreenNote("now: \(words)")) }
    return screen
  }

  /// Where in the week the pump is; `nil` when its clock was never set.
  package var nowWords: String? {
    guard let clock, let weekday else { return nil }
    let time = "\(weekday.words) \(MomentWords.minute(clock))"
    return step.map { "\(time), in the step \(StepWords.line($0))" } ?? time
  }
}
