import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct CivilTimeTests {
  /// A date, a time of day, and its seconds since 2000-01-01 00:00:00 by another calendar program.
  struct Known: Sendable {
    var year, month, day, hour, minute, second: Int
    var seconds: UInt32
  }

  static let known = [
    Known(year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0, seconds: 0),
    Known(year: 2000, month: 2, day: 28, hour: 23, minute: 59, second: 59, seconds: 5_097_599),
    Known(year: 2000, month: 2, day: 29, hour: 0, minute: 0, second: 0, seconds: 5_097_600),
    Known(year: 2000, month: 3, day: 1, hour: 0, minute: 0, second: 0, seconds: 5_184_000),
    Known(year: 2000, month: 12, day: 31, hour: 23, minute: 59, second: 59, seconds: 31_622_399),
    Known(year: 2001, month: 1, day: 1, hour: 0, minute: 0, second: 0, seconds: 31_622_400),
    Known(year: 2025, month: 6, day: 15, hour: 8, minute: 30, second: 0, seconds: 803_291_400),
    Known(year: 2068, month: 1, day: 19, hour: 3, minute: 14, second: 7, seconds: 2_147_483_647),
    Known(year: 2068, month: 1, day: 19, hour: 3, minute: 14, second: 8, seconds: 2_147_483_648),
    Known(year: 2100, month: 2, day: 28, hour: 0, minute: 0, second: 0, seconds: 3_160_771_200),
    Known(year: 2100, month: 3, day: 1, hour: 0, minute: 0, second: 0, seconds: 3_160_857_600),
    Known(year: 2135, month: 12, day: 31, hour: 23, minute: 59, second: 59, seconds: 4_291_747_199),
  ]

  @Test(arguments: known)
  func `known dates have their known seconds`(known: Known) throws {
    let civil = try #require(
      CivilTime(
        year: known.year, month: known.month, day: known.day, hour: known.hour,
        minute: known.minute, second: known.second))
    #expect(civil.clock.rawValue == known.seconds)
    #expect(CivilTime(WallClock(rawValue: known.seconds)) == civil)
  }

  @Test func `every day from 2000 through 2135 is the day after the one before`() {
    var clock: UInt32 = 0
    for year in 2000...2135 {
      for month in 1...12 {
        for day in 1...CivilTime.daysInMonth(month, year: year) {
          // Another second of each day, so that the time of day takes all its values too.
          let second = clock / 86_400 * 7919 % 86_400
          let civil = CivilTime(WallClock(rawValue: clock + second))
          guard civil.year == year, civil.month == month, civil.day == day,
            civil.hour * 3600 + civil.minute * 60 + civil.second == Int(second),
            civil.clock.rawValue == clock + second,
            CivilTime(
              year: year, month: month, day: day, hour: civil.hour, minute: civil.minute,
              second: civil.second) == civil
          else {
            Issue.record("\(year)-\(month)-\(day): \(civil)")
            return
          }
          clock += 86_400
        }
      }
    }
    #expect(clock == 4_291_747_200)
  }

  @Test func `the last moment of the clock is in February 2136`() {
    let last = CivilTime(WallClock(rawValue: .max))
    #expect(last.year == 2136 && last.month == 2 && last.day == 7)
    #expect(last.hour == 6 && last.minute == 28 && last.second == 15)
    #expect(last.clock.rawValue == .max)
  }

  @Test func `moments the calendar does not have are refused`() {
    func exists(
      _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
    ) -> Bool {
      CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second) != nil
    }
    #expect(exists(2024, 2, 29) && !exists(2025, 2, 29))
    #expect(exists(2000, 2, 29) && !exists(2100, 2, 29))
    #expect(exists(2025, 4, 30) && !exists(2025, 4, 31))
    #expect(exists(2025, 12, 31) && !exists(2025, 12, 32) && !exists(2025, 12, 0))
    #expect(!exists(2025, 0, 1) && !exists(2025, 13, 1) && !exists(2025, -1, 1))
    #expect(!exists(1999, 12, 31) && !exists(2136, 1, 1))
    #expect(exists(2025, 1, 1, 23, 59, 59))
    #expect(!exists(2025, 1, 1, 24) && !exists(2025, 1, 1, 0, 60) && !exists(2025, 1, 1, 0, 0, 60))
    #expect(!exists(2025, 1, 1, -1) && !exists(2025, 1, 1, 0, -1) && !exists(2025, 1, 1, 0, 0, -1))
  }
}
