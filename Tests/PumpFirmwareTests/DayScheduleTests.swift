import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// A day schedule runs on the wall clock, to the millisecond at which each step begins.
@Suite(.limited)
struct DayScheduleTests {
  private static let day = DayPlan.steps((0, 100_000), (360, 240_000), (1200, 0))

  private func rate(_ bench: Bench) -> UInt64 {
    bench.firmware.state.integral.basalPerDay.rawValue / 1000
  }

  @Test func `each step begins at the millisecond its minute begins`() throws {
    var bench = try Bench(.sample(), .scheduled([.plan1: Self.day]))
    for (minute, before, after) in [
      (360, 100_000, 240_000), (1200, 240_000, 12_000), (1440, 12_000, 100_000),
    ] as [(UInt64, UInt64, UInt64)] {
      let begin = TherapyTime.ms(minute * 60_000)
      bench.wait(TherapyTime.ms(begin.rawValue - 1).since(bench.now.therapy))
      #expect(rate(bench) == before, "a millisecond before minute \(minute)")
      bench.wait(.ms(1))
      #expect(rate(bench) == after, "at minute \(minute)")
    }
    let steps = bench.entries(.step)
    #expect(steps.map(\.short) == [360, 1200, 0])
    #expect(steps.map(\.therapySeconds) == [21_600, 72_000, 86_400])
    #expect(steps.map(\.number) == [240_000, 0, 100_000])
  }

  @Test func `at the exact minute of a step the next one to come is the step after it`() throws {
    var state = DurableState.scheduled([.plan1: Self.day])
    for (minute, next) in [
      (0, 360), (359, 360), (360, 1200), (361, 1200), (1199, 1200), (1200, 1440), (1439, 1440),
      (1440, 1800),
    ] as [(UInt64, UInt64)] {
      let found = state.nextStep(after: .ms(minute * 60_000))
      #expect(found == .ms(next * 60_000), "from minute \(minute)")
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `the step that follows another is the one that runs when that ends`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var plans: [PlanNumber: DayPlan] = [:]
    var week = WeekPlan()
    for weekday in 0..<7 {
      let number = try #require(PlanNumber(rawValue: UInt8(weekday + 1)))
      var day = DayPlan.steps((0, 100_000))
      var minute: UInt16 = 0
      for _ in 0..<random.below(13) {
        minute += UInt16(random.from(1...240))
        guard let step = DayStep(startMinute: minute, dose: .ngPerDay(50_000)) else { break }
        day.append(step)
      }
      plans[number] = day
      week[weekday] = number
    }
    var state = DurableState.scheduled(plans, .daySchedule(week))
    // Up to a week before the clock begins again at zero, in the middle of a day.
    state.clockBase = UInt32.max - UInt32(random.below(700_000))
    let begin = TherapyTime.ms(random.below(200_000_000))
    let first = state.scheduledStep(at: begin)
    var step = try #require(first)
    for _ in 0..<200 {
      let followed = state.scheduledStep(after: step)
      let next = try #require(followed)
      let found = state.scheduledStep(at: step.end)
      let other = try #require(found)
      #expect(next.plan == other.plan && next.step == other.step, "seed \(seed)")
      #expect(next.end == other.end && next.end > step.end, "seed \(seed)")
      step = next
    }
  }

  @Test func `a pump that wakes at each deadline makes each stroke when it is due`() throws {
    var bench = try Bench(.sample(), .scheduled([.plan1: Self.day]))
    var programme = ReferenceDelivery(basalPerDay: 100_000_000)
    bench.live(.days(2))
    for day in 0..<2 as Range<UInt64> {
      for (minute, rate) in [(0, 100_000_000), (360, 240_000_000), (1200, 12_000_000)] {
        programme.set(
          basalPerDay: UInt64(rate), at: .ms((day * 1440 + UInt64(minute)) * 60_000))
        // All strokes of the step so far were made at their first possible millisecond.
        let end: UInt64 = minute == 0 ? 360 : minute == 360 ? 1200 : 1440
        let strokes = bench.motor.turns.filter {
          $0.time > .ms((day * 1440 + UInt64(minute)) * 60_000)
            && $0.time <= .ms((day * 1440 + end) * 60_000)
        }
        for turn in strokes {
          let index = bench.motor.turns.firstIndex(of: turn) ?? 0
          let due = UInt128(index + 1) * 500_000
          #expect(programme.total(at: turn.time) >= due)
        }
      }
    }
    #expect(UInt128(bench.motor.strokes) == programme.total(at: bench.now.therapy) / 500_000)
  }

  /// The weekday of a date by Sakamoto's rule, Monday being 0.
  private func weekday(_ civil: CivilTime) -> Int {
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][civil.month - 1]
    let year = civil.month < 3 ? civil.year - 1 : civil.year
    return (year + year / 4 - year / 100 + year / 400 + shift + civil.day + 6) % 7
  }

