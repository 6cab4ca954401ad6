import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Boluses of the programme come at their interval; one that cannot begin is skipped, logged, and
/// not made up for.
@Suite(.limited)
struct PeriodicBolusTests {
  /// 20 mcg over 10 min every 2 h, the first after half an hour.
  private static let bolus = PeriodicBolus.every(120, nanograms: 20_000, first: 30)

  private func bench() throws -> Bench {
    var bench = try Bench(.sample(), .implant(.periodicBolus(Self.bolus)))
    bench.open()
    return bench
  }

  private func starts(_ bench: inout Bench) -> [UInt32] {
    bench.entries(.infusionStarted).filter { $0.detail == InfusionKind.periodicBolus.rawValue }
      .map { $0.therapySeconds / 60 }
  }

  @Test func `they begin after the first time and then at the interval, to the millisecond`()
    throws
  {
    var bench = try bench()
    for begin in [30, 150, 270] as [UInt64] {
      bench.wait(TherapyTime.ms(begin * 60_000 - 1).since(bench.now.therapy))
      #expect(bench.firmware.state.integral.infusion == nil)
      bench.wait(.ms(1))
      #expect(bench.firmware.state.integral.infusion?.kind == .periodicBolus)
      bench.wait(.minutes(10).minus(.ms(1)) ?? .zero)
      #expect(bench.firmware.state.integral.infusion != nil)
      bench.wait(.ms(1))
      #expect(bench.firmware.state.integral.infusion == nil)
    }
    #expect(starts(&bench) == [30, 150, 270])
    // Three boluses and 280 minutes of minimum rate, 12 mcg a day.
    #expect(bench.motor.strokes == (60_000_000 + 12_000_000 * 280 / 1440) / 500_000)
  }

  @Test func `a first one after no time begins with the commit`() throws {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    let bolus = PeriodicBolus.every(60, nanograms: 10_000, first: 0)
    #expect(bench.change(to: .simpleContinuous(.ngPerDay(100_000), periodic: bolus)).isDone)
    #expect(bench.firmware.state.integral.infusion?.kind == .periodicBolus)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
    bench.wait(.hours(1), link: .zero)
    #expect(starts(&bench) == [60, 120])
  }

  @Test func `a first one after no time begins with the implant, and is not skipped`() throws {
    let bolus = PeriodicBolus.every(60, nanograms: 10_000, first: 0)
    var bench = try Bench(.sample(), .implant(.periodicBolus(bolus)))
    bench.wait(.hours(2))
    #expect(starts(&bench) == [0, 60, 120])
    #expect(bench.entries(.infusionSkipped).isEmpty)
  }

  @Test func `those that last as long as their interval follow each other without a gap`() throws {
    let bolus = PeriodicBolus.every(60, nanograms: 10_000, over: .minutes(60), first: 0)
    var bench = try Bench()
    bench.open()
    #expect(bench.change(to: .periodicBolus(bolus)).isDone)
    bench.live(.hours(6))
    #expect(starts(&bench) == [0, 60, 120, 180, 240, 300, 360])
    #expect(bench.entries(.infusionSkipped).isEmpty)
    // Six boluses and a quarter of a day of 12 mcg.
    #expect(bench.motor.strokes == 63_000 / 500)
  }

