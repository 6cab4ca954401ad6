import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// A refill is recorded as it was made: what came out, what went in, how it mixes, what becomes of
/// the old liquid in the path.
@Suite(.limited)
struct RefillTests {
  private func bench(
    _ implant: DurableState = .implant(), residual: UInt64 = 1_400_000
  ) throws -> Bench {
    var bench = try Bench(.sample { $0.path.residual = .nl(residual) }, implant)
    bench.wait(.days(10))
    bench.open()
    return bench
  }

  private func report(_ bench: inout Bench) -> RefillReport? {
    if case .refill(let report) = bench.ask(.readRefill) { return report }
    return nil
  }

  @Test func `the same liquid again sets the counter and ends the alarms`() throws {
    var bench = try bench(.implant(fill: .nl(400_000), lowAlarm: .nl(300_000)))
    #expect(bench.firmware.state.alarms.contains(.emptyReservoir))
    #expect(bench.firmware.state.alarms.contains(.lowReservoir))
    let refill = bench.refill {
      $0.withdrawnNanolitres = 12_345
      $0.lowAlarmNanolitres = 4_000_000
    }
    #expect(bench.ask(.refill(refill)).isDone)
    let report = report(&bench)
    #expect(report?.expectedNanolitres == 0 && report?.withdrawnNanolitres == 12_345)
    #expect(report?.volumeNanolitres == 20_000_000 && report?.residualNanolitres == 1_400_000)
    #expect(report?.concentration == report?.oldConcentration)
    #expect(report?.bridgeNanolitres == 0 && report?.bridgeSeconds == 0)
    #expect(report?.discrepancyLimitNanolitres == 2_000_000)
    // 16 mL at 50 uL a day, less than a stroke before.
    let seconds = try bench.foreseen(.staged).secondsToLowAlarm ?? 0
    #expect((460_800 * 60 - 1440...460_800 * 60).contains(seconds))
    #expect(bench.commit().isDone)
    let state = bench.firmware.state
    #expect(state.alarms.isEmpty && state.refills == 1 && state.filledAt == bench.now.therapy)
    #expect(state.filledVolume == .ml(20) && state.lowAlarmVolume == .ml(4))
    #expect(bench.counter == 20_000_000)
    let entry = bench.entries(.refilled).first
    #expect(entry?.number == 20_000_000 && entry?.amount == 12_345 << 32)
    #expect(bench.entries(.drugChanged).isEmpty)
  }

