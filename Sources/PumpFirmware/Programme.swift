import Quantities
import Telemetry

/// What a programme infuses, in closed form: at a moment, in a day, over any time.
///
/// Times of day here are the wall clock's, in whole minutes; Monday is weekday 0.
struct Programme {
  /// Minutes of a day, and the denominator of a dose per day.
  static var dayMinutes: UInt64 { 1440 }
  static var weekMinutes: UInt64 { 7 * 1440 }

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
    therapy.mode == .simpleContinuous ? therapy.dose.perDay : minimumPerDay
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

  /// The drug of the largest day, with as many periodic boluses as can begin in 24 hours.
  var largestDay: Picograms {
    var largest = Picograms.zero
    for weekday in 0..<7 { largest = max(largest, basal(of: weekday)) }
    guard let periodic = therapy.periodic else { return largest }
    return largest + (periodic.dose.times(periodic.mostPerDay) ?? .zero)
  }

  /// The drug of the smallest day, with as few periodic boluses as can begin in 24 hours.
  var smallestDay: Picograms {
    var smallest = basal(of: 0)
    for weekday in 1..<7 { smallest = min(smallest, basal(of: weekday)) }
    guard let periodic = therapy.periodic else { return smallest }
    let fewest = Self.dayMinutes / UInt64(periodic.intervalMinutes)
    return smallest + (periodic.dose.times(fewest) ?? .zero)
  }

  /// The basal drug of a weekday, rounded up to the picogram.
  private func basal(of weekday: Int) -> Picograms {
    let product = basalTimesMinutes(weekday: weekday, from: 0, to: Self.dayMinutes)
    return Picograms(rawValue: (product + Self.dayMinutes - 1) / Self.dayMinutes)
  }

  // MARK: Over any time

  /// Drug per day times minutes, between two times of one day.
  private func basalTimesMinutes(weekday: Int, from first: UInt64, to last: UInt64) -> UInt64 {
    guard let plan = plan(on: weekday) else { return steadyPerDay.rawValue * (last - first) }
    var sum: UInt64 = 0
    for place in 0..<plan.count {
      let begin = max(first, UInt64(plan[place].startMinute))
      let end = min(last, UInt64(plan.endMinute(of: place)))
      if begin < end { sum += perDay(plan[place]).rawValue * (end - begin) }
    }
    return sum
  }

  /// The basal drug of so many minutes from a minute of the week on, rounded down.
  func basal(from start: UInt64, minutes: UInt64) -> Picograms {
    guard therapy.mode == .daySchedule else {
      let product = steadyPerDay.rawValue.multipliedFullWidth(by: minutes)
      guard product.high < Self.dayMinutes else { return Picograms(rawValue: 1 << 62) }
      return Picograms(rawValue: Self.dayMinutes.dividingFullWidth(product).quotient)
    }
    var product: UInt64 = 0
    for weekday in 0..<7 {
      product += basalTimesMinutes(weekday: weekday, from: 0, to: Self.dayMinutes)
    }
    let weeks = minutes / Self.weekMinutes
    var drug = product / Self.dayMinutes * weeks
    product = 0
    var minute = start % Self.weekMinutes
    var left = minutes % Self.weekMinutes
    while left > 0 {
      let weekday = Int(minute / Self.dayMinutes)
      let first = minute % Self.dayMinutes
      let length = min(left, Self.dayMinutes - first)
      product += basalTimesMinutes(weekday: weekday, from: first, to: first + length)
      minute = (minute + length) % Self.weekMinutes
      left -= length
    }
    drug += product / Self.dayMinutes
    return Picograms(rawValue: drug)
  }

  /// The drug of the periodic boluses in so many minutes, of which the first begins after `first`.
  func periodic(minutes: UInt64, first: UInt64) -> Picograms {
    guard let periodic = therapy.periodic, minutes > first else { return .zero }
    let interval = UInt64(periodic.intervalMinutes)
    let begun = (minutes - first - 1) / interval + 1
    // The last may not be over yet.
    let since = (minutes - first - 1) % interval + 1
    let whole = periodic.dose.times(begun - 1) ?? .zero
    let elapsed = min(Milliseconds.minutes(since), periodic.duration)
    let product = periodic.dose.rawValue.multipliedFullWidth(by: elapsed.rawValue)
    let part = periodic.duration.rawValue.dividingFullWidth(product).quotient
    return whole + Picograms(rawValue: part)
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