  /// Days around which a week, a year or February ends.
  @Test(arguments: [
    WallClock.at(2026, 3, 6), .at(2027, 12, 30), .at(2028, 2, 27), .at(2026, 2, 27),
    .at(2096, 2, 27), .at(2100, 2, 26), .at(2000, 2, 27), .at(2067, 12, 30),
  ])
  func `each weekday follows its plan, over years' ends and leap days`(start: WallClock) throws {
    var week = WeekPlan(everyDay: .plan1)
    week[5] = .plan2
    week[6] = .plan7
    let plans: [PlanNumber: DayPlan] = [
      .plan1: .steps((0, 100_000), (720, 150_000)), .plan2: .steps((0, 200_000), (30, 220_000)),
      .plan7: .steps((0, 300_000), (1410, 330_000)),
    ]
    var bench = try Bench(.sample(), .scheduled(plans, .daySchedule(week), clock: start))
    for halfHour in 0..<48 * 6 {
      let civil = CivilTime(WallClock(rawValue: start.rawValue + UInt32(halfHour) * 1800))
      let minute = civil.hour * 60 + civil.minute
      let expected: UInt64 =
        switch weekday(civil) {
        case 5: minute < 30 ? 200_000 : 220_000
        case 6: minute < 1410 ? 300_000 : 330_000
        default: minute < 720 ? 100_000 : 150_000
        }
      #expect(rate(bench) == expected, "\(civil)")
      bench.wait(.minutes(30))
    }
  }

  @Test func `a stop, a cut and a boot do not lose the place in the day`() throws {
    var bench = try Bench(.sample(), .scheduled([.plan1: Self.day]))
    bench.wait(.hours(5))
    bench.open()
    #expect(bench.stop().isDone)
    #expect(rate(bench) == 0)
    bench.wait(.hours(3))
    #expect(rate(bench) == 0)
    bench.open()
    #expect(bench.resume().isDone)
    #expect(rate(bench) == 240_000)
    try bench.restart(after: .hours(13))
    #expect(rate(bench) == 12_000)
    try bench.restart(after: .hours(3).minus(.ms(1)) ?? .zero)
    #expect(rate(bench) == 12_000)
    bench.wait(.ms(1))
    #expect(rate(bench) == 100_000)
    // Steps that begin while delivery is stopped, or without power, are not logged as given.
    #expect(bench.entries(.step).map(\.short) == [0])
  }

  @Test func `basal waits for a bolus of no kind, and a bolus for no step`() throws {
    var bench = try Bench(.sample(), .scheduled([.plan1: Self.day]))
    bench.wait(.minutes(350))
    bench.open()
    #expect(bench.bolus(20_000, over: .minutes(20)).isDone)
    bench.wait(.minutes(10))
    #expect(rate(bench) == 240_000)
    #expect(bench.firmware.state.integral.infusion?.kind == .bolus)
    bench.wait(.minutes(10))
    #expect(rate(bench) == 240_000)
    #expect(bench.firmware.state.integral.infusion == nil)
  }
}
