import PumpText
import Quantities

/// Moments and lengths of time, as a programmer's screens show them.
enum MomentWords {
  /// A length of time from now, and what the pump's clock will show then, if it was set.
  static func after(minutes: UInt64, from clock: WallClock?) -> String {
    let length = minutes == 0 ? "now" : "in \(QuantityWords.duration(.minutes(minutes)))"
    guard let clock, let then = UInt32(exactly: UInt64(clock.rawValue) + minutes * 60) else {
      return length
    }
    return "\(length), on \(minute(WallClock(rawValue: then)))"
  }

  /// A length of time that has gone by.
  static func ago(_ length: Milliseconds) -> String {
    length < .seconds(1) ? "just now" : "\(QuantityWords.duration(length)) ago"
  }

  /// The date and the time of day to the minute, such as `2026-03-02 08:00`.
  static func minute(_ clock: WallClock) -> String {
    String(QuantityWords.clock(clock).dropLast(3))
  }

  /// The weekday of a date: 0 for Monday. 2000-01-01 was a Saturday.
  static func weekday(_ clock: WallClock) -> Int { (Int(clock.rawValue / 86_400) + 5) % 7 }

  /// As ``after(minutes:from:)``, for times of weeks and months: in days, and to the minute.
  static func days(minutes: UInt64, from clock: WallClock?) -> String {
    let days = minutes / 1440
    let length = days == 1 ? "in 1 day" : "in \(days) days"
    guard let clock, let then = UInt32(exactly: UInt64(clock.rawValue) + minutes * 60) else {
      return length
    }
    return "\(minute(WallClock(rawValue: then))), \(length)"
  }
}
