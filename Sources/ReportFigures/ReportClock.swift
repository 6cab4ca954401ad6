package import Clinic
import Quantities

extension ReportClock {
  /// A moment of therapy, in s, to the whole second before it; of a number that no moment has, the
  /// beginning.
  package func moment(at seconds: Double) -> Moment {
    guard let second = Int64(exactly: seconds.rounded(.down)) else {
      return .therapy(day: 0, second: 0)
    }
    return moment(atSecond: second)
  }

  /// How many seconds after midnight therapy time zero was.
  package var midnightOffset: Double { Double(secondsAfterMidnight) }
}

/// The marks of an axis of time, at midnights or full hours of a clock. Moments are in seconds of
/// therapy.
package struct TimeMarks: Equatable {
  package let from: Double
  /// At least an hour later.
  package let to: Double
  package let marks: [Double]
  /// Whether they are less than a day apart, so that each needs its hour.
  package let areHours: Bool

  private static let steps: [Double] =
    [1, 3, 6, 12, 24, 48, 168, 336, 720, 1440, 2184, 4368, 8760, 17_520, 35_040].map { $0 * 3600 }
  private static let day: Double = 86_400

  /// The marks between two moments, not too many to be told apart.
  package init(from: Double, to: Double, by clock: ReportClock) {
    let span = max(to - from, 3600)
    let step = Self.steps.first { span / $0 <= ($0 < Self.day ? 6.4 : 7.8) } ?? span
    let offset = clock.midnightOffset
    var marks: [Double] = []
    var place = ((from + offset) / step).rounded(.up) * step - offset
    while place <= from + span {
      marks.append(place)
      place += step
    }
    self.from = from
    self.to = from + span
    self.marks = marks
    areHours = step < Self.day
  }
}
