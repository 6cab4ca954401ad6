import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The same limits on every way in: a step of a day, a bolus of the programme, a schedule's week.
@Suite(.limited)
struct LimitPathTests {
  private func bench(
    _ therapy: Therapy = .daily(100_000), _ change: (inout DeviceProfile) -> Void = { _ in }
  ) throws -> Bench {
    var bench = try Bench(.sample(change), .implant(therapy, clock: .monday))
    bench.open()
    return bench
  }

  private func schedule(_ plan: DayPlan, _ bench: inout Bench, overriding: Bool = true)
    -> Refusal?
  {
    bench.stage([
      .dayPlan(StageDayPlan(.plan1, plan)),
      .therapy(StageTherapy(.everyDay, overridesSoftLimits: overriding)),
    ])
  }

  private func periodic(
    _ bolus: PeriodicBolus, _ bench: inout Bench, overriding: Bool = true
  ) -> Refusal? {
    bench.ask(
      .therapy(
        StageTherapy(
          .simpleContinuous(.ngPerDay(100_000), periodic: bolus),
          overridesSoftLimits: overriding))
    ).refusal
  }

  @Test func `a step of a day is checked like any dose`() throws {
    var bench = try bench()
    func refusal(_ code: RefusalCode, _ asked: UInt64, _ limit: UInt64) -> Refusal {
      Refusal(.stageTherapy, code, asked: asked, limit: limit)
    }
    #expect(
      schedule(.steps((0, 100_000), (360, 95_999)), &bench)
        == refusal(.flowBelowMinimum, 47_999, 48_000))
    #expect(
      schedule(.steps((0, 100_000), (360, 48_000_001)), &bench)
        == refusal(.flowAboveMaximum, 24_000_001, 24_000_000))
    #expect(schedule(.steps((0, 100_000), (360, 0)), &bench) == nil, "minimum rate is allowed")
    bench = try self.bench { $0.limits.maximumDailyVolume = .nl(75_000) }
    // Half a day of 50 uL and half of 100.
    #expect(schedule(.steps((0, 100_000), (720, 200_000)), &bench) == nil)
    #expect(
      schedule(.steps((0, 100_001), (720, 200_000)), &bench)
        == refusal(.dailyVolumeAboveMaximum, 75_001, 75_000))
    bench = try self.bench()
    #expect(
      schedule(.steps((0, 3_000_000)), &bench, overriding: false)
        == refusal(.doseAboveUsual, 3_000_000, 1_000_000))
  }

  @Test func `minutes meant as hours run into the day's limit`() throws {
    // 60 mcg each morning, given every hour instead.
    var bench = try bench()
    #expect(periodic(.every(1440, nanograms: 60_000), &bench, overriding: false) == nil)
    #expect(
      periodic(.every(60, nanograms: 60_000), &bench, overriding: false)
        == Refusal(.stageTherapy, .doseAboveUsual, asked: 1_540_000, limit: 1_000_000))
    #expect(
      periodic(.every(24, nanograms: 60_000), &bench)
        == Refusal(.stageTherapy, .intervalTooShort, asked: 24, limit: 60))
  }

  @Test func `a bolus of the programme is checked like any bolus`() throws {
    var bench = try bench()
    #expect(
      periodic(.every(600, nanograms: 2_000_001, over: .hours(3)), &bench)?.code
        == .bolusAboveMaximum)
    #expect(
      periodic(.every(600, nanograms: 2_000_000, over: .minutes(59)), &bench)?.code
        == .bolusFlowAboveMaximum)
    #expect(
      periodic(.every(600, nanograms: 2_000_000, over: .minutes(60)), &bench)?.code
        == .totalFlowAboveMaximum)
    #expect(periodic(.every(600, nanograms: 2_000_000, over: .minutes(61)), &bench) == nil)
    #expect(
      periodic(.every(600, nanograms: 100_001), &bench, overriding: false)?.code
        == .bolusAboveUsual)
    #expect(
      periodic(.every(600, nanograms: 1000, over: .seconds(59)), &bench, overriding: false)?.code
        == .bolusFasterThanUsual)
    bench = try self.bench { $0.limits.maximumDailyVolume = .nl(170_000) }
    // 50 uL, and 12 boluses of 10 uL.
    #expect(periodic(.every(120, nanograms: 20_000), &bench) == nil)
    #expect(
      periodic(.every(119, nanograms: 20_000), &bench)
        == Refusal(
          .stageTherapy, .dailyVolumeAboveMaximum, asked: 180_000, limit: 170_000))
  }

  @Test func `no 24 hours hold more than the limit, from the middle of a day on either`() throws {
    var week = WeekPlan(everyDay: .plan1)
    week[1] = .plan2
    // Monday's evening and Tuesday's morning: each day has 100 uL, the night between them 150.
    let plans: [PlanNumber: DayPlan] = [
      .plan1: .steps((0, 100_000), (720, 300_000)), .plan2: .steps((0, 300_000), (720, 100_000)),
    ]
    var bench = try bench { $0.limits.maximumDailyVolume = .nl(149_999) }
    #expect(
      bench.change(to: .daySchedule(week), plans).refusal
        == Refusal(
          .stageTherapy, .dailyVolumeAboveMaximum, asked: 150_000, limit: 149_999))
    bench = try self.bench { $0.limits.maximumDailyVolume = .nl(150_000) }
    #expect(bench.change(to: .daySchedule(week), plans).isDone)
    #expect(bench.bolus(1, over: .hours(1)).refusal?.code == .dailyVolumeAboveMaximum)
  }

  @Test func `the largest 24 hours of a week are found wherever they lie`() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var plans: [PlanNumber: DayPlan] = [:]
      var week = WeekPlan()
      for number in 1...7 as ClosedRange<UInt8> {
        let name = try #require(PlanNumber(rawValue: number))
        // Never below what ran before, which counts as well.
        let doses = (0..<3).map { _ in UInt32(random.from(100_000...900_000)) }
        let first = UInt16(random.from(1...23)) * 30
        plans[name] = .steps((0, doses[0]), (first, doses[1]), (first + 720, doses[2]))
        week[Int(number) - 1] = name
      }
      // Half hour by half hour, in a week that goes round.
      var halfHours: [UInt64] = []
      for weekday in 0..<7 {
        let plan = try #require(week[weekday].flatMap { plans[$0] })
        for half in 0..<48 as Range<UInt16> {
          let place = (0..<plan.count).last { plan[$0].startMinute <= half * 30 }
          halfHours.append(UInt64(plan[try #require(place)].dose.nanogramsPerDay))
        }
      }
      let largest = halfHours.indices.map { start in
        (0..<48).reduce(0 as UInt64) { $0 + halfHours[(start + $1) % halfHours.count] }
      }.max()
      let picograms = try #require(largest) * 1000
      // 2000 pg a nanolitre; rounded up.
      let volume = (picograms + 48 * 2000 - 1) / (48 * 2000)
      // What ran before flows no faster than any step, so it adds nothing.
      let before = Therapy.daily(96_000)
      var bench = try bench(before) { $0.limits.maximumDailyVolume = .nl(volume) }
      #expect(bench.change(to: .daySchedule(week), plans).isDone, "seed \(seed)")
      bench = try self.bench(before) { $0.limits.maximumDailyVolume = .nl(volume - 1) }
      #expect(
        bench.change(to: .daySchedule(week), plans).refusal?.asked == volume, "seed \(seed)")
    }
  }

  @Test func `a stop, a restart and a silence make no room in the day`() throws {
    var bench = try bench { $0.limits.maximumDailyVolume = .nl(100_000) }
    #expect(bench.bolus(100_000, over: .hours(1)).isDone)
    bench.wait(.hours(2), link: .zero)
    for _ in 0..<3 {
      #expect(bench.bolus(2, over: .hours(1)).refusal?.code == .dailyVolumeAboveMaximum)
      bench.stop()
      bench.wait(.hours(3))
      try bench.restart(after: .hours(3))
      bench.open()
      bench.resume()
    }
    bench.wait(.hours(6))
    bench.open()
    #expect(bench.bolus(2, over: .hours(1)).isDone)
  }

  @Test func `each override is logged with what was asked and the limit`() throws {
    var bench = try bench()
    let bolus = PeriodicBolus.every(600, nanograms: 150_000)
    #expect(
      bench.change(to: .simpleContinuous(.ngPerDay(2_000_000), periodic: bolus)).isDone)
    #expect(bench.bolus(100_001, over: .hours(1)).isDone)
    let entries = bench.entries(.override)
    #expect(entries.map(\.detail) == [65, 66, 50, 66], "the last but one is of the step")
    #expect(entries.map(\.number) == [2_450_000, 150_000, 2_450_000, 100_001])
    #expect(entries.map(\.amount) == [1_000_000, 100_000, 200_000, 100_000])
  }
}
