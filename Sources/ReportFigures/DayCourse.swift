import Quantities
package import Telemetry

/// The dose that a programme gives over a day: at which times it changes, and to what.
package struct DayCourse: Equatable {
  /// A time of day in hours, and the dose in mcg/day from there on.
  package struct Step: Equatable {
    package let hour: Double
    package let dose: Double
  }

  package let steps: [Step]

  /// A day with the same dose at every time.
  private init(even dose: DoseRate) { steps = [Step(hour: 0, dose: Self.micrograms(dose))] }

  /// A day of a plan.
  package init(_ plan: DayPlan) {
    steps = (0..<plan.count).map {
      Step(hour: Double(plan[$0].startMinute) / 60, dose: Self.micrograms(plan[$0].dose))
    }
  }

  /// The day of a programme that is every day the same, boluses aside; `nil` for one of plans.
  package init?(_ therapy: Therapy) {
    switch therapy.mode {
    case .simpleContinuous: self.init(even: therapy.dose)
    case .minimumRate, .periodicBolus: self.init(even: .zero)
    case .daySchedule: return nil
    }
  }

  private static func micrograms(_ dose: DoseRate) -> Double { Double(dose.nanogramsPerDay) / 1000 }
}
