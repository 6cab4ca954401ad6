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
}

/// A step of a day schedule, on the day on which it runs.
struct ScheduledStep {
  /// The plan it belongs to.
  let plan: PlanNumber
  /// The step itself.
  let step: DayStep
  /// Its place among the plan's.
  let place: UInt8
  /// The weekday: 0 for Monday through 6 for Sunday.
  let weekday: UInt8
  /// When the next one begins, in minutes since midnight: 1440 for that of the day after.
  let endMinute: UInt16
  /// The same in seconds of therapy.
  let endSecond: UInt64

  /// When the next one begins.
  @inline(__always)
  var end: TherapyTime { TherapyTime(rawValue: endSecond * 1000) }
}

extension DurableState {
  /// The step that a day schedule is at; `nil` in other modes.
  ///
  /// It changes nothing, as ``DayPlan/step(at:from:)``.
  mutating func scheduledStep(at time: TherapyTime) -> ScheduledStep? {
    guard therapy.mode == .daySchedule, let clock = clock(at: time) else { return nil }
    let now = WeekTime(clock)
    return step(
      on: UInt8(truncatingIfNeeded: now.weekday), at: now.minute, from: 0,
      midnight: time.seconds &- UInt64(now.second))
  }

  /// The step that comes after one which ends now, by the clock as it was then. It changes nothing
  /// either.
  mutating func scheduledStep(after former: ScheduledStep) -> ScheduledStep? {
    let second = UInt64(former.endMinute) * 60
    // The clock may begin again at zero, which is no midnight of the week before.
    guard let clockBase, UInt64(clockBase) + former.endSecond <= UInt64(UInt32.max) else {
      return scheduledStep(at: former.end)
    }
    if former.endMinute < 1440 {
      return step(
        on: former.weekday, at: former.endMinute, from: Int(UInt64(former.place)) + 1,
        midnight: former.endSecond &- second)
    }
    return step(
      on: former.weekday == 6 ? 0 : former.weekday + 1, at: 0, from: 0,
      midnight: former.endSecond)
  }

  /// The step at a minute of a day that began at a second of therapy, modulo 2^64: a pump may have
  /// been implanted in the middle of its first day.
  @inline(__always)
  private mutating func step(
    on weekday: UInt8, at minute: UInt16, from place: Int, midnight: UInt64
  ) -> ScheduledStep? {
    guard let plan = therapy.week[Int(UInt64(weekday))],
      let found = plans.step(of: plan, at: minute, from: place)
    else { return nil }
    return ScheduledStep(
      plan: plan, step: found.step, place: UInt8(truncatingIfNeeded: found.place), weekday: weekday,
      endMinute: found.endMinute, endSecond: midnight &+ UInt64(found.endMinute) * 60)
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
  @inline(never)
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
    let programmed = programmedPerDay(limits, in: step)
    if temporary.isRunning {
      temporary.count(to: integral.time)
      temporary.programmePerDay = programmed
      integral.basalPerDay = temporary.dose.perDay
      return
    }
    let minimum = limits.minimumRate.drugPerDay(at: concentration)
    integral.basalPerDay = isAtEmergencyRate ? min(programmed, minimum) : programmed
  }

  /// The programme's own basal rate in the step that a day schedule is at, in drug per day. In the
  /// modes without a dose, and in a step without one, minimum rate is what flows.
  func programmedPerDay(_ limits: DeviceLimits, in step: ScheduledStep?) -> Picograms {
    let dose = step?.step.dose ?? therapy.dose
    return dose > .zero ? dose.perDay : limits.minimumRate.drugPerDay(at: concentration)
  }

  /// Whether a clock that jumps leaves out or repeats the beginning of a step of the schedule.
  @_addressableSelf
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
