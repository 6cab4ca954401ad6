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

/// A step of a day schedule, on the day on which it runs.
struct ScheduledStep {
  /// The plan it belongs to.
  let plan: PlanNumber
  /// The step itself.
  let step: DayStep
  /// When the next one begins, of this day or the day after.
  let end: TherapyTime
}

extension DurableState {
  /// The step that a day schedule is at; `nil` in other modes.
  ///
  /// It changes nothing, as ``DayPlan/step(at:)``.
  mutating func scheduledStep(at time: TherapyTime) -> ScheduledStep? {
    guard therapy.mode == .daySchedule, let clock = clock(at: time) else { return nil }
    let now = WeekTime(clock)
    guard let plan = therapy.week[now.weekday],
      let (step, endMinute) = plans.step(of: plan, at: now.minute)
    else { return nil }
    let wait = UInt64(UInt32(endMinute) * 60 - now.second)
    return ScheduledStep(
      plan: plan, step: step, end: TherapyTime(rawValue: (time.seconds + wait) * 1000))
  }

  /// Whether each weekday follows a plan that there is.
  var hasWholeWeek: Bool {
    for weekday in 0..<7 {
      guard let number = therapy.week[weekday], plans[number] != nil else { return false }
    }
    return true
  }

  /// When the next step of a day schedule begins, after a moment; `nil` in other modes.
  mutating func nextStep(after time: TherapyTime) -> TherapyTime? { scheduledStep(at: time)?.end }

  /// Sets the basal rate that follows from the rest of the state, from now on. A pump that cannot
  /// deliver has none.
  mutating func settleBasal(_ limits: DeviceLimits, isFailed: Bool) {
    settleBasal(limits, isFailed: isFailed, in: scheduledStep(at: integral.time))
  }

  /// The same when the step that a day schedule is at is known.
  mutating func settleBasal(_ limits: DeviceLimits, isFailed: Bool, in step: ScheduledStep?) {
    let waits = isStopped || isFailed || integral.infusion?.kind.replacesBasal == true
    guard !waits else {
      integral.basalPerDay = .zero
      return
    }
    let dose = step?.step.dose ?? therapy.dose
    if dose > .zero && !isAtEmergencyRate {
      integral.basalPerDay = dose.perDay
      return
    }
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
