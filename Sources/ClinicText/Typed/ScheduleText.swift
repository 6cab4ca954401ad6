package import Clinic
import Console
package import PumpText
import Quantities
package import Telemetry

/// Reads the steps of a day as people type them.
///
/// What can be wrong with a day in itself is refused here, before anything is sent. What depends on
/// the pump (its grid, its limits) is the pump's to refuse.
package enum ScheduleText {
  /// A step such as `06:00 150 mcg/day` or `22:00 minimum-rate`.
  package static func step(_ text: String) throws(QuantityError) -> DayStep {
    let words = text.fields(between: " ")
    guard let time = words.first, words.count > 1 else {
      throw QuantityError(
        "“\(text.shown)” is no step of a day; write when it begins and its dose, "
          + "for example 06:00 150 mcg/day")
    }
    let start = try QuantityText.timeOfDay(time)
    if ["am", "pm", "a.m.", "p.m."].contains(words[1].lowercased()) {
      throw QuantityError("“\(text.shown)” counts hours twice a day; write 18:00 for 6 pm")
    }
    let dose = words.dropFirst().joined(separator: " ")
    let isMinimum = dose == "minimum-rate" || dose == "minimum rate"
    let rate = isMinimum ? .zero : try QuantityText.doseRate(dose)
    guard isMinimum || rate > .zero else {
      throw QuantityError(
        "“\(text.shown)” gives nothing; write \(time) minimum-rate, which keeps the catheter open, "
          + "or a dose")
    }
    guard let step = DayStep(startMinute: start, dose: rate) else {
      throw QuantityError("“\(text.shown)” begins at no time of a day")
    }
    return step
  }

  /// A whole day from its steps.
  package static func day(_ texts: [String]) throws(QuantityError) -> DayPlan {
    var steps: [DayStep] = []
    for text in texts { steps.append(try step(text)) }
    guard let first = steps.first else {
      throw QuantityError("a day needs a step; its first one begins at 00:00")
    }
    guard steps.count <= DayPlan.maximumSteps else {
      throw QuantityError(
        "this day has \(steps.count) steps, and the pump takes at most \(DayPlan.maximumSteps)")
    }
    guard first.startMinute == 0 else {
      throw QuantityError(
        "the first step begins at \(start(first)), so nothing is said "
          + "about the time before; a day's first step begins at 00:00")
    }
    var plan = DayPlan(first)
    for (earlier, later) in zip(steps, steps.dropFirst()) {
      try check(earlier, later)
      plan.append(later)
    }
    return plan
  }

  private static func check(_ earlier: DayStep, _ later: DayStep) throws(QuantityError) {
    let time = start(later)
    guard later.startMinute != earlier.startMinute else {
      throw QuantityError("two steps begin at \(time); each step ends when the next begins")
    }
    guard later.startMinute > earlier.startMinute else {
      throw QuantityError(
        "the step at \(time) stands behind the one at \(start(earlier)); "
          + "write the steps of a day in their order")
    }
  }

  private static func start(_ step: DayStep) -> String {
    QuantityWords.timeOfDay(minutes: UInt64(step.startMinute))
  }

  /// A plan in one line: `weekdays: 00:00 100 mcg/day, 06:00 150 mcg/day`.
  package static func plan(_ text: String) throws(QuantityError) -> (Weekdays, DayPlan) {
    guard let (days, steps) = text.halves(at: ":"), days.contains(where: { $0.isLetter }) else {
      throw QuantityError(
        "“\(text.shown)” does not begin with its days; write for example "
          + "weekdays: 00:00 100 mcg/day, 06:00 150 mcg/day")
    }
    try QuantityText.refuseDecimalComma(text)
    return (try Weekdays(days), try day(steps.fields(between: ",")))
  }
}
