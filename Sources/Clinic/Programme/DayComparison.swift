import Quantities
import Telemetry

/// Two programmes held against each other on every day of the week and over the whole of it: the
/// largest day says nothing about the others.
package struct DayComparison: Equatable {
  /// Weekdays on which both programmes give the same, earliest first.
  package let days: [Days]
  /// The week.
  package let week: DoseChange

  /// Some weekdays and what changes on each of them.
  package struct Days: Equatable {
    package let weekdays: Weekdays
    package let before: DayTotal
    package let after: DayTotal

    package var change: DoseChange { DoseChange(before: before.nanograms, after: after.nanograms) }
  }

  package init(_ before: Programme, _ after: Programme) {
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
  package var fromNothing: DayComparison { DayComparison(fromNothing: self) }

  private init(fromNothing other: DayComparison) {
    days = other.days.map {
      Days(weekdays: $0.weekdays, before: DayTotal(nanograms: 0), after: $0.after)
    }
    week = DoseChange(before: 0, after: other.week.after)
  }

  /// Whether all days of the week change alike.
  package var isUniform: Bool { days.count == 1 }

  var isChange: Bool { days.contains { $0.before != $0.after } }

  /// On which days a change is made.
  package enum Span: Equatable {
    case everyDay
    case some(Weekdays)
    /// Over all days of a week together.
    case week
  }

  /// A change, and on which days it is made.
  package struct Step: Equatable {
    package let change: DoseChange
    package let days: Span
  }

  /// The changes of all days and of the week; from nothing there is no step to speak of.
  private var steps: [Step] {
    let each = days.map {
      Step(change: $0.change, days: isUniform ? .everyDay : .some($0.weekdays))
    }
    return each + (isUniform ? [] : [Step(change: week, days: .week)])
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
  package var largest: DoseChange {
    let changes = days.map { $0.change }
    return changes.max { Self.size($0) < Self.size($1) } ?? week
  }

  private static func size(_ change: DoseChange) -> UInt64 { change.tenths?.magnitude ?? .max }
}

/// The drug of a day of a programme.
package struct DayTotal: Equatable {
  /// What is known of it, in ng, with as many periodic boluses as can begin in it.
  package let nanograms: UInt64
  /// Whether a part of it is given at minimum rate, whose little drug only the pump knows.
  package var hasMinimumRate = false

  package init(nanograms: UInt64, hasMinimumRate: Bool = false) {
    self.nanograms = nanograms
    self.hasMinimumRate = hasMinimumRate
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
