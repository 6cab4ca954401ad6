import Quantities
import Telemetry

/// A programme in closed form: the area under its basal rate between any two moments, in pg/day
/// times ms, and what its days come to. Nothing is divided here but where a day is asked for.
struct ReferenceProgramme {
  static let day: Int128 = 86_400_000
  static let week: Int128 = 7 * day
  /// 2000-01-03 00:00 was a Monday.
  static let monday: Int128 = 2 * day

  let therapy: Therapy
  let plans: [PlanNumber: [DayStep]]
  /// The week of a day schedule; empty in other modes.
  private let curve: ReferenceWeek
  /// The rate of the modes that have only one, in pg/day.
  let steady: Int128
  private let weekArea: Int128
  /// The basal drug of each weekday in pg, rounded up; one stands for all where they are the same.
  private let days: [Int128]
  private let largestBasalSpan: Int128
  private let smallestBasalSpan: Int128

  /// `idle` is the rate of minimum rate, in pg/day.
  init(_ therapy: Therapy, _ plans: [PlanNumber: [DayStep]], idle: Int128) {
    self.therapy = therapy
    var used: [PlanNumber: [DayStep]] = [:]
    var steps: [ReferenceWeek.Step] = []
    if therapy.mode == .daySchedule {
      for weekday in 0..<7 {
        guard let number = therapy.week[weekday], let plan = plans[number] else { continue }
        used[number] = plan
        steps += plan.map { step in
          let dose = Int128(step.dose.nanogramsPerDay) * 1000
          return ReferenceWeek.Step(
            start: Int128(weekday) * Self.day + Int128(step.startMinute) * 60_000,
            rate: dose == 0 ? idle : dose, plan: number, written: step)
        }
      }
    }
    self.plans = used
    curve = ReferenceWeek(steps)
    switch therapy.mode {
    case .simpleContinuous: steady = Int128(therapy.dose.nanogramsPerDay) * 1000
    case .minimumRate, .daySchedule, .periodicBolus: steady = idle
    }
    weekArea = curve.area(upTo: Self.week)
    let spans = curve.spans
    smallestBasalSpan = spans.min().map { $0 / Self.day } ?? steady
    if used.count < 2 {
      days = [steps.isEmpty ? steady : (weekArea / 7).dividedUp(by: Self.day)]
      largestBasalSpan = days[0]
    } else {
      let curve = curve
      days = (0..<7).map { weekday in
        let end = Int128(weekday + 1) * Self.day
        let area = curve.area(upTo: end) - curve.area(upTo: end - Self.day)
        return area.dividedUp(by: Self.day)
      }
      largestBasalSpan = (spans.max() ?? 0).dividedUp(by: Self.day)
    }
  }

  /// The steps of a week of a day schedule; empty in other modes.
  var steps: [ReferenceWeek.Step] { curve.steps }

  /// The area between two moments of the wall clock, in ms since 2000.
  func area(from first: Int128, to last: Int128) -> Int128 {
    if steps.isEmpty { return steady * (last - first) }
    return area(upTo: last) - area(upTo: first)
  }

  private func area(upTo wall: Int128) -> Int128 {
    let (weeks, rest) = Self.weeks(wall)
    return weeks * weekArea + curve.area(upTo: rest)
  }

  /// Whole weeks since the Monday, and the ms of the week that has begun.
  private static func weeks(_ wall: Int128) -> (Int128, Int128) {
    let since = wall - monday
    let rest = (since % week + week) % week
    return ((since - rest) / week, rest)
  }

  /// The step that runs at a moment of the wall clock; `nil` when there are none.
  func step(at wall: Int128) -> ReferenceWeek.Step? {
    let (_, rest) = Self.weeks(wall)
    return steps.last { $0.start <= rest }
  }

  /// The first beginning of a step after a moment of the wall clock.
  func nextStep(after wall: Int128) -> Int128? {
    guard let first = steps.first else { return nil }
    let (_, rest) = Self.weeks(wall)
    let next = steps.first { $0.start > rest }?.start ?? first.start + Self.week
    return wall + next - rest
  }

  /// The rate at a moment of the wall clock, in pg/day.
  func rate(at wall: Int128) -> Int128 { step(at: wall)?.rate ?? steady }

  /// The greatest rate, in pg/day.
  var peak: Int128 { steps.map { $0.rate }.max() ?? steady }

  /// The smallest rate, in pg/day.
  var least: Int128 { steps.map { $0.rate }.min() ?? steady }

  /// The drug of the largest day in pg, with every periodic bolus that can begin in 24 hours.
  var largestDay: Int128 {
    guard let periodic = therapy.periodic else { return days.max() ?? 0 }
    let most = Int128(1440).dividedUp(by: Int128(periodic.intervalMinutes))
    return (days.max() ?? 0) + Int128(periodic.nanograms) * 1000 * most
  }

  /// The drug in pg of the largest 24 hours, whenever they begin, above a basal rate of so much.
  func largestSpan(above base: Int128) -> Int128 {
    let bolus = largestDay - (days.max() ?? 0)
    if base == 0 { return bolus + largestBasalSpan }
    if steps.isEmpty { return bolus + max(steady - base, 0) }
    return bolus + curve.largestSpan(above: base)
  }

  /// The drug in pg of the smallest 24 hours, whenever they begin.
  var smallestSpan: Int128 {
    smallestDay - (days.min() ?? 0) + smallestBasalSpan
  }

  /// The drug in pg of a weekday, with every periodic bolus that can begin in 24 hours.
  func total(of weekday: Int) -> Int128 {
    days[weekday % days.count] + largestDay - (days.max() ?? 0)
  }

  /// The drug of the smallest day in pg, with only those that must.
  var smallestDay: Int128 {
    guard let periodic = therapy.periodic else { return days.min() ?? 0 }
    let fewest = 1440 / Int128(periodic.intervalMinutes)
    return (days.min() ?? 0) + Int128(periodic.nanograms) * 1000 * fewest
  }
}

extension Int128 {
  /// The quotient of two numbers that are not negative, rounded up.
  func dividedUp(by divisor: Int128) -> Int128 { (self + divisor - 1) / divisor }
}
