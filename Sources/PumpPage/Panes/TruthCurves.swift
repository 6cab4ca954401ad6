import PumpText
import Quantities

/// The courses over days: how stiff the legs are, and what was programmed against what came.
extension TruthPane {
  /// No more points than a picture shows.
  private static var most: Int { 160 }

  static func tone(_ life: Life) -> Curve {
    let points = thinned(life.course.points.filter { $0.legs != nil })
    let legs = points.map { [Int64($0.time.rawValue / 60_000), Int64($0.legs ?? 0)] }
    let arms = points.map { [Int64($0.time.rawValue / 60_000), Int64($0.arms ?? 0)] }
    let last = points.last.flatMap { $0.legs }.map { "legs \(score($0)) now" } ?? "nobody is there"
    return Curve(
      label: "Stiffness of legs and arms (Ashworth)", unit: "Ashworth", words: last,
      lanes: [Curve.Lane(name: "legs", points: legs), Curve.Lane(name: "arms", points: arms)],
      x: span(life), y: [0, 400], goal: Curve.Tick(at: 200, words: "soft: 2 or below"),
      xTicks: Curve.Tick.days(span(life)),
      yTicks: (0...4).map { Curve.Tick(at: Int64($0 * 100), words: "\($0)") })
  }

  static func dose(_ life: Life) -> Curve {
    let points = thinned(life.course.points)
    var programmed: [[Int64]] = []
    var received: [[Int64]] = []
    for (earlier, later) in zip(points, points.dropFirst()) {
      let minutes = Int64(later.time.since(earlier.time).rawValue / 60_000)
      guard minutes > 0 else { continue }
      let x = Int64(later.time.rawValue / 60_000)
      // In 1/100 mcg a day: what came between two marks, as it would come in a day.
      func perDay(_ from: UInt64, _ to: UInt64) -> Int64 {
        Int64(clamping: (to - from) / 10_000) * 1440 / minutes
      }
      programmed.append([x, perDay(earlier.programmed.rawValue, later.programmed.rawValue)])
      received.append([x, perDay(earlier.received.rawValue, later.received.rawValue)])
    }
    let most = max((programmed + received).map { $0[1] }.max() ?? 0, 1000)
    return Curve(
      label: "What was programmed, and what the patient received", unit: "mcg/day",
      words: received.last.map { "\($0[1] / 100) mcg/day reach the patient" } ?? "",
      lanes: [
        Curve.Lane(name: "programmed", points: programmed),
        Curve.Lane(name: "received", points: received),
      ],
      x: span(life), y: [0, most + most / 10], xTicks: Curve.Tick.days(span(life)),
      yTicks: ticks(most))
  }

  private static func thinned(_ points: [DoseCourse.Point]) -> [DoseCourse.Point] {
    guard points.count > most else { return points }
    let step = (points.count + most - 1) / most
    var kept = stride(from: 0, to: points.count - 1, by: step).map { points[$0] }
    if let last = points.last { kept.append(last) }
    return kept
  }

  private static func span(_ life: Life) -> [Int64] {
    let first = life.course.points.first?.time.rawValue ?? 0
    return [Int64(first / 60_000), Int64(max(life.now.therapy.rawValue, first + 60_000) / 60_000)]
  }

  private static func ticks(_ most: Int64) -> [Curve.Tick] {
    let steps: [Int64] = [100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000]
    let step = steps.first { most / $0 <= 5 } ?? 200_000
    return stride(from: 0, through: most, by: Int(step)).map { value in
      Curve.Tick(at: value, words: step < 1000 ? "\(value / 100)" : "\(value / 100)")
    }
  }
}
