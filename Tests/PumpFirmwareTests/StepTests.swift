import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// A day's total beyond double the lowest or below half the highest of the last 24 hours is only
/// taken with the total confirmed.
@Suite(.limited)
struct StepTests {
  /// 100 mcg/day of 500 mcg/mL, of which the least flow is 24 mcg/day.
  private func bench(_ implant: DurableState = .implant(strength: 500)) throws -> Bench {
    var bench = try Bench(.sample(), implant)
    bench.open()
    return bench
  }

  /// Commits a programme with a total confirmed, or none.
  private func commit(
    _ therapy: Therapy, confirming total: UInt32 = 0, in bench: inout Bench
  ) throws -> Reply? {
    bench.open()
    let read = bench.stage(therapy)
    let token = try #require(read)
    let order = Order.Body.commit(Commit(token: token))
    return bench.ask(order.confirming(total))
  }

  private func refusal(
    _ total: UInt64, limit: UInt64, _ code: RefusalCode = .totalUnconfirmed
  ) -> Refusal { Refusal(.commit, code, asked: total, limit: limit) }

  @Test func `double and half need a yes alone, a unit beyond them the total`() throws {
    let start = try bench()
    for within in [200_000, 50_000] as [UInt32] {
      var bench = start
      #expect(try commit(.daily(within), in: &bench).isDone)
      #expect(bench.entries(.override).isEmpty)
    }
    for (beyond, limit) in [(200_001, 200_000), (49_999, 50_000)] as [(UInt32, UInt64)] {
      var bench = start
      let before = bench.firmware.state
      #expect(
        try commit(.daily(beyond), in: &bench).refusal == refusal(UInt64(beyond), limit: limit))
      for wrong in [1, beyond - 1, beyond + 1, .max] {
        #expect(
          try commit(.daily(beyond), confirming: wrong, in: &bench).refusal
            == refusal(UInt64(wrong), limit: UInt64(beyond), .totalMismatch))
      }
      #expect(bench.firmware.state == before)
      #expect(try commit(.daily(beyond), confirming: beyond, in: &bench).isDone)
      let entry = bench.entries(.override)
      #expect(entry.map(\.detail) == [RefusalCode.totalUnconfirmed.rawValue])
      #expect(entry.first?.number == beyond && entry.first?.amount == limit)
    }
  }

  @Test func `a total that is wrong is refused also where none is needed`() throws {
    var bench = try bench()
    #expect(
      try commit(.daily(110_000), confirming: 109_999, in: &bench).refusal
        == refusal(109_999, limit: 110_000, .totalMismatch))
    #expect(try commit(.daily(110_000), confirming: 110_000, in: &bench).isDone)
  }

  @Test func `doubling twice in a day is a step, and none when a day is between`() throws {
    var bench = try bench()
    #expect(try commit(.daily(200_000), in: &bench).isDone)
    bench.wait(.hours(24).minus(.ms(1)) ?? .zero, link: .zero)
    #expect(
      try commit(.daily(400_000), in: &bench).refusal == refusal(400_000, limit: 200_000))
    bench.wait(.ms(1), link: .zero)
    #expect(try commit(.daily(400_000), in: &bench).isDone)
  }

  @Test func `halving twice in a day is a step, also across a power cut`() throws {
    var bench = try bench()
    #expect(try commit(.daily(60_000), in: &bench).isDone)
    try bench.restart(after: .hours(3))
    #expect(try commit(.daily(49_000), in: &bench).refusal == refusal(49_000, limit: 50_000))
    bench.wait(.hours(22), link: .zero)
    #expect(try commit(.daily(49_000), in: &bench).isDone)
  }

  @Test(arguments: [110, 115, 130, 140, 90, 80, 60] as [UInt32])
  func `steps of a usual titration, one a day, never need more than a yes`(
    percent: UInt32
  ) throws {
    var bench = try bench(
      .implant(.daily(percent > 100 ? 40_000 : 900_000), strength: 500, fill: .ml(40)))
    bench.motor.isLogging = false
    var dose = UInt32(percent > 100 ? 40_000 : 900_000)
    while (30_000...1_500_000).contains(dose) {
      dose = dose * percent / 100
      #expect(try commit(.daily(dose), in: &bench).isDone, "\(dose) ng/day")
      bench.wait(.hours(24), link: .zero)
    }
  }

  @Test func `a yes to a soft limit does not stand in for the total`() throws {
    var bench = try bench()
    // `stage` overrides every soft limit.
    #expect(
      try commit(.daily(1_500_000), in: &bench).refusal == refusal(1_500_000, limit: 200_000))
    #expect(bench.firmware.state.therapy == .daily(100_000))
  }

  @Test func `minimum rate is less than half, and the way back more than double`() throws {
    var bench = try bench()
    #expect(try commit(.minimumRate, in: &bench).refusal == refusal(3000, limit: 50_000))
    #expect(try commit(.minimumRate, confirming: 3000, in: &bench).isDone)
    bench.wait(.hours(30), link: .zero)
    #expect(
      try commit(.daily(100_000), in: &bench).refusal == refusal(100_000, limit: 6000))
  }

  @Test func `minimum rate goes on with any strength, for it has no effect with either`() throws {
    var bench = try bench(.implant(.minimumRate, strength: 500))
    #expect(bench.ask(.refill(bench.refill(strength: 2000, .flushed))).isDone)
    guard case .staged(let report) = bench.ask(.readBack) else {
      Issue.record("nothing is staged")
      return
    }
    #expect(bench.ask(.commit(Commit(token: report.token))).isDone)
    #expect(bench.entries(.override).isEmpty)
  }

  // MARK: Schedules

  /// Weekdays of plan 1 and weekends of plan 2, each one dose all day.
  private func week(_ weekday: UInt32, _ weekend: UInt32) -> ([PlanNumber: DayPlan], Therapy) {
    var week = WeekPlan(everyDay: .plan1)
    week[5] = .plan2
    week[6] = .plan2
    return ([.plan1: .steps((0, weekday)), .plan2: .steps((0, weekend))], .daySchedule(week))
  }

  private func commit(
    _ schedule: ([PlanNumber: DayPlan], Therapy), in bench: inout Bench
  ) throws -> Reply? {
    bench.open()
    for (number, plan) in schedule.0 { bench.ask(.dayPlan(StageDayPlan(number, plan))) }
    return try commitStaged(schedule.1, in: &bench)
  }

  private func commitStaged(_ therapy: Therapy, in bench: inout Bench) throws -> Reply? {
    let read = bench.stage(therapy)
    let token = try #require(read)
    return bench.ask(.commit(Commit(token: token)))
  }

  @Test func `a schedule whose days lie far apart can be committed again, and titrated`() throws {
    let (plans, therapy) = week(300_000, 100_000)
    var bench = try bench(.scheduled(plans, therapy, strength: 500))
    #expect(try commit(week(300_000, 100_000), in: &bench).isDone)
    #expect(try commit(week(360_000, 120_000), in: &bench).isDone)
    #expect(bench.entries(.override).isEmpty)
  }

  @Test(
    arguments: [
      ("a weekend tripled", 300_000, 300_000, 200_000),
      ("weekdays doubled", 600_001, 100_000, 600_000),
      ("a weekend below half", 300_000, 49_000, 50_000),
      ("weekdays below half", 140_000, 100_000, 150_000),
    ] as [(String, UInt32, UInt32, UInt64)])
  func `every day counts, not the largest alone`(
    what: String, weekday: UInt32, weekend: UInt32, limit: UInt64
  ) throws {
    let (plans, therapy) = week(300_000, 100_000)
    var bench = try bench(.scheduled(plans, therapy, strength: 500))
    let answer = try commit(week(weekday, weekend), in: &bench)
    #expect(
      answer.refusal == refusal(UInt64(max(weekday, weekend)), limit: limit), "\(what)")
  }

  @Test func `one day of the week that goes up alone is found although others are as large`() throws
  {
    let (plans, therapy) = week(300_000, 100_000)
    var bench = try bench(.scheduled(plans, therapy, strength: 500))
    var saturday = WeekPlan(everyDay: .plan1)
    saturday[6] = .plan2
    #expect(
      try commit((plans, .daySchedule(saturday)), in: &bench).refusal
        == refusal(300_000, limit: 200_000))
  }

  @Test func `a small day that rises twice in a day is a step, and a large one that falls twice`()
    throws
  {
    let (plans, therapy) = week(300_000, 100_000)
    let start = try bench(.scheduled(plans, therapy, strength: 500))
    var rising = start
    #expect(try commit(week(300_000, 200_000), in: &rising).isDone)
    #expect(
      try commit(week(300_000, 210_000), in: &rising).refusal == refusal(300_000, limit: 200_000))
    var falling = start
    #expect(try commit(week(150_000, 100_000), in: &falling).isDone)
    #expect(
      try commit(week(140_000, 100_000), in: &falling).refusal == refusal(140_000, limit: 150_000))
    // Each of the two alone is none.
    for bench in [rising, falling] {
      var bench = bench
      bench.wait(.hours(24), link: .zero)
      #expect(try commit(week(160_000, 200_000), in: &bench).isDone)
    }
  }

  @Test func `24 hours across midnight count as a day`() throws {
    // Each day holds 100 mcg, as before; the night from Monday to Tuesday 250.
    var week = WeekPlan(everyDay: .plan1)
    week[1] = .plan2
    let plans: [PlanNumber: DayPlan] = [
      .plan1: .steps((0, 0), (720, 200_000)), .plan2: .steps((0, 300_000), (720, 0)),
    ]
    var bench = try bench(.implant(strength: 500, clock: .monday))
    #expect(
      try commit((plans, .daySchedule(week)), in: &bench).refusal
        == refusal(250_000, limit: 200_000))
  }

  // MARK: The patient's boluses

  private func stage(_ bolus: PatientBolus?, in bench: inout Bench) -> Refusal? {
    bench.open()
    let answer = bench.ask(
      .patientBolus(StagePatientBolus(bolus, overridesSoftLimits: true)))
    guard answer.isDone, case .staged(let report) = bench.ask(.readBack) else {
      return answer.refusal
    }
    return bench.ask(.commit(Commit(token: report.token))).refusal
  }

  @Test func `boluses the patient may have count as given, and their end withdraws nothing`() throws
  {
    var bench = try bench()
    #expect(stage(.every(60, nanograms: 10_000, perDay: 10), in: &bench) == nil, "double")
    #expect(
      stage(.every(60, nanograms: 10_000, perDay: 11), in: &bench)
        == refusal(210_000, limit: 200_000))
    #expect(stage(nil, in: &bench) == nil)
  }

  @Test func `a dose above the soft limit with the patient's boluses needs the override`() throws {
    for isPeriodic in [false, true] {
      var bench = try bench(.implant(.daily(980_000), strength: 2000))
      let dose = DoseRate.ngPerDay(980_000)
      func staging(_ isOverridden: Bool) -> Request.Part {
        if isPeriodic {
          let therapy = Therapy.simpleContinuous(dose, periodic: .every(60, nanograms: 100_000))
          return .therapy(StageTherapy(therapy, overridesSoftLimits: isOverridden))
        }
        return .patientBolus(
          StagePatientBolus(
            .every(60, nanograms: 100_000, perDay: 24), overridesSoftLimits: isOverridden))
      }
      let refused = staging(false)
      #expect(
        bench.ask(refused).refusal
          == Refusal(refused.type, .doseAboveUsual, asked: 3_380_000, limit: 1_000_000))
      #expect(bench.ask(staging(true)).isDone)
      #expect(bench.commit().isDone)
      let codes = bench.entries(.override).map(\.detail)
      #expect(
        codes == [RefusalCode.doseAboveUsual.rawValue, RefusalCode.totalUnconfirmed.rawValue])
    }
  }

  @Test func `a dose that leaves no room for the patient's boluses needs the override`() throws {
    var bench = try bench(.withPatientBolus(.every(60, nanograms: 40_000, perDay: 20)))
    #expect(
      bench.ask(.therapy(StageTherapy(.daily(200_001)))).refusal
        == Refusal(.stageTherapy, .doseAboveUsual, asked: 1_000_001, limit: 1_000_000))
    #expect(bench.ask(.therapy(StageTherapy(.daily(200_000)))).isDone)
  }
}