  @Test func `a difference above the rule needs the clinician's word, which is logged`() throws {
    var bench = try bench()
    let expected = bench.counter
    for (withdrawn, difference) in [
      (expected + 2_000_001, 2_000_001), (expected - 2_000_001, 2_000_001),
    ] as [(UInt32, UInt64)] {
      let refill = bench.refill { $0.withdrawnNanolitres = withdrawn }
      #expect(
        bench.make(refill).refusal
          == Refusal(
            .stageRefill, .volumeDiscrepancy, asked: difference, limit: 2_000_000))
    }
    #expect(report(&bench) == nil)
    let accepted = bench.refill {
      $0.withdrawnNanolitres = expected - 2_000_001
      $0.acceptsDiscrepancy = true
    }
    #expect(bench.make(accepted).isDone)
    let entry = bench.entries(.override).first
    #expect(entry?.detail == RefusalCode.volumeDiscrepancy.rawValue)
    #expect(entry?.number == 2_000_001 && entry?.amount == 2_000_000)
    let refilled = bench.entries(.refilled).first
    #expect(refilled?.amount == UInt64(expected - 2_000_001) << 32 | UInt64(expected))
  }

  struct Mix: Sendable {
    var old: UInt32
    var new: UInt32
    var residual: UInt64
    var filled: UInt32
    var mixed: UInt32
  }

  @Test(arguments: [
    // (1.4 * 500 + 20 * 2000) / 21.4 = 1901.87
    Mix(old: 500, new: 2000, residual: 1_400_000, filled: 20_000_000, mixed: 1902),
    // (1.4 * 2000 + 20 * 500) / 21.4 = 598.13
    Mix(old: 2000, new: 500, residual: 1_400_000, filled: 20_000_000, mixed: 598),
    Mix(old: 2000, new: 500, residual: 0, filled: 20_000_000, mixed: 500),
    // Half and half, and exactly between two: 1250.
    Mix(old: 500, new: 2000, residual: 1_000_000, filled: 1_000_000, mixed: 1250),
    // 1000.5 is rounded up, 1000.25 down.
    Mix(old: 1000, new: 1001, residual: 1_000_000, filled: 1_000_000, mixed: 1001),
    Mix(old: 1000, new: 1001, residual: 3_000_000, filled: 1_000_000, mixed: 1000),
    // Nothing was filled in: what is left is the residual.
    Mix(old: 1000, new: 2000, residual: 1_000_000, filled: 0, mixed: 1000),
  ])
  func `the strength is that of the mixture, to the nearest unit`(mix: Mix) throws {
    var bench = try bench(.implant(strength: mix.old), residual: mix.residual)
    let refill = bench.refill {
      $0.concentration = .strength(mix.new)
      $0.filledNanolitres = mix.filled
      $0.bridge = .flushed
      $0.overridesSoftLimits = true
    }
    #expect(bench.ask(.refill(refill)).isDone)
    #expect(report(&bench)?.concentration == .strength(mix.mixed))
    #expect(report(&bench)?.oldConcentration == .strength(mix.old))
    #expect(bench.commit().isDone)
    #expect(bench.firmware.state.concentration == .strength(mix.mixed))
    let entries = bench.entries(.drugChanged)
    #expect(entries.map(\.number) == (mix.mixed == mix.old ? [] : [mix.mixed]))
  }

  @Test func `another strength needs a decision about the path, and the same one needs none`()
    throws
  {
    var bench = try bench(.implant(strength: 500), residual: 0)
    #expect(
      bench.make(bench.refill(strength: 2000, .none)).refusal
        == Refusal(.stageRefill, .bridgeUndecided, asked: 2000, limit: 500))
    #expect(bench.make(bench.refill(strength: 500, .bridge)).refusal?.code == .bridgePointless)
    for decision in [BridgeDecision.flushed, .skip, .bridge] {
      var trial = bench
      #expect(trial.make(trial.refill(strength: 2000, decision)).isDone)
      let isBridge = trial.firmware.state.integral.infusion?.kind == .bridge
      #expect(isBridge == (decision == .bridge))
      let dose = trial.firmware.state.integral.basalPerDay.rawValue
      #expect(dose == (isBridge ? 0 : 100_000_000))
      let entry = trial.entries(.refilled).first
      #expect(entry?.detail == decision.rawValue)
      #expect(
        entry?.short == (decision == .skip ? UInt16(SkipReason.clinicalJudgement.rawValue) : 0))
    }
  }

  @Test func `what is owed of a stroke stays the same part of one in the new strength`() throws {
    var bench = try Bench()
    // A stroke comes every 432 s: two thirds of the second are owed.
    bench.live(.seconds(720))
    bench.open()
    #expect(bench.make(bench.refill(strength: 500, .flushed)).isDone)
    let integral = bench.firmware.state.integral
    #expect(integral.owed.rawValue == 125_000 * 2 / 3)
    #expect(integral.programmed.rawValue == 500_000 + 125_000 * 2 / 3)
    // 100 mcg a day of 500 mcg/mL: a stroke every 108 s, the next after 36.
    bench.live(.ms(35_998))
    #expect(bench.motor.strokes == 1)
    bench.live(.ms(3))
    #expect(bench.motor.strokes == 2, "a picogram may be rounded down on the way")
  }

  @Test func `at minimum rate there is no flow to bridge at`() throws {
    var bench = try bench(.implant(.minimumRate, strength: 500))
    #expect(bench.make(bench.refill(strength: 2000, .bridge)).refusal?.code == .bridgePointless)
  }

  @Test func `the bridge is told before it is agreed to`() throws {
    var bench = try bench(.implant(.daily(200_000), strength: 500), residual: 0)
    #expect(bench.ask(.refill(bench.refill(strength: 2000, .bridge))).isDone)
    let report = report(&bench)
    #expect(report?.bridgeNanolitres == 272_000 && report?.bridgeSeconds == 58_752)
    #expect(report?.bridgeFlowNanolitresPerDay == 400_000)
    // 272 uL in 979 min 12 s, and the other 17.728 mL at 100 uL a day.
    let minutes = 979.2 + 17_728_000 / 100_000 * 1440
    let seconds = try bench.foreseen(.staged).secondsToLowAlarm
    #expect(abs(Double(seconds ?? 0) / 60 - minutes) < 5)
  }

  @Test func `what runs already stands against another strength, and a prime against any`() throws {
    for (start, code) in [
      ({ $0.bolus(10_000, over: .hours(1)) }, RefusalCode.bolusRunning),
      ({ $0.startBridge(.nlPerDay(500_000)) }, .bridgeRunning),
      (
        {
          $0.startBridge(.nlPerDay(500_000))
          return $0.stop()
        }, .bridgeRunning
      ), ({ $0.prime() }, .primeRunning),
    ] as [((inout Bench) -> Reply?, RefusalCode)] {
      var bench = try bench()
      #expect(start(&bench).isDone)
      #expect(bench.make(bench.refill(strength: 500, .flushed)).refusal?.code == code)
      let same = bench.make(bench.refill())
      #expect(code == .primeRunning ? same.refusal?.code == code : same.isDone, "\(code)")
      if code == .bridgeRunning { #expect(bench.firmware.state.isBridging) }
    }
  }

  @Test func `a bridge decided on while delivery is stopped begins when it is resumed`() throws {
    var bench = try bench(.implant(.daily(200_000), strength: 500))
    bench.stop()
    #expect(bench.make(bench.refill(strength: 2000, .bridge)).isDone)
    #expect(bench.firmware.state.integral.infusion == nil)
    #expect(bench.interrogation()?.bridgeWaitingNanolitres == 272_000)
    let strokes = bench.motor.strokes
    bench.wait(.days(1), link: .zero)
    #expect(bench.motor.strokes == strokes)
    #expect(bench.resume().isDone)
    #expect(bench.firmware.state.integral.infusion?.kind == .bridge)
  }

  @Test func `a bridge longer than the reservoir is refused`() throws {
    var bench = try bench(.implant(strength: 500))
    let refill = bench.refill {
      $0.concentration = .strength(2000)
      $0.bridge = .bridge
      $0.filledNanolitres = 271_999
    }
    #expect(
      bench.make(refill).refusal
        == Refusal(.stageRefill, .reservoirTooLow, asked: 272_000, limit: 271_999))
  }

  @Test func `the low alarm is the patient's, and comes at once when the reservoir is below it`()
    throws
  {
    var bench = try bench()
    #expect(bench.setLowAlarm(UInt32(bench.counter)).isDone)
    #expect(bench.status()?.alarms.contains(.lowReservoir) == true)
    #expect(bench.setLowAlarm(UInt32(bench.counter) - 1).isDone)
    #expect(bench.status()?.alarms.isEmpty == true)
    let entries = bench.entries(.lowAlarm)
    #expect(entries.map(\.amount) == [2_000_000, UInt64(bench.counter)])
  }
}
