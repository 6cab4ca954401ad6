import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// How a schedule comes into force: its plans are staged before it, and it replaces them all.
@Suite(.limited)
struct ScheduleStagingTests {
  private static let one = DayPlan.steps((0, 100_000), (720, 150_000))
  private static let two = DayPlan.steps((0, 300_000))

  private func bench(clock: WallClock? = .monday) throws -> Bench {
    var bench = try Bench(.sample(), .implant(clock: clock))
    bench.open()
    return bench
  }

  @Test func `without a clock there is no schedule`() throws {
    var bench = try bench(clock: nil)
    #expect(
      bench.change([.plan1: Self.one]).refusal == Refusal(.stageTherapy, .clockNotSet))
    #expect(bench.setClock(.monday).isDone)
    #expect(bench.change([.plan1: Self.one]).isDone)
    #expect(bench.firmware.state.plans[.plan1] == Self.one)
  }

  @Test func `a week with a day that follows no plan, or one that is not there, is refused`()
    throws
  {
    var bench = try bench()
    #expect(bench.change([:]).refusal == Refusal(.stageTherapy, .planMissing))
    var week = WeekPlan(everyDay: .plan1)
    week[3] = nil
    #expect(
      bench.change(to: .daySchedule(week), [.plan1: Self.one]).refusal
        == Refusal(.stageTherapy, .planMissing))
    week[3] = .plan4
    #expect(
      bench.change(to: .daySchedule(week), [.plan1: Self.one]).refusal
        == Refusal(.stageTherapy, .planMissing))
  }

  @Test func `a plan out of order is refused when it is staged, and what was staged stays`() throws
  {
    var bench = try bench()
    #expect(bench.stage([.dayPlan(StageDayPlan(.plan1, Self.one))]) == nil)
    let bad: [(plan: DayPlan, asked: UInt64, limit: UInt64)] = [
      (.steps((30, 100_000)), 30, 0), (.steps((1410, 100_000), (0, 100_000)), 1410, 0),
      (.steps((0, 100_000), (0, 200_000)), 0, 1),
      (.steps((0, 100_000), (720, 200_000), (720, 100_000)), 720, 721),
      (.steps((0, 100_000), (720, 200_000), (360, 100_000)), 360, 721),
    ]
    for (plan, asked, limit) in bad {
      #expect(
        bench.stage([.dayPlan(StageDayPlan(.plan1, plan))])
          == Refusal(.stageDayPlan, .stepsOutOfOrder, asked: asked, limit: limit))
    }
    let staged = ReadDayPlan(.plan1, .staged)
    guard case .dayPlan(let report) = bench.ask(.readDayPlan(staged)) else {
      Issue.record("what was staged is gone")
      return
    }
    #expect(report.plan == Self.one)
    #expect(bench.change(to: .everyDay, [:]).isDone)
  }

  @Test func `plans in force serve again, and those no day follows are forgotten`() throws {
    var bench = try bench()
    var week = WeekPlan(everyDay: .plan1)
    week[6] = .plan2
    #expect(bench.change(to: .daySchedule(week), [.plan1: Self.one, .plan2: Self.two]).isDone)
    week[0] = .plan3
    week[6] = .plan1
    #expect(bench.change(to: .daySchedule(week), [.plan3: Self.two]).isDone)
    #expect(bench.firmware.state.plans[.plan1] == Self.one)
    #expect(bench.firmware.state.plans[.plan2] == nil)
    #expect(bench.firmware.state.plans[.plan3] == Self.two)
    #expect(bench.change(to: .daily(100_000)).isDone)
    #expect(bench.firmware.state.plans.isEmpty)
    #expect(bench.change([:]).refusal?.code == .planMissing)
  }

  @Test func `each plan is read back as it was staged, and in force as it was committed`() throws {
    var bench = try bench()
    let full = (0..<13 as Range<UInt16>).reduce(into: nil as DayPlan?) { plan, place in
      guard let step = DayStep(startMinute: place * 90, dose: .ngPerDay(100_000 + UInt32(place)))
      else { return }
      if plan == nil { plan = DayPlan(step) } else { plan?.append(step) }
    }
    let plan = try #require(full)
    func read(_ source: Source, _ bench: inout Bench) -> Reply? {
      bench.ask(.readDayPlan(ReadDayPlan(.plan5, source)))
    }
    #expect(bench.ask(.dayPlan(StageDayPlan(.plan5, plan))).isDone)
    #expect(read(.staged, &bench) == .dayPlan(DayPlanReport(.plan5, .staged, plan)))
    #expect(read(.committed, &bench).refusal == Refusal(.readDayPlan, .planMissing))
    #expect(bench.ask(.readBack).refusal == Refusal(.readBack, .nothingStaged))
    let therapy = Therapy.daySchedule(WeekPlan(everyDay: .plan5))
    #expect(bench.ask(.therapy(StageTherapy(therapy))).isDone)
    #expect(bench.commit().isDone)
    #expect(read(.committed, &bench) == .dayPlan(DayPlanReport(.plan5, .committed, plan)))
    #expect(read(.staged, &bench).refusal == Refusal(.readDayPlan, .planMissing))
  }

  @Test func `plans that nothing follows are not committed without a word`() throws {
    var bench = try bench()
    #expect(bench.ask(.dayPlan(StageDayPlan(.plan1, Self.one))).isDone)
    #expect(bench.status()?.flags.hasStagedTherapy == true)
    #expect(bench.ask(.readBack).refusal?.code == .nothingStaged)
    let commit = bench.ask(.commit(Commit(token: 1)))
    #expect(commit.refusal?.code == .tokenMismatch)
  }

  @Test func `the largest and the smallest day are found wherever in the week they are`() throws {
    var bench = try bench()
    var week = WeekPlan()
    for weekday in 0..<7 { week[weekday] = PlanNumber(rawValue: UInt8(weekday + 1)) }
    for large in 0..<7 {
      for small in 0..<7 where small != large {
        for weekday in 0..<7 {
          let number = try #require(week[weekday])
          let dose: UInt32 = weekday == large ? 300_000 : weekday == small ? 100_000 : 200_000
          #expect(bench.ask(.dayPlan(StageDayPlan(number, .steps((0, dose))))).isDone)
        }
        #expect(bench.ask(.therapy(StageTherapy(.daySchedule(week)))).isDone)
        guard case .staged(let report) = bench.ask(.readBack) else {
          Issue.record("nothing was read back")
          return
        }
        #expect(report.dailyNanograms == 300_000, "largest on \(large), smallest on \(small)")
        #expect(report.leastDailyNanograms == 100_000, "largest on \(large), smallest on \(small)")
      }
    }
  }

  @Test func `a plan that is staged again needs another read-back`() throws {
    var bench = try bench()
    #expect(
      bench.stage([
        .dayPlan(StageDayPlan(.plan1, Self.one)), .therapy(StageTherapy(.everyDay)),
      ]) == nil)
    guard case .staged(let report) = bench.ask(.readBack) else {
      Issue.record("nothing was read back")
      return
    }
    #expect(report.dailyNanograms == 125_000 && report.leastDailyNanograms == 125_000)
    #expect(report.flowNanolitresPerDay == 62_500)
    #expect(bench.ask(.dayPlan(StageDayPlan(.plan1, Self.two))).isDone)
    let stale = bench.ask(.commit(Commit(token: report.token)))
    #expect(stale.refusal?.code == .tokenMismatch)
    #expect(bench.commit().isDone)
    #expect(bench.firmware.state.plans[.plan1] == Self.two)
  }

  @Test func `an implant whose schedule has no clock or no plan is found before it is put in`() {
    #expect(throws: Refusal(.stageTherapy, .clockNotSet)) {
      try PumpFirmware.checkImplant(.scheduled([.plan1: Self.one], clock: nil), .sample())
    }
    #expect(throws: Refusal(.stageTherapy, .planMissing)) {
      try PumpFirmware.checkImplant(.scheduled([.plan2: Self.one]), .sample())
    }
    #expect(throws: Never.self) {
      try PumpFirmware.checkImplant(.scheduled([.plan1: Self.one]), .sample())
    }
    let often = PatientBolus.every(59)
    #expect(throws: Refusal(.stagePatientBolus, .intervalTooShort, asked: 59, limit: 60)) {
      try PumpFirmware.checkImplant(.withPatientBolus(often), .sample())
    }
  }
}