  /// A counter can be wrong, and what the programme gives is therapy.
  @Test func `one that the reservoir does not hold by its counter is given all the same`() throws {
    let bolus = PeriodicBolus.every(60, nanograms: 100_000, first: 10)
    var bench = try Bench(.sample(), .implant(.periodicBolus(bolus), fill: .nl(20_000)))
    bench.open()
    #expect(bench.bolus(100_000, over: .hours(1)).refusal?.code == .reservoirTooLow)
    bench.wait(.minutes(11), link: .zero)
    #expect(bench.firmware.state.integral.infusion?.kind == .periodicBolus)
    bench.wait(.minutes(60), link: .zero)
    #expect(
      bench.entries(.infusionSkipped).map(\.short) == [UInt16(RefusalCode.criticalAlarm.rawValue)])
  }

  @Test func `over a schedule they come on top of each step`() throws {
    let therapy = Therapy.daySchedule(
      WeekPlan(everyDay: .plan1), periodic: .every(360, nanograms: 30_000))
    let plan = DayPlan.steps((0, 100_000), (720, 200_000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan], therapy))
    bench.wait(.days(2))
    bench.wait(.minutes(10))
    let basal = 2 * 150_000_000 + 100_000_000 * 10 / 1440 as UInt64
    #expect(bench.motor.strokes == (basal + 8 * 30_000_000) / 500_000)
  }

  /// What stands against the bolus that is due at 150 minutes.
  static let obstacles: [(RefusalCode, @Sendable (inout Bench) -> Void)] = [
    (.stopped, { $0.stop() }),
    (.bolusRunning, { $0.bolus(5000, over: .hours(1)) }),
    (.primeRunning, { $0.prime() }),
    (.bridgeRunning, { $0.startBridge(.nlPerDay(1_000_000)) }),
    (.criticalAlarm, { $0.motor.stallsAfter = 0 }),
  ]

  @Test(arguments: 0..<5)
  func `one that cannot begin is skipped and logged with what stood against it`(
    index: Int
  ) throws {
    var bench = try Bench(
      .sample { $0.path.primeFlow = .nlPerDay(6_000_000) },
      .implant(.simpleContinuous(.ngPerDay(100_000), periodic: Self.bolus)))
    bench.wait(.minutes(130))
    bench.open()
    let (code, obstacle) = Self.obstacles[index]
    obstacle(&bench)
    bench.wait(.minutes(21))
    #expect(bench.firmware.state.integral.infusion?.kind != .periodicBolus)
    bench.motor.stallsAfter = nil
    bench.open()
    bench.cancelBolus()
    bench.cancelBridge()
    bench.resume()
    bench.wait(.minutes(118))
    let skipped = bench.entries(.infusionSkipped)
    #expect(skipped.count == 1)
    #expect(skipped.first?.short == UInt16(code.rawValue), "\(code)")
    #expect(skipped.first?.number == 20_000 && skipped.first?.amount == 1)
    #expect(skipped.first?.therapySeconds == 9000)
    #expect(starts(&bench) == [30], "it is not made up for")
    bench.wait(.minutes(1))
    #expect(starts(&bench) == [30, 270], "the next comes at its time")
  }

  @Test func `those that were due without power are counted and not made up for`() throws {
    var bench = try bench()
    bench.wait(.minutes(20))
    var inTime = bench
    try bench.restart(after: .ms((10 + 2 * 120) * 60_000 + 1))
    #expect(bench.firmware.state.integral.infusion == nil)
    let skipped = bench.entries(.infusionSkipped)
    #expect(skipped.map(\.amount) == [3] && skipped.map(\.short) == [0])
    bench.wait(.minutes(120))
    #expect(starts(&bench) == [390])
    // With the power back at its very moment, one is given.
    try inTime.restart(after: .minutes(10 + 2 * 120))
    #expect(inTime.entries(.infusionSkipped).map(\.amount) == [2])
    #expect(starts(&inTime) == [270])
  }

  @Test func `a day with no room for one skips it`() throws {
    let profile = DeviceProfile.sample { $0.limits.maximumDailyVolume = .nl(250_000) }
    // 50 uL of basal and 12 boluses of 10 uL leave 80 uL.
    let therapy = Therapy.simpleContinuous(.ngPerDay(100_000), periodic: Self.bolus)
    var bench = try Bench(profile, .implant(therapy))
    bench.open()
    #expect(bench.bolus(160_000, over: .minutes(25)).isDone)
    bench.wait(.minutes(30))
    #expect(bench.firmware.state.integral.infusion?.kind == .periodicBolus, "it fits exactly")
    var full = try Bench(profile, .implant(therapy))
    full.open()
    #expect(full.bolus(160_001, over: .minutes(25)).refusal?.code == .dailyVolumeAboveMaximum)
    // A memory of an older layout may count more than any order would have been let.
    full.firmware.update { $0.recentDoses.add(.nl(80_001), at: .zero) }
    full.wait(.minutes(30))
    #expect(starts(&full) == [])
    let skipped = full.entries(.infusionSkipped).map(\.short)
    #expect(skipped == [UInt16(RefusalCode.dailyVolumeAboveMaximum.rawValue)])
  }

  @Test func `minimum rate carries none, and a programme without one forgets the next`() throws {
    var bench = try bench()
    bench.wait(.minutes(20))
    bench.open()
    #expect(bench.change(to: .minimumRate).isDone)
    #expect(bench.firmware.state.nextPeriodic == nil)
    bench.wait(.days(2))
    #expect(starts(&bench) == [])
  }
}
