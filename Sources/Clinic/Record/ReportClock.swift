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

  /// A whole second of therapy time.
  package func moment(atSecond second: Int64) -> Moment {
    if let value = shows(atSecond: second) { return .clock(value) }
    let day = second >= 0 ? second / 86_400 : (second + 1) / 86_400 - 1
    return .therapy(day: day, second: UInt32(clamping: second) % 86_400)
  }

  /// How many seconds after midnight therapy time zero was.
  package var secondsAfterMidnight: Int64 {
    guard let clock else { return 0 }
    return (Int64(clock.rawValue) - Int64(seconds)) % 86_400
  }

  /// What the pump's clock showed when an entry was written, where that is a minute or more from
  /// what the report tells; `nil` where it is not.
  package func otherwiseShown(_ entry: LogEntry, by log: LogClock) -> WallClock? {
    guard let then = log.clock(of: entry),
      let value = shows(atSecond: Int64(entry.therapySeconds)),
      max(then.rawValue, value.rawValue) - min(then.rawValue, value.rawValue) >= 60
    else { return nil }
    return then
  }

  /// What it shows at a second of therapy; `nil` when it is not set, or cannot show it.
  private func shows(atSecond second: Int64) -> WallClock? {
    guard let clock else { return nil }
    let value = Int64(clock.rawValue) + second - Int64(seconds)
    guard value >= 0, value < Int64(UInt32.max) else { return nil }
    return WallClock(rawValue: UInt32(value))
  }
}
