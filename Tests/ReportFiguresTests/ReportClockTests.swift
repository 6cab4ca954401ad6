import Clinic
import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import ReportFigures

/// The clock of a report, and the marks of its axes of time.
@Suite(.limited)
struct ReportClockTests {
  private static let now = Samples.interrogation(at: Samples.monday)
  private static let clock = ReportClock(now)
  private static let unset = ReportClock(Samples.interrogation())

  private static var seconds: Double { Double(now.status.therapySeconds) }

  @Test func `a moment is told by the clock as it is set now`() {
    #expect(Self.clock.moment(at: Self.seconds) == .clock(Samples.monday))
    #expect(
      Self.clock.moment(at: Self.seconds - 3600.5)
        == .clock(WallClock(rawValue: Samples.monday.rawValue - 3601)))
    #expect(Self.clock.moment(at: 0) == .clock(Samples.time(2026, 3, 1, 7, 0)))
    #expect(Self.clock.midnightOffset == 7 * 3600)
  }

  @Test func `without a clock, or beyond what it can show, the day of therapy is told`() {
    #expect(Self.unset.moment(at: 90_000) == .therapy(day: 1, second: 3600))
    #expect(Self.unset.midnightOffset == 0)
    let far = Double(UInt32.max)
    #expect(Self.clock.moment(at: far) == .therapy(day: 49_710, second: 23_295))
    #expect(Self.clock.moment(at: -far) == .therapy(day: -49_711, second: 0))
    #expect(Self.clock.moment(at: .nan) == .therapy(day: 0, second: 0))
    #expect(Self.clock.moment(at: .infinity) == .therapy(day: 0, second: 0))
  }

  @Test(arguments: [0, 59, 60, 7200] as [UInt32])
  func `what the clock showed is told where it is a minute off`(shift: UInt32) {
    var log = LogLab()
    log.add(.alarmRaised, at: 1000, detail: 2)
    // Set at 2000 s of therapy: until then it was behind by the shift.
    let set = Samples.monday.rawValue - (Self.now.status.therapySeconds - 2000)
    log.add(.clockSet, at: 2000, short: 1, number: set, amount: UInt64(set - shift))
    let told = Self.clock.otherwiseShown(
      log.entries[0].entry, by: LogClock(log.entries, now: Self.now))
    #expect(told == (shift < 60 ? nil : WallClock(rawValue: set - 1000 - shift)))
    #expect(
      Self.unset.otherwiseShown(
        log.entries[0].entry, by: LogClock(log.entries, now: Self.now)) == nil)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `marks are at midnights or full hours of the clock, and can be told apart`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let clock = random.once(in: 3) ? Self.unset : Self.clock
    let from = Double(random.below(100_000_000))
    let to = from + Double(random.spread(upTo: 300_000_000))
    let time = TimeMarks(from: from, to: to, by: clock)
    #expect(time.from == from && time.to == max(to, from + 3600))
    #expect(time.marks.count <= 8, "seed \(seed): \(time)")
    if to - from >= 86_400, to - from < 10 * 365 * 86_400 {
      #expect(time.marks.count >= 2, "seed \(seed): \(time)")
    }
    for mark in time.marks {
      #expect(mark >= time.from && mark <= time.to)
      let second =
        switch clock.moment(at: mark) {
        case .clock(let value): value.rawValue % 86_400
        case .therapy(_, let second): second
        }
      #expect(second % (time.areHours ? 3600 : 86_400) == 0, "seed \(seed): \(time)")
    }
  }
}
