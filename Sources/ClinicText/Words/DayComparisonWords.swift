package import Clinic
import PumpText
import Quantities

extension DayComparison {
  /// All of it in a few words: one change for all days, or that of each and of the week.
  package var words: String {
    if isUniform { return week.words }
    let each = days.map { "\($0.change.words) on \($0.weekdays.words)" }
    return (each + ["the week \(week.words)"]).joined(separator: ", ")
  }
}

extension DayComparison.Span {
  /// What stands behind a change: nothing for every day.
  package var words: String {
    switch self {
    case .everyDay: ""
    case .some(let weekdays): " on \(weekdays.words)"
    case .week: " over the week"
    }
  }
}

extension DayTotal {
  /// Such as `100 mcg`, `100 mcg+` or `min. rate`.
  package var words: String {
    guard nanograms > 0 || !hasMinimumRate else { return "min. rate" }
    return QuantityWords.dose(nanograms: nanograms) + (hasMinimumRate ? "+" : "")
  }
}
