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

  /// As ``after(minutes:from:)``, to the second; the clock's minute is the one that it falls in.
  static func after(seconds: UInt32, from clock: WallClock?) -> String {
    let length = seconds == 0 ? "now" : "in \(QuantityWords.duration(.seconds(UInt64(seconds))))"
    guard let then = self.clock(seconds, from: clock) else { return length }
    return "\(length), on \(minute(then))"
  }

  /// A moment that may be weeks away: its date, and how far it is in days.
  static func coming(seconds: UInt32, from clock: WallClock?) -> String {
    dated(seconds, in: distance(seconds), from: clock)
  }

  /// A moment that may be years away: its date, and how far it is in calendar months.
  static func comingMonths(seconds: UInt32, from clock: WallClock?) -> String {
    let months = self.months(seconds: seconds, from: clock)
    let length =
      months < 3 ? distance(seconds) : QuantityWords.count(months, "month", "months")
    return dated(seconds, in: length, from: clock)
  }

  private static func dated(_ seconds: UInt32, in length: String, from clock: WallClock?) -> String
  {
    guard let then = self.clock(seconds, from: clock) else { return "in \(length)" }
    return "\(minute(then)), in \(length)"
  }

  /// Up to two days in hours and minutes: nothing that is still to come is "in 0 days".
  private static func distance(_ seconds: UInt32) -> String {
    let days = UInt64(seconds) / 86_400
    return days < 2
      ? QuantityWords.duration(.seconds(UInt64(seconds)))
      : QuantityWords.count(days, "day", "days")
  }

  /// How many whole calendar months pass in so many seconds from a clock; without one, months of
  /// the calendar's average length.
  static func months(seconds: UInt32, from clock: WallClock?) -> UInt64 {
    guard let clock, let then = self.clock(seconds, from: clock) else {
      return UInt64(seconds) / 2_629_746
    }
    let (first, last) = (CivilTime(clock), CivilTime(then))
    let months = (last.year - first.year) * 12 + last.month - first.month
    return UInt64(max(0, months - (isBefore(last, first) ? 1 : 0)))
  }

  /// Whether a moment is earlier in its month than another is in its own.
  private static func isBefore(_ one: CivilTime, _ other: CivilTime) -> Bool {
    func seconds(_ time: CivilTime) -> Int {
      ((time.day * 24 + time.hour) * 60 + time.minute) * 60 + time.second
    }
    return seconds(one) < seconds(other)
  }

  /// What the clock will show so many seconds from now; `nil` without a clock.
  static func clock(_ seconds: UInt32, from clock: WallClock?) -> WallClock? {
    guard let clock else { return nil }
    return UInt32(exactly: UInt64(clock.rawValue) + UInt64(seconds)).map(WallClock.init(rawValue:))
  }
}
