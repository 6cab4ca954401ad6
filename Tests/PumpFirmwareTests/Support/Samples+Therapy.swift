import PumpFirmware
import Quantities
import Telemetry
import TestSupport

extension DayPlan {
  /// A day of steps, each from a minute of the day on with a dose in ng/day.
  static func steps(_ steps: (minute: UInt16, nanograms: UInt32)...) -> DayPlan {
    var plan: DayPlan?
    for (minute, nanograms) in steps {
      guard let step = DayStep(startMinute: minute, dose: .ngPerDay(nanograms)) else {
        preconditionFailure("no day has a minute \(minute)")
      }
      if plan == nil {
        plan = DayPlan(step)
      } else if plan?.append(step) != true {
        preconditionFailure("a day has no more than \(maximumSteps) steps")
      }
    }
    guard let plan else { preconditionFailure("a day has a step") }
    return plan
  }
}

extension PatientBolus {
  /// 5 mcg over 10 minutes, every 2 h, 4 a day, unless told.
  static func every(
    _ lockout: UInt16, nanograms: UInt32 = 5000, over length: Milliseconds = .minutes(10),
    perDay: UInt8 = 4
  ) -> PatientBolus {
    let bolus = PatientBolus(
      nanograms: nanograms, milliseconds: UInt32(length.rawValue), lockoutMinutes: lockout,
      maximumPerDay: perDay)
    guard let bolus else { preconditionFailure("no patient bolus has these numbers") }
    return bolus
  }

  static var sample: PatientBolus { every(120) }
}

extension PeriodicBolus {
  /// A bolus over some time that comes back at an interval, for the first time after `first`.
  static func every(
    _ minutes: UInt16, nanograms: UInt32, over length: Milliseconds = .minutes(10),
    first: UInt16? = nil
  ) -> PeriodicBolus {
    let bolus = PeriodicBolus(
      nanograms: nanograms, milliseconds: UInt32(length.rawValue), intervalMinutes: minutes,
      firstMinutes: first ?? minutes)
    guard let bolus else { preconditionFailure("no periodic bolus has these numbers") }
    return bolus
  }
}

extension Therapy {
  /// Plan 1 on every day.
  static var everyDay: Therapy { .daySchedule(WeekPlan(everyDay: .plan1)) }
}

extension DurableState {
  /// The sample implant with a day schedule, and a clock that reads midnight of a Monday.
  static func scheduled(
    _ plans: [PlanNumber: DayPlan], _ therapy: Therapy = .everyDay,
    clock: WallClock? = .monday, strength: UInt32 = 2000, fill: Nanolitres = .ml(20)
  ) -> DurableState {
    var set = DayPlans()
    for (number, plan) in plans { set[number] = plan }
    return DurableState(
      therapy: therapy, plans: set, drug: .baclofen, concentration: .strength(strength),
      filledVolume: fill, lowAlarmVolume: .ml(2), clock: clock, rotor: 0)
  }

  /// The sample implant with a patient bolus.
  static func withPatientBolus(_ bolus: PatientBolus) -> DurableState {
    DurableState(
      therapy: .daily(100_000), patientBolus: bolus, drug: .baclofen,
      concentration: .strength(2000), filledVolume: .ml(20), lowAlarmVolume: .ml(2),
      clock: .monday, rotor: 0)
  }
}

extension WallClock {
  /// A date and time of the calendar.
  static func at(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
  ) -> WallClock {
    let civil = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    guard let civil else { preconditionFailure("the calendar has no such moment") }
    return civil.clock
  }

  /// Midnight of Monday, 2 March 2026.
  static var monday: WallClock { at(2026, 3, 2) }
}
