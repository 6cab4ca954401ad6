import Quantities
package import Telemetry

/// A programme as the pump holds it, with the day plans its week uses: all it takes to draw it.
package struct Programme: Equatable {
  package let report: TherapyReport
  /// The plans of a day schedule; none in other modes.
  package let plans: [PlanNumber: DayPlan]

  package init(report: TherapyReport, plans: [PlanNumber: DayPlan]) {
    self.report = report
    self.plans = plans
  }

  package var therapy: Therapy { report.therapy }

  /// The plans a week uses, lowest number first.
  package static func plans(of week: WeekPlan) -> [PlanNumber] {
    let used = (0..<Weekdays.count).compactMap { week[$0] }
    return PlanNumber.lowestFirst.filter { used.contains($0) }
  }

  /// The days that differ from each other, each with the weekdays it is for, earliest first.
  package var days: [ProgrammeDay] {
    guard therapy.mode == .daySchedule else {
      let step = DayStep(startMinute: 0, dose: therapy.dose).map { [$0] } ?? []
      return [ProgrammeDay(weekdays: .everyDay, number: nil, steps: step)]
    }
    var numbers: [PlanNumber] = []
    for weekday in 0..<Weekdays.count {
      if let number = therapy.week[weekday], !numbers.contains(number) { numbers.append(number) }
    }
    return numbers.compactMap { number in
      guard let plan = plans[number] else { return nil }
      let weekdays = Weekdays((0..<Weekdays.count).filter { therapy.week[$0] == number })
      return ProgrammeDay(
        weekdays: weekdays, number: number, steps: (0..<plan.count).map { plan[$0] })
    }
  }

  /// The day of a weekday, 0 for Monday.
  package func day(of weekday: Int) -> ProgrammeDay? {
    days.first { $0.weekdays.contains(weekday) }
  }

  /// The drug of the periodic boluses of 24 hours, at the most, in ng.
  var periodicNanograms: UInt64 {
    therapy.periodic.map { $0.mostPerDay * UInt64($0.nanograms) } ?? 0
  }
}

extension PlanNumber {
  /// Every plan that a pump holds.
  static var lowestFirst: [PlanNumber] {
    (1...UInt8(PlanNumber.count)).compactMap(PlanNumber.init(rawValue:))
  }
}

/// One kind of day of a programme.
package struct ProgrammeDay: Equatable {
  /// The length of a day in minutes.
  package static let minutes = 1440

  package let weekdays: Weekdays
  /// The pump's number of its plan; `nil` when it is no schedule's.
  package let number: PlanNumber?
  /// From 00:00 on, each lasting until the next begins.
  package let steps: [DayStep]

  /// The step that runs at a minute of the day.
  package func step(at minute: UInt16) -> DayStep? { steps.last { $0.startMinute <= minute } }

  /// Whether a part of it is given at minimum rate.
  package var hasMinimumRate: Bool { steps.contains { $0.dose == .zero } }

  /// The drug of all its steps in ng, what minimum rate gives not counted. It is counted as the
  /// pump counts it: rounded up to the picogram and then down to the nanogram, which it tells.
  package var nanograms: UInt64 {
    let ends = steps.dropFirst().map { $0.startMinute } + [UInt16(ProgrammeDay.minutes)]
    let sum = zip(steps, ends).reduce(into: UInt64(0)) { sum, part in
      sum += UInt64(part.0.dose.nanogramsPerDay) * 1000 * UInt64(part.1 - part.0.startMinute)
    }
    let minutes = UInt64(ProgrammeDay.minutes)
    return (sum + minutes - 1) / minutes / 1000
  }

  /// The highest of its dose rates.
  package var peak: UInt64 { UInt64(steps.map { $0.dose.nanogramsPerDay }.max() ?? 0) }
}
