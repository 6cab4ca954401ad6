/// The local time of day and date a clinician reads, in seconds since 2000-01-01 00:00:00.
///
/// It has no time zone and no daylight saving: it is what the clock on the wall shows. A pump whose
/// clock was never set has no wall clock at all, rather than a date that stands for "unknown".
public struct WallClock: Quantity {
  /// Seconds since 2000-01-01 00:00:00.
  public let rawValue: UInt32

  /// The moment `rawValue` seconds after 2000-01-01 00:00:00; the last one is in 2136.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A wall-clock moment taken apart into the parts people read.
public struct CivilTime: Hashable, Sendable {
  /// The year, 2000 through 2136.
  public let year: Int
  /// The month, 1 through 12.
  public let month: Int
  /// The day of the month, 1 through 31.
  public let day: Int
  /// The hour, 0 through 23.
  public let hour: Int
  /// The minute, 0 through 59.
  public let minute: Int
  /// The second, 0 through 59.
  public let second: Int

  /// A date and time, or `nil` when the calendar has no such moment or the clock cannot hold it.
  public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    guard (2000...2135).contains(year), (1...12).contains(month), (1...31).contains(day),
      day <= Self.daysInMonth(month, year: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The parts of a wall-clock moment.
  public init(_ clock: WallClock) {
    // Unsigned down to the days: from 2068 on the seconds do not fit the word of a 32-bit machine.
    let seconds = clock.rawValue
    hour = Int(seconds / 3600 % 24)
    minute = Int(seconds / 60 % 60)
    second = Int(seconds % 60)
    // Years counted from 1 March put the leap day last, so that months have a fixed pattern.
    let daysSinceMarch2000 = Int(seconds / 86_400) - 60 + 146_097
    let era = daysSinceMarch2000 / 146_097
    let dayOfEra = daysSinceMarch2000 % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = 1600 + era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// The wall-clock moment these parts name.
  public var clock: WallClock {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = (era - 5) * 146_097 + dayOfEra + 60
    return WallClock(
      rawValue: UInt32(days) * 86_400 + UInt32(hour * 3600 + minute * 60 + second))
  }

  /// The number of days in a month of the Gregorian calendar.
  public static func daysInMonth(_ month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
