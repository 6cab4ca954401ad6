import Quantities
import Telemetry

/// The basal rate of a week as a curve of steps, and the areas under it, in pg/day times ms.
struct ReferenceWeek {
  struct Step {
    /// Ms since Monday's midnight.
    var start: Int128
    /// pg/day.
    var rate: Int128
    var plan: PlanNumber
    var written: DayStep
  }

  /// In the order of their beginnings, the first of them at Monday's midnight.
  let steps: [Step]
  /// The area before each step begins: a week is asked for thousands of spans.
  private let before: [Int128]

  init(_ steps: [Step]) {
    self.steps = steps
    var sum: Int128 = 0
    var before: [Int128] = []
    before.reserveCapacity(steps.count)
    for place in steps.indices {
      if place > 0 { sum += steps[place - 1].rate * (steps[place].start - steps[place - 1].start) }
      before.append(sum)
    }
    self.before = before
  }

  /// The area from Monday's midnight to a moment of the week.
  func area(upTo end: Int128) -> Int128 {
    var first = 0
    var last = steps.count
    while first < last {
      let middle = first + (last - first) / 2
      if steps[middle].start < end { first = middle + 1 } else { last = middle }
    }
    if first == 0 { return 0 }
    let step = steps[first - 1]
    return before[first - 1] + step.rate * (end - step.start)
  }

  /// The drug in pg of the largest 24 hours of basal infusion, above a rate of so much: they begin
  /// or end with a step.
  func largestSpan(above base: Int128) -> Int128 {
    var above = steps
    for place in above.indices { above[place].rate = max(above[place].rate - base, 0) }
    let spans = ReferenceWeek(above).spans
    return (spans.max() ?? 0).dividedUp(by: ReferenceProgramme.day)
  }

  /// The areas of the 24 hours that begin or end with a step.
  var spans: [Int128] {
    let day = ReferenceProgramme.day
    let week = ReferenceProgramme.week
    var starts: [Int128] = []
    for start in steps.map({ $0.start % day }).sorted() where start != starts.last {
      starts.append(start)
    }
    let isOnePlan = steps.allSatisfy { $0.plan == steps.first?.plan }
    return (0..<(isOnePlan ? 1 : 7) as Range<Int128>).flatMap { weekday in
      starts.map { start in
        let first = weekday * day + start
        let last = min(first + day, week)
        // The last day goes on with Monday.
        return area(upTo: last) - area(upTo: first) + area(upTo: first + day - last)
      }
    }
  }
}
