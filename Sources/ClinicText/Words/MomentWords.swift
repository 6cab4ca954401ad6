import Clinic
import PumpText
package import Quantities

/// Moments and lengths of time, as a programmer's screens show them.
///
/// How a moment that lies ahead is rounded is told by ``Ahead``; here it only gets its words.
package enum MomentWords {
  /// How far ahead a moment is, to the minute, and what the pump's clock will show then if it was
  /// set.
  package static func after(_ ahead: Ahead, from clock: WallClock?) -> String {
    let length = ahead.seconds == 0 ? "now" : "in \(length(ahead, from: clock))"
    return ahead.date(from: clock).map { "\(length), on \(minute($0))" } ?? length
  }

  /// A moment that comes within so many minutes, as the pump tells some: it rounds them up, so the
  /// moment's own minute is not known.
  package static func within(minutes: UInt32, from clock: WallClock?) -> String {
    guard minutes > 0 else { return "now" }
    let ahead = Ahead(minutes: minutes)
    let length = "within \(length(ahead, from: clock))"
    return ahead.date(from: clock).map { "\(length), by \(minute($0))" } ?? length
  }

  /// How far ahead a moment is, to the minute; to the second where that is less than one.
  package static func length(_ ahead: Ahead, from clock: WallClock?) -> String {
    QuantityWords.exactDuration(
      ahead.seconds < 60
        ? .seconds(UInt64(ahead.seconds)) : .minutes(UInt64(ahead.minutes(from: clock))))
  }

  /// A moment that may be weeks away: its date, and how far it is in days.
  package static func coming(_ ahead: Ahead, from clock: WallClock?) -> String {
    dated(ahead, in: distance(ahead, from: clock), from: clock)
  }

  /// A moment that may be years away: its date, and how far it is in calendar months.
  package static func comingMonths(_ ahead: Ahead, from clock: WallClock?) -> String {
    let months = ahead.months(from: clock)
    let length =
      months < 3
      ? distance(ahead, from: clock) : QuantityWords.count(UInt64(months), "month", "months")
    return dated(ahead, in: length, from: clock)
  }

  private static func dated(_ ahead: Ahead, in length: String, from clock: WallClock?) -> String {
    ahead.date(from: clock).map { "\(minute($0)), in \(length)" } ?? "in \(length)"
  }

  /// Up to two days in hours and minutes: nothing that is still to come is "in 0 days".
  private static func distance(_ ahead: Ahead, from clock: WallClock?) -> String {
    let days = ahead.days(from: clock)
    return days < 2
      ? length(ahead, from: clock) : QuantityWords.count(UInt64(days), "day", "days")
  }

  /// A length of time that has gone by.
  package static func ago(_ length: Milliseconds) -> String {
    length < .seconds(1) ? "just now" : "\(QuantityWords.duration(length)) ago"
  }

  /// The date and the time of day to the minute, such as `2026-03-02 08:00`.
  package static func minute(_ clock: WallClock) -> String {
    String(QuantityWords.clock(clock).dropLast(3))
  }
}
