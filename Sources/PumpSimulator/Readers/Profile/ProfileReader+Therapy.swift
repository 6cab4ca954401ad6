import PumpFirmware
import PumpText
import Quantities
import Telemetry

/// What is programmed at implant, and how finely a programme can be cut.
extension ProfileReader {
  func therapy() -> (therapy: Therapy, plans: DayPlans)? {
    let keys: Set = ["mode", "dose", "plans", "bolus"]
    guard let section = root.section("therapy", keys: keys) else { return nil }
    guard let mode = section.text("mode") else { return nil }
    let isOnTop = section.has("bolus")
    switch InfusionMode(name: mode) {
    case .simpleContinuous?:
      let dose = section.read("dose", QuantityText.doseRate)
      let bolus = isOnTop ? periodicBolus(section) : nil
      guard let dose, isOnTop == (bolus != nil) else { return nil }
      return (.simpleContinuous(dose, periodic: bolus), DayPlans())
    case .daySchedule?:
      let week = week(section)
      let bolus = isOnTop ? periodicBolus(section) : nil
      guard let week, isOnTop == (bolus != nil) else { return nil }
      return (.daySchedule(week.week, periodic: bolus), week.plans)
    case .periodicBolus?:
      return periodicBolus(section).map { (.periodicBolus($0), DayPlans()) }
    case .minimumRate?:
      return (.minimumRate, DayPlans())
    case nil:
      section.note(
        "a mode is simple_continuous, minimum_rate, day_schedule or periodic_bolus", at: "mode")
      return nil
    }
  }

  private func week(_ section: ProfileSection) -> (week: WeekPlan, plans: DayPlans)? {
    guard
      let lists = section.readLists("plans", name: ProfileText.days, ProfileText.step)
    else { return nil }
    var week = WeekPlan()
    var plans = DayPlans()
    for (index, list) in lists.enumerated() {
      guard let number = PlanNumber(rawValue: UInt8(clamping: index + 1)),
        var plan = list.items.first.map({ DayPlan($0) })
      else {
        section.note("a pump knows at most \(PlanNumber.count) plans", at: list.place)
        return nil
      }
      for step in list.items.dropFirst() where !plan.append(step) {
        section.note("a day has at most \(DayPlan.maximumSteps) steps", at: list.place)
        return nil
      }
      for day in list.name {
        if week[day] != nil {
          section.note("a day follows one plan, and some of these have one", at: list.place)
          return nil
        }
        week[day] = number
      }
      plans[number] = plan
    }
    guard (0..<7).allSatisfy({ week[$0] != nil }) else {
      section.note("some day of the week has no plan", at: "plans")
      return nil
    }
    return (week, plans)
  }

  private func periodicBolus(_ therapy: ProfileSection) -> PeriodicBolus? {
    let keys: Set = ["dose", "over", "every", "first"]
    guard let section = therapy.section("bolus", keys: keys) else { return nil }
    let dose = section.read("dose", QuantityText.nanograms)
    let over = section.read("over", QuantityText.duration)
    let every = section.read("every", ProfileText.minutes)
    let first = section.read("first", ProfileText.minutes)
    guard let dose, let over, let every, let first else { return nil }
    let bolus = UInt32(exactly: over.rawValue).flatMap {
      PeriodicBolus(nanograms: dose, milliseconds: $0, intervalMinutes: every, firstMinutes: first)
    }
    if bolus == nil { therapy.note("a bolus has a dose, a duration and an interval", at: "bolus") }
    return bolus
  }

  /// The patient bolus; its settings are `nil` when the profile has none, and all of it is when
  /// it is wrong.
  func patientBolus() -> (settings: PatientBolus?, ())? {
    guard root.has("patient_bolus") else { return (nil, ()) }
    let keys: Set = ["dose", "over", "lockout", "most_per_day"]
    guard let section = root.section("patient_bolus", keys: keys) else { return nil }
    let dose = section.read("dose", QuantityText.nanograms)
    let over = section.read("over", QuantityText.duration)
    let lockout = section.read("lockout", ProfileText.minutes)
    let most = section.read("most_per_day", ProfileText.number)
    guard let dose, let over, let lockout, let most else { return nil }
    let settings = UInt32(exactly: over.rawValue).flatMap {
      PatientBolus(
        nanograms: dose, milliseconds: $0, lockoutMinutes: lockout,
        maximumPerDay: UInt8(clamping: most))
    }
    guard let settings else {
      root.note(
        "a patient bolus has a dose, a duration, a lockout and 1 to \(PatientBolus.mostPerDay) "
          + "a day",
        at: "patient_bolus")
      return nil
    }
    return (settings, ())
  }

  func grid() -> ProgrammeGrid? {
    guard let section = root.section("grid", keys: ["step", "shortest_interval"]) else {
      return nil
    }
    let step = section.read("step", ProfileText.minutes)
    let interval = section.read("shortest_interval", ProfileText.minutes)
    guard let step, let interval else { return nil }
    guard step > 0, interval > 0 else {
      section.note("a grid has meshes", at: step == 0 ? "step" : "shortest_interval")
      return nil
    }
    return ProgrammeGrid(stepMinutes: step, shortestInterval: interval)
  }

  /// How long a temporary rate may last, where the profile says it.
  func temporary() -> TemporaryLimits? {
    let usual = TemporaryLimits()
    guard root.has("temporary") else { return usual }
    let keys: Set = ["longest_rate", "longest_stop", "reminder"]
    guard let section = root.section("temporary", keys: keys) else { return nil }
    let rate = section.read("longest_rate", ProfileText.minutes)
    let stop = section.read("longest_stop", ProfileText.minutes)
    let reminder = section.read("reminder", ProfileText.minutes)
    guard let rate, let stop, let reminder else { return nil }
    return TemporaryLimits(longestRate: rate, longestStop: stop, reminder: reminder)
  }

  func alarms() -> AlarmTimings? {
    let keys: Set = [
      "critical_tone_every", "other_tone_every", "longest_silence", "longest_stop",
      "self_test_every",
    ]
    guard let section = root.section("alarms", keys: keys) else { return nil }
    let critical = section.read("critical_tone_every", QuantityText.duration)
    let other = section.read("other_tone_every", QuantityText.duration)
    let silence = section.read("longest_silence", ProfileText.minutes)
    let stop = section.read("longest_stop", QuantityText.duration)
    let test = section.read("self_test_every", QuantityText.duration)
    guard let critical, let other, let silence, let stop, let test else { return nil }
    let shortest = min(critical, other, test)
    guard shortest >= .seconds(1) else {
      let key =
        critical == shortest
        ? "critical_tone_every" : other == shortest ? "other_tone_every" : "self_test_every"
      section.note("what comes back does so after 1 s or more", at: key)
      return nil
    }
    return AlarmTimings(
      criticalInterval: critical, otherInterval: other, longestSilence: silence,
      longestStop: stop, selfTestInterval: test)
  }
}
