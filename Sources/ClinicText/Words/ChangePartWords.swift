package import Clinic
import Quantities

extension ReadBack.Part {
  /// The part as a sentence names it.
  package var words: String {
    switch self {
    case .dayPlans: "day plans"
    case .dailyTotal: "24-hour total"
    case .smallestDay: "smallest day"
    case .flow: "flow"
    }
  }
}

extension StagedChange.Part {
  /// The part as a sentence names it.
  package var words: String {
    switch self {
    case .programme: "programme"
    case .dayPlan: "day plan"
    case .patientBolus: "patient bolus"
    case .refill: "refill"
    case .lowAlarm: "low alarm"
    }
  }
}
