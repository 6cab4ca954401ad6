import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// However time passes, in one jump, from deadline to deadline or in crumbs, a pump ends the same:
/// its state, its strokes, its log to the last chain value, and the tones it sounded.
@Suite(.limited)
struct JumpTests {
  private struct Setup {
    var implant: DurableState
    var profile: DeviceProfile
    var orders: [(Milliseconds, (inout Bench) -> Void)]
  }

  private func plan(_ random: inout SplitMix64) -> DayPlan {
    var plan = DayPlan.steps((0, UInt32(random.from(96_000...600_000))))
    var minute: UInt16 = 0
    while true {
      minute += UInt16(random.from(1...8)) * 30
      let dose = random.once(in: 4) ? 0 : UInt32(random.from(96_000...900_000))
      guard minute < 1440, let step = DayStep(startMinute: minute, dose: .ngPerDay(dose)),
        plan.append(step)
      else { return plan }
    }
  }

  private func setup(_ seed: UInt64) -> Setup {
    var random = SplitMix64(seed: seed)
    var week = WeekPlan()
    var plans: [PlanNumber: DayPlan] = [:]
    for number in [PlanNumber.plan1, .plan4, .plan7] { plans[number] = plan(&random) }
    for weekday in 0..<7 { week[weekday] = [.plan1, .plan4, .plan7][Int(random.below(3))] }
    let periodic: PeriodicBolus? =
      random.once(in: 3)
      ? nil
      : .every(
        UInt16(random.from(60...700)), nanograms: UInt32(random.from(1000...90_000)),
        over: .ms(random.from(1000...3_600_000)), first: UInt16(random.below(900)))
    let implant = DurableState.scheduled(
      plans, .daySchedule(week, periodic: periodic),
      clock: WallClock(rawValue: UInt32(random.below(4_000_000_000))),
      fill: .nl(random.from(2_300_000...4_000_000)))
    let bolus = UInt32(random.from(1000...200_000))
    let length = Milliseconds.ms(random.from(60_000...80_000_000))
    let silence = UInt16(random.below(1441))
    let orders: [(Milliseconds, (inout Bench) -> Void)] = [
      (.ms(random.below(200_000_000)), { $0.bolus(bolus, over: length) }),
      (.ms(random.below(90_000_000)), { $0.prime() }),
      (.ms(random.below(90_000_000)), { $0.startBridge(.nlPerDay(700_000)) }),
      (.ms(random.below(90_000_000)), { $0.stop() }),
      (.ms(random.below(300_000_000)), { $0.resume() }),
      (.ms(random.below(90_000_000)), { $0.silence(silence) }),
    ]
    let profile = DeviceProfile.sample {
      $0.battery.capacity = Nanojoules(rawValue: 26_000_000_000)
    }
    return Setup(implant: implant, profile: profile, orders: orders)
  }

  private struct End: Equatable {
    var state: DurableState
    var strokes: UInt64
    var tones: [Bench.Heard]
    var writes: UInt32
  }

  private func end(_ setup: Setup, _ way: (inout Bench, Milliseconds) -> Void) throws -> End {
    var bench = try Bench(setup.profile, setup.implant)
    bench.battery = .runsDown
    for (wait, order) in setup.orders {
      way(&bench, wait)
      bench.open()
      order(&bench)
    }
    way(&bench, .days(3))
    // The count of checkpoints may differ, nothing else.
    return End(
      state: bench.firmware.state, strokes: bench.motor.strokes, tones: bench.tones,
      writes: bench.firmware.state.log.sequence)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `jumps, deadlines and crumbs come to the same`(seed: UInt64) throws {
    let setup = setup(seed)
    let jumped = try end(setup) { bench, length in bench.wait(length) }
    let lived = try end(setup) { bench, length in bench.live(length) }
    let crumbled = try end(setup) { bench, length in
      var random = SplitMix64(seed: seed)
      let until = bench.now.therapy.after(length)
      while bench.now.therapy < until {
        let left = until.since(bench.now.therapy).rawValue
        bench.wait(.ms(min(left, 1 + random.spread(upTo: 20_000_000))))
      }
    }
    #expect(jumped.state.log.sequence > 20, "seed \(seed)")
    #expect(jumped.strokes > 100 && jumped.strokes == lived.strokes, "seed \(seed)")
    #expect(jumped.state.log == lived.state.log, "seed \(seed)")
    #expect(jumped.tones == lived.tones, "seed \(seed)")
    #expect(jumped == lived, "seed \(seed)")
    #expect(jumped == crumbled, "seed \(seed)")
  }
}
