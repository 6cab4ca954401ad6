import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Reservoir and motor: what is reached, when, and what the alarm says.
@Suite(.limited)
struct AlarmTests {
  @Test func `the low alarm comes with the stroke that reaches the set volume, and empty too`()
    throws
  {
    // 20 000 nL of 250 nL strokes: low at 12 000 nL after 32, empty after 80; one each 432 s.
    var bench = try Bench(.sample(), .implant(fill: .nl(20_000), lowAlarm: .nl(12_000)))
    let low = Milliseconds.seconds(432 * 32)
    bench.live(low.minus(.ms(1)) ?? .zero)
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.live(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.lowReservoir))
    #expect(bench.motor.strokes == 32)
    bench.live(.seconds(432 * 48 - 1))
    #expect(!bench.firmware.state.alarms.contains(.emptyReservoir))
    bench.live(.seconds(1))
    #expect(bench.firmware.state.alarms.contains(.emptyReservoir))
    #expect(bench.motor.strokes == 80)
    bench.open()
    #expect(bench.status()?.reservoirNanolitres == 0)
    bench.live(.days(1))
    bench.open()
    #expect(bench.status()?.reservoirNanolitres == 0, "the count does not go below zero")
  }

  @Test func `a volume between two strokes is reached with the stroke that passes it`() throws {
    var bench = try Bench(.sample(), .implant(fill: .nl(20_000), lowAlarm: .nl(19_800)))
    bench.live(.seconds(431))
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.live(.seconds(1))
    #expect(bench.firmware.state.alarms.contains(.lowReservoir))
  }

  @Test func `a pump that is low from the start says so at once`() throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(2)))
    bench.live(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.lowReservoir))
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `the time to empty and to the alarm is exact, with boluses and in any mode`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let dose = UInt32(random.from(96_000...3_000_000))
    let fill = random.from(500_000...3_000_000)
    let alarm = random.below(fill)
    var bench = try Bench(
      .sample(),
      .implant(
        random.once(in: 5) ? .minimumRate : .daily(dose), fill: .nl(fill), lowAlarm: .nl(alarm)))
    bench.wait(.ms(random.below(20_000_000)))
    bench.open()
    if random.once(in: 2) {
      let length = Milliseconds.ms(random.from(3_600_000...90_000_000))
      bench.bolus(UInt32(random.from(1000...900_000)), over: length)
    }
    let forecast = try bench.foreseen()
    for (seconds, isThere) in [
      (forecast.secondsToLowAlarm, { $0.reservoirNanolitres <= UInt32(alarm) }),
      (forecast.secondsToEmpty, { $0.reservoirNanolitres == 0 }),
    ] as [(UInt32?, (Status) -> Bool)] {
      let seconds = UInt64(try #require(seconds, "seed \(seed)"))
      var trial = bench
      if seconds > 0 {
        trial.wait(.seconds(seconds - 1))
        trial.open()
        let early = trial.status()
        #expect(early.map(isThere) == false, "seed \(seed): \(seconds) s")
        trial.wait(.seconds(1))
      }
      trial.open()
      let late = trial.status()
      #expect(late.map(isThere) == true, "seed \(seed): \(seconds) s")
    }
  }

  @Test func `a stopped pump never gets empty`() throws {
    var bench = try Bench()
    bench.open()
    bench.stop()
    let forecast = try bench.foreseen()
    #expect(forecast.secondsToEmpty == nil && forecast.secondsToLowAlarm == nil)
  }

  @Test func `a stalled motor alarms, and what it did not give is not given in a rush`() throws {
    var bench = try Bench()
    bench.live(.hours(1))
    let before = bench.motor.strokes
    bench.motor.stallsAfter = 0
    bench.live(.hours(10))
    #expect(bench.firmware.state.alarms.contains(.motorStall))
    #expect(bench.motor.strokes == before)
    bench.open()
    #expect(bench.bolus(1000, over: .minutes(5)).refusal?.code == .criticalAlarm)
    bench.motor.stallsAfter = nil
    bench.live(.seconds(432))
    #expect(bench.motor.strokes == before + 1)
    #expect(!bench.firmware.state.alarms.contains(.motorStall))
    #expect(bench.firmware.state.strokes == bench.motor.strokes)
    bench.live(.hours(12))
    #expect(bench.motor.strokes == before + 101)
  }

  @Test func `strokes of a turn that stalls half-way are counted`() throws {
    var bench = try Bench()
    bench.motor.stallsAfter = 3
    bench.wait(.minutes(59))
    #expect(bench.motor.strokes == 6, "three of each half of the turn")
    #expect(bench.firmware.state.strokes == 6)
    #expect(bench.firmware.state.alarms.contains(.motorStall))
  }
}
