import PumpText
import Telemetry

/// Two programmes held against each other on every day of the week and over the whole of it: the
/// largest day says nothing about the others.
struct DayComparison: Equatable {
  /// Weekdays on which both programmes give the same, earliest first.
  let days: [Days]
  /// The week.
  let week: DoseChange

  /// Some weekdays and what changes on each of them.
  struct Days: Equatable {
    let weekdays: Weekdays
    let before: DayTotal
    let after: DayTotal

    var change: DoseChange { DoseChange(before: before.nanograms, after: after.nanograms) }
  }

  init(_ before: Programme, _ after: Programme) {
    let totals = (0..<Weekdays.count).map { (before.total(on: $0), after.total(on: $0)) }
    var days: [Days] = []
    for (weekday, total) in totals.enumerated() {
      let place = days.firstIndex { $0.before == total.0 && $0.after == total.1 }
      var weekdays = Weekdays([weekday])
      if let place { weekdays.insert(days[place].weekdays) }
      let row = Days(weekdays: weekdays, before: total.0, after: total.1)
      if let place { days[place] = row } else { days.append(row) }
    }
    self.days = days
    week = DoseChange(
      before: totals.reduce(0) { $0 + $1.0.nanograms },
      after: totals.reduce(0) { $0 + $1.1.nanograms })
  }

  /// The same on every day.
  init(everyDay before: UInt64, _ after: UInt64) {
    days = [
      Days(
        weekdays: .everyDay, before: DayTotal(nanograms: before),
        after: DayTotal(nanograms: after))
    ]
    week = DoseChange(before: 7 * before, after: 7 * after)
  }

  /// The same days as if nothing had been given before.
  var fromNothing: DayComparison { DayComparison(fromNothing: self) }

  private init(fromNothing other: DayComparison) {
    days = other.days.map {
      Days(weekdays: $0.weekdays, before: DayTotal(nanograms: 0), after: $0.after)
    }
    week = DoseChange(before: 0, after: other.week.after)
  }

  /// Whether all days of the week change alike.
  var isUniform: Bool { days.count == 1 }

  var isChange: Bool { days.contains { $0.before != $0.after } }

  /// A change, and on which days it is made: an empty text for every day.
  struct Step {
    let change: DoseChange
    let days: String
  }

  /// The changes of all days and of the week; from nothing there is no step to speak of.
  private var steps: [Step] {
    let each = days.map {
      Step(change: $0.change, days: isUniform ? "" : " on \($0.weekdays.words)")
    }
    return each + (isUniform ? [] : [Step(change: week, days: " over the week")])
  }

  /// The largest rise of any day; `nil` when no day rises from something.
  var largestRise: Step? {
    steps.filter { $0.change.after > $0.change.before && $0.change.tenths != nil }
      .max { ($0.change.tenths ?? 0) < ($1.change.tenths ?? 0) }
  }

  /// The largest fall of any day; `nil` when none falls.
  var largestFall: Step? {
    steps.filter { $0.change.after < $0.change.before }
      .min { ($0.change.tenths ?? 0) < ($1.change.tenths ?? 0) }
  }

  /// The change of the day that changes most; one from nothing before all others.
  var largest: DoseChange {
    let changes = days.map(\.change)
    return changes.max { Self.size($0) < Self.size($1) } ?? week
  }

  private static func size(_ change: DoseChange) -> UInt64 { change.tenths?.magnitude ?? .max }

  /// All of it in a few words: one change for all days, or that of each and of the week.
  var words: String {
    if isUniform { return week.words }
    let each = days.map { "\($0.change.words) on \($0.weekdays.words)" }
    return (each + ["the week \(week.words)"]).joined(separator: ", ")
  }
}

/// The drug of a day of a programme.
package struct DayTotal: Equatable {
  /// What is known of it, in ng, with as many periodic boluses as can begin in it.
  let nanograms: UInt64
  /// Whether a part of it is given at minimum rate, whose little drug only the pump knows.
  var hasMinimumRate = false

  /// Such as `100 mcg`, `100 mcg+` or `min. rate`.
  var words: String {
    guard nanograms > 0 || !hasMinimumRate else { return "min. rate" }
    return QuantityWords.dose(nanograms: nanograms) + (hasMinimumRate ? "+" : "")
  }
}

extension Programme {
  /// The drug of a weekday, 0 for Monday.
  package func total(on weekday: Int) -> DayTotal {
    guard therapy.mode == .daySchedule else {
      return DayTotal(nanograms: UInt64(report.dailyNanograms))
    }
    guard let day = day(of: weekday) else { return DayTotal(nanograms: 0, hasMinimumRate: true) }
    return DayTotal(
      nanograms: day.nanograms + periodicNanograms, hasMinimumRate: day.hasMinimumRate)
  }
}
