import Quantities
import Telemetry

/// A time of the week by the wall clock.
struct WeekTime: Hashable, Sendable {
  /// 0 for Monday through 6 for Sunday.
  let weekday: Int
  /// Seconds since midnight.
  let second: UInt32

  /// The time of the week a wall clock shows.
  init(_ clock: WallClock) {
    // 2000-01-01 was a Saturday.
    weekday = Int((clock.rawValue / 86_400 + 5) % 7)
    second = clock.rawValue % 86_400
  }

  /// Minutes since midnight.
  var minute: UInt16 { UInt16(truncatingIfNeeded: second / 60) }
  /// Seconds since Monday's midnight.
  var weekSecond: UInt64 { UInt64(weekday) * 86_400 + UInt64(second) }
}

extension DurableState {
  /// The plan and the place of the step that a day schedule is at; `nil` in other modes.
  @inline(__always)
  func step(at time: TherapyTime) -> (number: PlanNumber, place: Int, step: DayStep)? {
    guard therapy.mode == .daySchedule, let clock = clock(at: time) else { return nil }
    let week = WeekTime(clock)
    guard let number = therapy.week[week.weekday], let plan = plans[number] else { return nil }
    let place = plan.place(at: week.minute)
    return (number, place, plan[place])
  }

  /// Whether each weekday follows a plan that there is.
  var hasWholeWeek: Bool {
    for weekday in 0..<7 {
      guard let number = therapy.week[weekday], plans[number] != nil else { return false }
    }
    return true
  }

  /// When the next step of a day schedule begins, after a moment; `nil` in other modes.
  @inline(__always)
  func nextStep(after time: TherapyTime) -> TherapyTime? {
    guard let now = step(at: time), let plan = plans[now.number], let clock = clock(at: time)
    else { return nil }
    let end = UInt32(plan.endMinute(of: now.place)) * 60
    let wait = UInt64(end - WeekTime(clock).second)
    return TherapyTime(rawValue: (time.seconds + wait) * 1000)
  }

  /// Sets the basal rate that follows from the rest of the state, from now on. A pump that cannot
  /// deliver has none.
  mutating func settleBasal(_ limits: DeviceLimits, isFailed: Bool) {
    let waits = isStopped || isFailed || integral.infusion?.kind.replacesBasal == true
    guard !waits else {
      integral.basalPerDay = .zero
      return
    }
    let dose = step(at: integral.time)?.step.dose ?? therapy.dose
    // In the modes without a dose, and in a step without one, minimum rate is what flows.
    let minimum = limits.minimumRate.drugPerDay(at: concentration)
    let programmed = dose > .zero ? dose.perDay : minimum
    integral.basalPerDay = isAtEmergencyRate ? min(programmed, minimum) : programmed
  }

  /// Whether a clock that jumps leaves out or repeats the beginning of a step of the schedule.
  func jumpCrossesStep(to clock: WallClock, at time: TherapyTime) -> Bool {
    guard therapy.mode == .daySchedule, let old = self.clock(at: time) else { return false }
    let early = min(old, clock)
    let late = max(old, clock)
    if late.rawValue - early.rawValue >= 86_400 { return true }
    // The beginnings of steps between the two, on one day or on two.
    let from = WeekTime(early)
    let to = WeekTime(late)
    let isSameDay = early.rawValue / 86_400 == late.rawValue / 86_400
    if !isSameDay { return true }
    guard let number = therapy.week[from.weekday], let plan = plans[number] else { return false }
    return plan.place(at: from.minute) != plan.place(at: to.minute)
  }
}
