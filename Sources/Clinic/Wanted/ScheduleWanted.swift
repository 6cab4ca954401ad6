import Quantities
package import Telemetry

/// A week of day plans as it is wanted.
package struct ScheduleWanted {
  /// Days and the steps they follow, in the order they were given.
  package private(set) var plans: [(days: Weekdays, plan: DayPlan)] = []
  package var periodic: PeriodicWanted?

  package init() {}

  /// The days that some plan is for.
  var covered: Weekdays {
    plans.reduce(into: Weekdays()) { $0.insert($1.days) }
  }

  /// Adds a plan; a day can follow only one.
  package mutating func add(_ days: Weekdays, _ plan: DayPlan) throws(WantedProblem) {
    if let twice = covered.intersection(days).list.first {
      throw .inTwoPlans(weekday: twice)
    }
    plans.append((days, plan))
  }

  /// What is staged for it.
  package struct Numbered: Equatable {
    package var week = WeekPlan()
    package var plans: [StageDayPlan] = []
  }

  /// Gives the plans their numbers. Days without a plan of their own keep the one they follow in
  /// `running`, if there is one; other plans of the pump are replaced.
  package func numbered(keeping running: WeekPlan?) throws(WantedProblem) -> Numbered {
    var result = Numbered()
    for day in covered.complement.list {
      guard let plan = running?[day] else {
        throw running == nil ? .noPlan(weekday: day) : .noneToKeep(weekday: day)
      }
      result.week[day] = plan
    }
    let kept = (0..<Weekdays.count).compactMap { result.week[$0] }
    var free = PlanNumber.lowestFirst.filter { !kept.contains($0) }
    // A week has seven days and the pump seven plans, so there is always one left.
    for (days, plan) in plans where !free.isEmpty {
      let number = free.removeFirst()
      for day in days.list { result.week[day] = number }
      result.plans.append(StageDayPlan(number, plan))
    }
    return result
  }
}
