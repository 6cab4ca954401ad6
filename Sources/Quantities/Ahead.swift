/// How far ahead a moment lies, and the one rule by which such moments are told.
///
/// A clinician reads the same moment in several places, some of them side by side: the end of a
/// bridge and the time at which its drug is at the catheter's tip, a date and how far it is, a
/// preview and the status an hour later, a screen and a script's JSON. So that they agree:
///
/// - **The length** is in whole seconds, rounded up: when they are over, the moment has come.
/// - **The date** is the minute that the moment falls in. When it comes, the clock shows what was
///   told, to the minute; and it is the same date from wherever it was told.
/// - **Minutes** are counted from the minute that the clock shows to that one, so that clock and
///   length add up to the date. Without a clock they are the seconds, rounded up. They are zero
///   only once the moment has come; less than a minute is told to people in seconds.
/// - **Days and months** are the whole ones in those minutes, months by the calendar: as many as
///   go by before the moment comes. They stand beside the date, which is what is promised.
///
/// Whoever shows such a moment takes it from here; nobody divides seconds.
public struct Ahead: Hashable, Sendable {
  /// How long until the moment comes, in s; zero once it has come.
  public let seconds: UInt32

  /// A moment so many seconds ahead.
  public init(seconds: UInt32) { self.seconds = seconds }

  /// A moment so many minutes ahead, at most ``longest``.
  public init(minutes: UInt32) { self.init(.minutes(UInt64(minutes))) }

  /// A moment a length of time ahead, rounded up to the second, at most ``longest``.
  public init(_ length: Milliseconds) {
    let seconds = length.rawValue / 1000 + (length.rawValue % 1000 == 0 ? 0 : 1)
    self.seconds = UInt32(min(seconds, UInt64(Self.longest)))
  }

  /// The farthest that is told, 2^32 - 2 s: 136 years. One more stands for never on the wire.
  public static var longest: UInt32 { .max - 1 }

  /// What a clock will show at the moment, to the second; `nil` without a clock, and where the
  /// clock ends before.
  public func moment(from clock: WallClock?) -> WallClock? {
    clock?.plus(WallClock(rawValue: seconds))
  }

  /// The minute that the moment falls in, as its first second; `nil` as for ``moment(from:)``.
  public func date(from clock: WallClock?) -> WallClock? { moment(from: clock)?.startOfMinute }

  /// Minutes from the one that the clock shows to the one that the moment falls in, at least one
  /// while it is still to come; without a clock the seconds, rounded up to minutes.
  public func minutes(from clock: WallClock?) -> UInt32 {
    guard let clock, let date = date(from: clock) else {
      return seconds / 60 + (seconds % 60 == 0 ? 0 : 1)
    }
    return max((date.rawValue - clock.startOfMinute.rawValue) / 60, seconds == 0 ? 0 : 1)
  }

  /// Whole days of 24 hours in ``minutes(from:)``.
  public func days(from clock: WallClock?) -> UInt32 { minutes(from: clock) / (24 * 60) }

  /// Whole calendar months that pass until the moment's minute; without a clock, or beyond its end,
  /// months of the calendar's average length.
  public func months(from clock: WallClock?) -> UInt32 {
    guard let clock, let date = date(from: clock) else { return seconds / Self.averageMonth }
    let (first, last) = (CivilTime(clock), CivilTime(date))
    let months = (last.year - first.year) * 12 + last.month - first.month
    return UInt32(max(0, months - (last.isEarlierInMonth(than: first) ? 1 : 0)))
  }

  /// A twelfth of 365.2425 days, in s.
  private static var averageMonth: UInt32 { 2_629_746 }
}

extension WallClock {
  /// The minute that this moment falls in, as its first second.
  public var startOfMinute: WallClock { WallClock(rawValue: rawValue - rawValue % 60) }
}

extension CivilTime {
  /// Whether this minute is earlier in its month than another is in its own.
  fileprivate func isEarlierInMonth(than other: CivilTime) -> Bool {
    func minutes(_ time: CivilTime) -> Int { (time.day * 24 + time.hour) * 60 + time.minute }
    return minutes(self) < minutes(other)
  }
}
