package import Clinic
package import Quantities
package import Telemetry

/// The clock that all of a report tells time by: the pump's, as it is set now.
///
/// It was perhaps set meanwhile; by what it showed at the time, two weeks could overlap or be a
/// year apart, and no drawing would agree with any table.
package struct ReportClock {
  /// A moment of therapy as a report tells it.
  package enum Moment: Equatable {
    /// What the clock shows then.
    case clock(WallClock)
    /// The day of therapy from zero, and the second of it, where the clock cannot show it.
    case therapy(day: Int64, second: UInt32)
  }

  private let clock: WallClock?
  private let seconds: UInt32

  /// The clock by which moments are in seconds since 2000 themselves.
  package static let sinceMillennium = ReportClock(clock: WallClock(rawValue: 0), seconds: 0)

  private init(clock: WallClock, seconds: UInt32) {
    self.clock = clock
    self.seconds = seconds
  }

  /// The clock of a pump that said this.
  package init(_ now: Interrogation) {
    clock = now.clock
    seconds = now.status.therapySeconds
  }

  /// A moment of therapy, in s.
  package func moment(at seconds: Double) -> Moment {
    if let value = shows(at: seconds) { return .clock(value) }
    return .therapy(
      day: Self.whole(seconds / 86_400), second: UInt32(clamping: Self.whole(seconds)) % 86_400)
  }

  /// How many seconds after midnight therapy time zero was.
  package var midnightOffset: Double {
    guard let clock else { return 0 }
    return Double((Int64(clock.rawValue) - Int64(seconds)) % 86_400)
  }

  /// What the pump's clock showed when an entry was written, where that is a minute or more from
  /// what the report tells; `nil` where it is not.
  package func otherwiseShown(_ entry: LogEntry, by log: LogClock) -> WallClock? {
    guard let then = log.clock(of: entry), let value = shows(at: Double(entry.therapySeconds)),
      max(then.rawValue, value.rawValue) - min(then.rawValue, value.rawValue) >= 60
    else { return nil }
    return then
  }

  /// What it shows at a moment of therapy, in s; `nil` when it is not set, or cannot show it.
  private func shows(at seconds: Double) -> WallClock? {
    guard let clock else { return nil }
    let value = Double(clock.rawValue) + seconds - Double(self.seconds)
    guard value >= 0, value < Double(UInt32.max) else { return nil }
    return WallClock(rawValue: UInt32(value))
  }

  /// A number without its fraction; zero for one that no moment has.
  private static func whole(_ value: Double) -> Int64 {
    Int64(exactly: value.rounded(.down)) ?? 0
  }
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
