package import Clinic
import Quantities
import Telemetry

/// Sums over time that are known at some moments and taken as even between them.
package struct TimeCourse {
  private let points: [(seconds: Double, value: Double)]

  /// The points must be in the order of time.
  package init(_ points: [(seconds: Double, value: Double)]) { self.points = points }

  package var isEmpty: Bool { points.isEmpty }
  package var first: Double? { points.first?.seconds }
  package var last: Double? { points.last?.seconds }

  /// The sum at a moment; `nil` outside of what is known.
  package func value(at seconds: Double) -> Double? {
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
package struct VolumeCourse {
  /// What was programmed, and what was pumped, both since the first account.
  package let programmed: TimeCourse
  package let pumped: TimeCourse
  /// The moments at which both are known.
  package let moments: [Double]

  package init(_ account: LogAccount?) {
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
    self.programmed = TimeCourse(programmedPoints)
    self.pumped = TimeCourse(pumpedPoints)
    moments = programmedPoints.map { $0.seconds }
  }

  /// The accounts of the log as points of a trumpet curve.
  package var trumpet: [Trumpet.Point] {
    moments.compactMap { moment in
      guard let programmed = programmed.value(at: moment), let pumped = pumped.value(at: moment)
      else { return nil }
      return Trumpet.Point(seconds: moment, programmed: programmed, delivered: pumped)
    }
  }
}
