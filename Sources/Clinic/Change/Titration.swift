package import Quantities
import Telemetry

/// A change of the dose, held against the rules of titration on every day and over the week.
package struct Titration {
  package let comparison: DayComparison
  package let indication: Indication?
  package let isRefill: Bool
  /// How long ago the last change was committed; `nil` when that is not known.
  package let sinceLastChange: Milliseconds?

  /// What is unusual about a change.
  package enum Finding: Equatable {
    /// A rise above every usual step, of which the highest is given in 1/10 %.
    case aboveAllSteps(DayComparison.Step, most: Int64)
    /// A rise above the steps that are usual for the patient, in 1/10 %.
    case aboveSteps(DayComparison.Step, usual: ClosedRange<Int64>, Indication)
    /// A rise below them.
    case belowSteps(DayComparison.Step, usual: ClosedRange<Int64>, Indication)
    /// A fall by more than is usual.
    case largeFall(DayComparison.Step)
    /// The last change was so short a while ago.
    case tooSoon(Milliseconds)
  }

  /// A change, and what is known of the patient and of the change before.
  package init(
    comparison: DayComparison, indication: Indication?, isRefill: Bool,
    sinceLastChange: Milliseconds?
  ) {
    self.comparison = comparison
    self.indication = indication
    self.isRefill = isRefill
    self.sinceLastChange = sinceLastChange
  }

  /// All that is unusual about the change; nothing of one that changes nothing.
  package var findings: [Finding] {
    guard comparison.isChange else { return [] }
    return [rise, fall, interval].compactMap { $0 }
  }

  /// The largest rise of any day.
  private var rise: Finding? {
    guard let step = comparison.largestRise, let tenths = step.change.tenths else { return nil }
    guard let indication else {
      let most = TitrationRules.highest(atRefill: isRefill)
      return tenths > most ? .aboveAllSteps(step, most: most) : nil
    }
    let rules = TitrationRules.of(indication)
    let usual = rules.increase.lowerBound...rules.most(atRefill: isRefill)
    if tenths > usual.upperBound { return .aboveSteps(step, usual: usual, indication) }
    if tenths < usual.lowerBound { return .belowSteps(step, usual: usual, indication) }
    return nil
  }

  /// The largest fall of any day.
  private var fall: Finding? {
    guard let step = comparison.largestFall, let tenths = step.change.tenths,
      tenths < -TitrationRules.decrease
    else { return nil }
    return .largeFall(step)
  }

  private var interval: Finding? {
    guard let sinceLastChange, sinceLastChange < TitrationRules.interval else { return nil }
    return .tooSoon(sinceLastChange)
  }
}
