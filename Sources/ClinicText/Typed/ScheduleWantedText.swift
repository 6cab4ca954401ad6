package import Clinic
package import PumpText

extension ScheduleWanted {
  /// A schedule as it is typed: steps and their days, or plans that name theirs.
  package init(
    steps: [String], days: String?, plans: [String], periodic: String?, keepsOthers: Bool
  ) throws(QuantityError) {
    self.init()
    if !steps.isEmpty || plans.isEmpty {
      let day = try ScheduleText.day(steps)
      // Beside other plans nobody could tell which days were meant.
      guard days != nil || plans.isEmpty else {
        throw QuantityError("beside plans the steps need days; say which they are for")
      }
      if let days {
        try add(named: try Weekdays(days), day)
      } else {
        try add(named: .everyDay, day)
      }
    } else if days != nil {
      throw QuantityError("days are said of steps; those of a plan stand before its colon")
    }
    for text in plans {
      let (days, plan) = try ScheduleText.plan(text)
      try add(named: days, plan)
    }
    if let periodic { self.periodic = try PeriodicText.read(periodic) }
    guard !keepsOthers else { return }
    let schedule = self
    _ = try WantedProblem.ofArgument { () throws(WantedProblem) in
      try schedule.numbered(keeping: nil)
    }
  }
}
