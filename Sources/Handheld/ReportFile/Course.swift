import Clinic
import Telemetry

/// Sums over time that are known at some moments and taken as even between them.
struct Course {
  private let points: [(seconds: Double, value: Double)]

  /// The points must be in the order of time.
  init(_ points: [(seconds: Double, value: Double)]) { self.points = points }

  var isEmpty: Bool { points.isEmpty }
  var first: Double? { points.first?.seconds }
  var last: Double? { points.last?.seconds }

  /// The sum at a moment; `nil` outside of what is known.
  func value(at seconds: Double) -> Double? {
    guard let first = points.first, let last = points.last, seconds >= first.seconds,
      seconds <= last.seconds
    else { return nil }
    var low = 0
    var high = points.count - 1
    while low < high {
      let middle = (low + high) / 2
      if points[middle].seconds < seconds { low = middle + 1 } else { high = middle }
    }
    let right = points[low]
    guard low > 0, right.seconds > seconds else { return right.value }
    let left = points[low - 1]
    let part = (seconds - left.seconds) / (right.seconds - left.seconds)
    return left.value + part * (right.value - left.value)
  }
}

/// The course of volumes as the pump's log and counters tell it, in mL.
struct VolumeCourse {
  /// What was programmed, and what was pumped, both since the first account.
  let programmed: Course
  let pumped: Course
  /// The moments at which both are known.
  let moments: [Double]

  init(_ account: LogAccount?) {
    var programmed = 0.0
    var pumped = 0.0
    var programmedPoints: [(seconds: Double, value: Double)] = []
    var pumpedPoints: [(seconds: Double, value: Double)] = []
    for span in account?.spans ?? [] {
      if programmedPoints.isEmpty {
        programmedPoints.append((Double(span.seconds.lowerBound), 0))
        pumpedPoints.append((Double(span.seconds.lowerBound), 0))
      }
      programmed += Double(span.likelyProgrammed) / 1e6
      pumped += Double(span.pumped) / 1e6
      programmedPoints.append((Double(span.seconds.upperBound), programmed))
      pumpedPoints.append((Double(span.seconds.upperBound), pumped))
    }
    self.programmed = Course(programmedPoints)
    self.pumped = Course(pumpedPoints)
    moments = programmedPoints.map(\.seconds)
  }

  /// The accounts of the log as points of a trumpet curve.
  var trumpet: [Trumpet.Point] {
    moments.compactMap { moment in
      guard let programmed = programmed.value(at: moment), let pumped = pumped.value(at: moment)
      else { return nil }
      return Trumpet.Point(seconds: moment, programmed: programmed, delivered: pumped)
    }
  }
}
