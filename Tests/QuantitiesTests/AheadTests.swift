import Quantities
import TestLimits
import Testing

/// The rule by which a moment that lies ahead is told.
@Suite(.limited)
struct AheadTests {
  /// 2026-03-02, at a time of day.
  private func clock(_ hour: Int, _ minute: Int, _ second: Int, day: Int = 2) -> WallClock? {
    CivilTime(year: 2026, month: 3, day: day, hour: hour, minute: minute, second: second)?.clock
  }

  @Test(
    arguments: [
      (0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (4_294_967_294_000, 4_294_967_294),
      (4_294_967_294_001, 4_294_967_294), (.max, 4_294_967_294),
    ] as [(UInt64, UInt32)])
  func `seconds are rounded up, and end where the wire does`(length: UInt64, seconds: UInt32) {
    #expect(Ahead(Milliseconds(rawValue: length)).seconds == seconds)
  }

  @Test func `the date is the minute that the moment falls in`() throws {
    let now = clock(8, 0, 50)
    #expect(Ahead(seconds: 9).date(from: now) == clock(8, 0, 0))
    #expect(Ahead(seconds: 10).date(from: now) == clock(8, 1, 0))
    #expect(Ahead(seconds: 69).date(from: now) == clock(8, 1, 0))
    #expect(Ahead(seconds: 69).moment(from: now) == clock(8, 1, 59))
    #expect(Ahead(seconds: 86_400).date(from: now) == clock(8, 0, 0, day: 3))
    #expect(Ahead(seconds: 9).date(from: nil) == nil)
    let last = WallClock(rawValue: .max)
    #expect(Ahead(seconds: 0).moment(from: last) == last)
    #expect(Ahead(seconds: 1).moment(from: last) == nil)
    #expect(Ahead(seconds: 1).date(from: last) == nil)
  }

  @Test(
    arguments: [
      (0, 0), (1, 1), (9, 1), (10, 1), (69, 1), (70, 2), (120, 2), (3600, 60), (3610, 61),
    ] as [(UInt32, UInt32)])
  func `minutes lead from the minute that is shown to the date`(seconds: UInt32, minutes: UInt32)
    throws
  {
    let now = try #require(clock(8, 0, 50))
    let ahead = Ahead(seconds: seconds)
    #expect(ahead.minutes(from: now) == minutes)
    let date = try #require(ahead.date(from: now))
    let shown = WallClock(rawValue: now.startOfMinute.rawValue + minutes * 60)
    #expect(date == shown || seconds < 10 && minutes <= 1, "zero only once it has come")
  }

  @Test func `without a clock minutes are rounded up, also beyond the end of the clock`() {
    for clock in [nil, WallClock(rawValue: .max)] {
      #expect(Ahead(seconds: 60).minutes(from: clock) == 1)
      #expect(Ahead(seconds: 61).minutes(from: clock) == 2)
      #expect(Ahead(seconds: Ahead.longest).minutes(from: clock) == 71_582_789)
      #expect(Ahead(minutes: .max).seconds == Ahead.longest)
    }
  }

  @Test func `whole minutes are so many minutes, whatever the clock shows`() {
    for second in 0..<60 {
      #expect(Ahead(minutes: 120).minutes(from: clock(23, 0, second)) == 120)
      #expect(Ahead(minutes: 2880).days(from: clock(23, 0, second)) == 2)
    }
  }

  @Test func `days are whole ones`() {
    #expect(Ahead(seconds: 2 * 86_400 - 61).days(from: nil) == 1)
    #expect(Ahead(seconds: 2 * 86_400 - 61).days(from: clock(8, 0, 50)) == 1)
    // The minute that is shown is two days before the one in which it comes.
    #expect(Ahead(seconds: 2 * 86_400 - 50).days(from: clock(8, 0, 50)) == 2)
  }
}
