package import Quantities
package import Telemetry

/// The next step of a day schedule that gives another dose than the one before it.
package struct ComingStep: Equatable {
  /// The step.
  package let step: DayStep
  /// How far ahead it begins.
  package let ahead: Ahead
  /// The weekday it begins on: 0 for Monday.
  package let weekday: Int
}

extension Programme {
  /// The step that changes the dose next, by the wall clock; `nil` for a programme of one dose.
  package func comingStep(from clock: WallClock) -> ComingStep? {
    guard therapy.mode == .daySchedule else { return nil }
    let day: UInt32 = 86_400
    let elapsed = clock.rawValue % day
    let minute = UInt16(elapsed / 60)
    let now = self.day(of: clock.weekday)?.step(at: minute)?.dose
    // A week from now its first steps come again.
    for offset in 0...Weekdays.count {
      let weekday = (clock.weekday + offset) % Weekdays.count
      for step in self.day(of: weekday)?.steps ?? [] where offset > 0 || step.startMinute > minute {
        guard step.dose != now else { continue }
        let seconds = UInt32(offset) * day + UInt32(step.startMinute) * 60
        return ComingStep(step: step, ahead: Ahead(seconds: seconds - elapsed), weekday: weekday)
      }
    }
    return nil
  }
}
