package import Quantities
package import Telemetry

/// What setting the wall clock does to a day schedule that runs on it.
package struct ClockShift {
  package let old: WallClock
  package let new: WallClock
  package let therapy: Therapy
  /// The schedule that runs, with its plans; `nil` in other modes, which do not follow the clock.
  package let schedule: Programme?

  package init(old: WallClock, new: WallClock, therapy: Therapy, schedule: Programme?) {
    self.old = old
    self.new = new
    self.therapy = therapy
    self.schedule = schedule
  }

  /// How many steps that are left out or repeated are told one by one.
  package static let mostTold = 6

  /// How far the clock moves, in s; negative for backwards.
  package var seconds: Int64 { Int64(new.rawValue) - Int64(old.rawValue) }

  /// A stretch of the week in which one step runs.
  package struct Stretch: Equatable {
    package let start: WallClock
    package let end: WallClock
    package let step: DayStep
  }

  /// The stretches between the two clocks, earliest first: left out when the clock goes forward,
  /// repeated when it goes back. At most ``mostTold`` and one more, for a jump can span years.
  package var stretches: [Stretch] {
    let first = min(old, new)
    let last = max(old, new)
    var stretches: [Stretch] = []
    var time = first
    while time < last, stretches.count <= Self.mostTold {
      guard let step = step(at: time) else { return [] }
      let end = min(last, self.end(of: step, at: time))
      stretches.append(Stretch(start: time, end: end, step: step))
      time = end
    }
    return stretches
  }

  /// The step of the schedule that runs when the clock shows a time.
  package func step(at clock: WallClock) -> DayStep? {
    let minute = UInt16(clock.rawValue % 86_400 / 60)
    return schedule?.day(of: clock.weekday)?.step(at: minute)
  }

  /// Whether the beginning of a step lies between the two clocks.
  package var crossesStep: Bool { stretches.count > 1 || startsStep(max(old, new)) }

  private func startsStep(_ clock: WallClock) -> Bool {
    step(at: clock).map { UInt32($0.startMinute) * 60 == clock.rawValue % 86_400 } ?? false
  }

  private func end(of step: DayStep, at clock: WallClock) -> WallClock {
    let midnight = clock.rawValue / 86_400 * 86_400
    let day = schedule?.day(of: clock.weekday)
    let next = day?.steps.first { $0.startMinute > step.startMinute }?.startMinute
    return WallClock(rawValue: midnight + UInt32(next ?? 1440) * 60)
  }
}
