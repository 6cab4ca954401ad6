import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic

/// Which step of a schedule changes the dose next.
@Suite(.limited)
struct ComingStepTests {
  /// 2026-03-02 was a Monday; so many days and minutes after its midnight.
  private static func clock(_ day: Int, _ minute: Int) throws -> WallClock {
    let civil = try #require(
      CivilTime(year: 2026, month: 3, day: 2, hour: 0, minute: 0, second: 0))
    return WallClock(rawValue: civil.clock.rawValue + UInt32(day * 86_400 + minute * 60))
  }

  @Test(arguments: [
    // The workday's steps: 00:00 100, 06:00 150, 22:00 100; the weekend's: 00:00 120.
    (0, 0, 360, 0), (0, 359, 1, 0), (0, 360, 960, 0), (3, 1320, 480, 4), (4, 1320, 120, 5),
    (5, 600, 2280, 0), (6, 1439, 1, 0),
  ])
  func `it is the next that gives another dose`(
    day: Int, minute: Int, ahead: Int, weekday: Int
  ) throws {
    let next = try #require(Samples.schedule().comingStep(from: try Self.clock(day, minute)))
    #expect(next.ahead.seconds == UInt32(ahead * 60))
    #expect(next.weekday == weekday)
  }

  @Test func `minute by minute it is what a search of the whole week finds`() throws {
    let programme = Samples.schedule()
    func dose(_ moment: Int) -> DoseRate? {
      programme.day(of: moment / 1440 % 7)?.step(at: UInt16(moment % 1440))?.dose
    }
    for moment in stride(from: 0, to: 7 * 1440, by: 7) {
      let now = dose(moment)
      let told = try #require((1...8 * 1440).first { dose(moment + $0) != now })
      let next = programme.comingStep(from: try Self.clock(0, moment))
      #expect(next?.ahead.seconds == UInt32(told * 60), "minute \(moment)")
      #expect(next?.step.dose == dose(moment + told))
    }
  }

  @Test func `a programme of one dose has none`() throws {
    let clock = try Self.clock(0, 0)
    #expect(Samples.programme(100_000).comingStep(from: clock) == nil)
    #expect(Samples.days(100, weekend: 100).comingStep(from: clock) == nil)
  }

  @Test func `the last moment that a clock can show has one too`() {
    #expect(Samples.schedule().comingStep(from: WallClock(rawValue: .max)) != nil)
  }
}
