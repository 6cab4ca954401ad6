import ClinicSupport
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing
import VerbOutput

@testable import Clinic
@testable import ClinicText
@testable import Handheld
@testable import programmer

/// What setting the clock does to a schedule, told before it is done.
@Suite(.limited)
struct ClockShiftTests {
  private func shift(_ old: WallClock, _ new: WallClock) -> ClockShift {
    ClockShift(
      old: old, new: new, therapy: Samples.schedule().therapy, schedule: Samples.schedule())
  }

  private func monday(_ hour: Int, _ minute: Int = 0) -> WallClock {
    Samples.time(2026, 3, 2, hour, minute)
  }

  @Test func `weekdays are those of the calendar`() {
    #expect(WallClock(rawValue: 0).weekday == 5, "2000-01-01 was a Saturday")
    #expect(Samples.monday.weekday == 0)
    #expect(Samples.time(2026, 3, 8, 23, 59).weekday == 6)
    #expect(Samples.time(2026, 3, 9, 0, 0).weekday == 0)
  }

  @Test func `an hour forward across a step leaves the end of one out`() {
    #expect(
      shift(monday(5, 30), monday(6, 30)).words == """
        now         2026-03-02 05:30:00
        new         2026-03-02 06:30:00, 1 h forward
        step now    00:00 100 mcg/day
        step then   06:00 150 mcg/day
        left out    from 2026-03-02 05:30 for 30 min: 100 mcg/day
                    from 2026-03-02 06:00 for 30 min: 150 mcg/day

        """)
  }

  @Test func `an hour back across a step repeats one`() {
    let back = shift(monday(6, 30), monday(5, 30))
    #expect(back.seconds == -3600 && back.crossesStep)
    #expect(back.words.contains("new         2026-03-02 05:30:00, 1 h back\n"))
    #expect(back.words.contains("repeated    from 2026-03-02 05:30 for 30 min: 100 mcg/day\n"))
  }

  @Test func `within a step nothing happens`() {
    let small = shift(monday(8), monday(8, 5))
    #expect(!small.crossesStep)
    #expect(small.words.contains("effect      no step is left out or repeated\n"))
    #expect(small.words.contains("step then   06:00 150 mcg/day, the same\n"))
  }

  @Test(
    arguments: [
      (5, 59, 6, 0, true), (6, 0, 5, 59, true), (6, 0, 6, 1, false), (6, 1, 6, 0, false),
      (21, 59, 22, 1, true), (8, 0, 8, 0, false),
    ] as [(Int, Int, Int, Int, Bool)])
  func `the moment a step begins belongs to it`(
    hour: Int, minute: Int, newHour: Int, newMinute: Int, crosses: Bool
  ) {
    #expect(shift(monday(hour, minute), monday(newHour, newMinute)).crossesStep == crosses)
  }

  @Test func `across midnight the next day's plan is meant`() {
    let saturday = shift(Samples.time(2026, 3, 6, 23, 0), Samples.time(2026, 3, 7, 1, 0))
    #expect(
      saturday.stretches.map { $0.step.dose } == [Samples.dose(100_000), Samples.dose(120_000)])
    #expect(saturday.words.contains("step then   00:00 120 mcg/day\n"))
  }

  @Test func `a jump of years is told in a few lines`() {
    let jump = shift(monday(8), Samples.time(2031, 12, 24, 18, 30))
    #expect(jump.words.split(separator: "\n").count <= 12)
    #expect(jump.words.contains("and what follows, 2123 d 10 h in all\n"))
  }

  @Test func `other programmes do not follow the clock`() {
    let plain = ClockShift(
      old: monday(5), new: monday(7), therapy: Samples.simple(100_000), schedule: nil)
    #expect(!plain.crossesStep)
    #expect(plain.words.contains("simple continuous: it does not follow the clock\n"))
    #expect(!plain.words.contains("left out"))
  }

  @Test func `periodic boluses do not move, and it is said`() {
    let programme = Samples.schedule(periodic: Samples.periodic())
    let words = ClockShift(
      old: monday(5), new: monday(7), therapy: programme.therapy, schedule: programme
    ).words
    #expect(words.hasSuffix("counted on therapy time and do not move.\n"))
  }

  @Test func `a reason is asked for where the clock would move by more than a drift`() throws {
    let running = Samples.interrogation(at: monday(8)) {
      $0.therapy = Samples.schedule().therapy
    }
    let far = shift(monday(8), monday(9))
    let near = shift(monday(8), monday(8, 15))
    #expect(ClockPreview.reason(nil, running, far) == nil)
    let error = ProgrammerError.reasonIsMissing(far.seconds, true)
    #expect(error.exitStatus == .usage && error.message.contains("move 1 h forward, more"))
    #expect(error.message.contains("a day schedule runs on it"))
    #expect(ClockPreview.reason(nil, running, near) == .correction)
    #expect(ClockPreview.reason(.travel, running, far) == .travel)
    let steady = Samples.interrogation(at: monday(8))
    #expect(ClockPreview.reason(nil, steady, near) == .correction)
    for old in [monday(9, 1), Samples.time(2025, 6, 8, 8, 0)] {
      let shift = shift(old, monday(8))
      #expect(ClockPreview.reason(nil, steady, shift) == nil)
      let error = ProgrammerError.reasonIsMissing(shift.seconds, false)
      #expect(error.message.contains("more than a clock drifts: say why"))
    }
    #expect(ClockPreview.reason(.set, steady, far) == .set)
    #expect(ClockPreview.reason(nil, Samples.interrogation(), nil) == .set)
    var lost = running
    lost.status.alarms.insert(.clockUncertain)
    #expect(ClockPreview.reason(nil, lost, far) == .set)
  }

  @Test func `a clock that the pump lost is not shown as if it were right`() throws {
    let sure = ClockResult(clock: monday(8), wasSet: false)
    #expect(sure.words == "2026-03-02 08:00:00\n")
    let lost = ClockResult(clock: monday(8), wasSet: false, isUncertain: true)
    #expect(
      lost.words == "2026-03-02 08:00:00 or later: the pump lost the time; set the clock\n")
    let json = try JSONText.line(lost.json)
    #expect(json.contains("\"is_uncertain\":true"))
  }
}
