import Quantities
import Telemetry

/// What a programme infuses, in closed form: at a moment, in a day, in any 24 hours.
///
/// Times of day here are the wall clock's, in whole seconds; Monday is weekday 0.
struct ProgrammeInfusion {
  /// Seconds of a day, and the denominator of a dose per day.
  static var daySeconds: UInt64 { 86_400 }

  let therapy: Therapy
  let plans: DayPlans
  /// The drug that minimum rate gives in a day.
  let minimumPerDay: Picograms

  init(_ therapy: Therapy, _ plans: DayPlans, _ strength: Concentration, _ limits: DeviceLimits) {
    self.therapy = therapy
    self.plans = plans
    minimumPerDay = limits.minimumRate.drugPerDay(at: strength)
  }

  /// What a step gives in a day, if it lasted one.
  func perDay(_ step: DayStep) -> Picograms {
    step.dose == .zero ? minimumPerDay : step.dose.perDay
  }

  /// The plan of a weekday; `nil` in the modes that have none.
  func plan(on weekday: Int) -> DayPlan? { therapy.week[weekday].flatMap { plans[$0] } }

  /// The basal rate of the modes that have only one, in drug per day.
  var steadyPerDay: Picograms {
    switch therapy.mode {
    case .simpleContinuous: therapy.dose.perDay
    case .minimumRate, .daySchedule, .periodicBolus: minimumPerDay
    }
  }

  // MARK: By the day

  /// The greatest basal rate, in drug per day.
  var peakPerDay: Picograms {
    guard therapy.mode == .daySchedule else { return steadyPerDay }
    var peak = Picograms.zero
    for weekday in 0..<7 {
      guard let plan = plan(on: weekday) else { continue }
      for place in 0..<plan.count { peak = max(peak, perDay(plan[place])) }
    }
    return peak
  }

  /// The smallest basal rate, in drug per day.
  var leastPerDay: Picograms {
    guard therapy.mode == .daySchedule else { return steadyPerDay }
    var least: Picograms?
    for weekday in 0..<7 {
      guard let plan = plan(on: weekday) else { continue }
      for place in 0..<plan.count {
        let rate = perDay(plan[place])
        least = min(least ?? rate, rate)
      }
    }
    return least ?? .zero
  }

  /// The drug of the largest day, with as many periodic boluses as can begin in 24 hours.
  var largestDay: Picograms {
    var largest = Picograms.zero
    forEachDifferentDay { largest = max(largest, basal(of: $0)) }
    return largest + mostPeriodic
  }

  /// Hands one weekday of each plan that is followed to `body`: the others are like it.
  private func forEachDifferentDay(_ body: (Int) -> Void) {
    var seen: UInt8 = 0
    for weekday in 0..<7 {
      let bit: UInt8 = 1 << (therapy.week[weekday]?.rawValue ?? 0)
      if seen & bit == 0 { body(weekday) }
      seen |= bit
    }
  }

  /// The drug of any 24 hours at most, which may begin in the middle of a day: an evening of one
  /// plan and the morning of the next can hold more than either day. Of a basal rate only what is
  /// above `base`, in drug per day, counts.
  func largestSpan(above base: Picograms = .zero) -> Picograms {
    roundedUp(spans(above: base).largest) + mostPeriodic
  }

  /// The drug of any 24 hours at least, with as few periodic boluses as can begin in them.
  var smallestSpan: Picograms {
    Picograms(rawValue: spans(above: .zero).smallest / Self.daySeconds) + fewestPeriodic
  }

  /// The basal drug per day times seconds of the smallest and the largest 24 hours: the sum rises
  /// and falls evenly between the beginnings of steps, so it is outermost where a day or a step
  /// begins.
  @inline(never)
  private func spans(above base: Picograms) -> (smallest: UInt64, largest: UInt64) {
    var (smallest, largest) = (UInt64.max, UInt64.zero)
    func hold(_ span: UInt64) {
      smallest = min(smallest, span)
      largest = max(largest, span)
    }
    for weekday in 0..<7 {
      let next = (weekday + 1) % 7
      hold(basal(weekday, from: 0, to: Self.daySeconds, above: base))
      guard therapy.week[weekday] != therapy.week[next] else { continue }
      for day in 0..<2 {
        guard let plan = plan(on: day == 0 ? weekday : next) else { continue }
        for place in 1..<max(plan.count, 1) {
          let second = UInt64(plan[place].startMinute) * 60
          let evening = basal(weekday, from: second, to: Self.daySeconds, above: base)
          let morning = basal(next, from: 0, to: second, above: base)
          hold(evening + morning)
        }
      }
    }
    return (smallest, largest)
  }

  /// The drug of the smallest day, with as few periodic boluses as can begin in 24 hours.
  var smallestDay: Picograms {
    var smallest = basal(of: 0)
    forEachDifferentDay { smallest = min(smallest, basal(of: $0)) }
    return smallest + fewestPeriodic
  }

  /// The drug of a weekday, with as many periodic boluses as can begin in 24 hours.
  func total(of weekday: Int) -> Picograms { basal(of: weekday) + mostPeriodic }

  @inline(never)
  private var mostPeriodic: Picograms {
    therapy.periodic.flatMap { $0.dose.times($0.mostPerDay) } ?? .zero
  }

  private var fewestPeriodic: Picograms {
    therapy.periodic.flatMap { $0.dose.times(1440 / UInt64($0.intervalMinutes)) } ?? .zero
  }

  /// The basal drug of a weekday, rounded up to the picogram.
  @inline(never)
  private func basal(of weekday: Int) -> Picograms {
    roundedUp(basal(weekday, from: 0, to: Self.daySeconds))
  }

  private func roundedUp(_ product: UInt64) -> Picograms {
    Picograms(rawValue: (product + Self.daySeconds - 1) / Self.daySeconds)
  }

  /// Drug per day times seconds, between two times of one day, of what is above `base`.
  @inline(never)
  private func basal(
    _ weekday: Int, from first: UInt64, to last: UInt64, above base: Picograms = .zero
  ) -> UInt64 {
    guard let plan = plan(on: weekday) else {
      return (steadyPerDay.minus(base) ?? .zero).rawValue * (last - first)
    }
    var sum: UInt64 = 0
    for place in 0..<plan.count {
      let begin = max(first, UInt64(plan[place].startMinute) * 60)
      let end = min(last, UInt64(plan.endMinute(of: place)) * 60)
      let rate = perDay(plan[place]).minus(base) ?? .zero
      if begin < end { sum += rate.rawValue * (end - begin) }
    }
    return sum
  }
}

extension DayPlan {
  /// The place of the step that runs at a minute of the day.
  func place(at minute: UInt16) -> Int {
    var found = 0
    for place in 1..<max(count, 1) where self[place].startMinute <= minute { found = place }
    return found
  }
}
