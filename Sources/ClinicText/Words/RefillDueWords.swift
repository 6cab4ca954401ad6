package import Clinic
import PumpText
package import Quantities
import Telemetry

/// By when a pump is to be refilled, in words: the moment with its cause, and what else there is.
package struct RefillDueWords {
  package let due: RefillDue
  /// The pump's clock; `nil` when it was never set.
  package let clock: WallClock?

  package init(_ due: RefillDue, clock: WallClock?) {
    self.due = due
    self.clock = clock
  }

  /// The moment and which of all it is; of one that has come, what it is that came.
  package var earliest: String {
    guard let moment = due.earliest else { return "not foretold" }
    return moment.ahead.seconds == 0
      ? "now: \(due.reached(moment.cause))" : "\(date) (\(moment.cause.words))"
  }

  /// The moment without what it is.
  package var date: String {
    guard let moment = due.earliest else { return "not foretold" }
    return moment.ahead.seconds == 0 ? "now" : MomentWords.coming(moment.ahead, from: clock)
  }

  /// Which of all it is, by itself.
  package var cause: String { due.earliest.map { "(\($0.cause.words))" } ?? "" }

  /// Until when the drug keeps.
  package var stability: String {
    guard let stability = due.stability else {
      return "not known: the drug library has none of this drug and strength"
    }
    let rule = "\(stability.days) days from filling"
    return stability.end.seconds > 0
      ? "until \(MomentWords.coming(stability.end, from: clock)) (\(rule))"
      : "over, \(stability.overdueWords): \(rule)"
  }
}

extension RefillDue.Stability {
  /// Since when it is over.
  package var overdueWords: String {
    let days = overdueSeconds / 86_400
    return days < 2
      ? MomentWords.ago(.seconds(UInt64(overdueSeconds))) : "for \(days) days"
  }
}

extension RefillDue.Cause {
  /// What a moment is that is still to come.
  package var words: String {
    switch self {
    case .emptied: "the reservoir is empty"
    case .lowReservoir: "the alarm"
    case .stability: "the drug's stability"
    case .replaceBy: "the end of service"
    }
  }
}

extension RefillDue {
  /// What it is that came.
  fileprivate func reached(_ cause: Cause) -> String {
    switch cause {
    case .emptied: "the reservoir is empty by the pump's count"
    case .lowReservoir: "the alarm's volume is reached"
    case .stability:
      "the drug has been in the reservoir for its \(stability.map { "\($0.days) " } ?? "")days"
    case .replaceBy: "the pump is at its end of service"
    }
  }
}
