import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The time until the alarm and until empty, for programmes that change with the day.
@Suite(.limited)
struct ReservoirTimeTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `it comes true to the second with schedules, boluses, primes and bridges`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var week = WeekPlan(everyDay: .plan1)
    week[Int(random.below(7))] = .plan2
    let minute = UInt16(random.from(1...40)) * 30
    let plans: [PlanNumber: DayPlan] = [
      .plan1: .steps((0, UInt32(random.from(96_000...2_000_000))), (minute, 96_000)),
      .plan2: .steps((0, 0), (minute, UInt32(random.from(96_000...2_000_000)))),
    ]
    let periodic: PeriodicBolus? =
      random.once(in: 2) ? nil : .every(UInt16(random.from(60...900)), nanograms: 20_000)
    var bench = try Bench(
      .sample(),
      .scheduled(
        plans, .daySchedule(week, periodic: periodic), fill: .nl(random.from(3_000_000...9_000_000))
      ))
    bench.motor.isLogging = false
    bench.wait(.ms(random.below(86_400_000)))
    bench.open()
    switch random.below(4) {
    case 1: bench.prime()
    case 2: bench.startBridge(.nlPerDay(random.from(300_000...3_000_000)))
    case 3: bench.bolus(UInt32(random.from(1...100_000)), over: .ms(random.from(1...80_000_000)))
    default: break
    }
    let forecast = try bench.foreseen()
    bench.alarm(.lowReservoir, after: forecast.secondsToLowAlarm)
    bench.alarm(.emptyReservoir, after: forecast.secondsToEmpty)
    if let tip = forecast.secondsToTip { bench.tipComes(after: tip) }
  }

  @Test func `a stopped pump with a bridge to come does not get empty`() throws {
    var bench = try Bench(.sample(), .implant(fill: .nl(273_000), lowAlarm: .nl(1000)))
    bench.open()
    bench.startBridge(.nlPerDay(500_000))
    bench.wait(.hours(1), link: .zero)
    bench.stop()
    let forecast = try bench.foreseen()
    #expect(forecast.secondsToEmpty == nil && forecast.secondsToLowAlarm == nil)
  }

  @Test func `the time to the tip is that of the programme, step by step`() throws {
    // 272 uL at 400 uL a day until 12:00, then 100: 200 uL by noon, 50 until midnight, the rest.
    let plan = DayPlan.steps((0, 800_000), (720, 200_000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan]))
    bench.open()
    guard case .therapy(let report) = bench.ask(.readTherapy) else {
      Issue.record("no report")
      return
    }
    #expect(try bench.foreseen().secondsToTip == 91_152)
    #expect(report.dailyNanograms == 500_000 && report.flowNanolitresPerDay == 250_000)
  }
}
