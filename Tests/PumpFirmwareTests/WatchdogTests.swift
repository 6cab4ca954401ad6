import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The watchdog holds the rotor against the rates in force, and says nothing as long as they agree.
@Suite(.limited)
struct WatchdogTests {
  @Test func `a rotor that runs away ends delivery within a few strokes`() throws {
    var bench = try Bench()
    bench.live(.hours(1))
    bench.motor.overrun = 1
    let before = bench.motor.strokes
    bench.live(.hours(1))
    #expect(bench.firmware.state.alarms.contains(.deliveryFault))
    #expect(bench.motor.strokes - before <= 8, "two strokes too many are borne, three are not")
    let strokes = bench.motor.strokes
    bench.live(.days(1))
    #expect(bench.motor.strokes == strokes)
    #expect(bench.firmware.state.strokes == strokes, "they are counted all the same")
    bench.open()
    #expect(bench.bolus(1000, over: .hours(1)).refusal?.code == .criticalAlarm)
  }

  @Test(arguments: [3, 4, 100, 30_000, 65_000] as [UInt16])
  func `strokes nobody asked for are found with the next that is asked`(count: UInt16) throws {
    var bench = try Bench()
    bench.live(.hours(1))
    bench.motor.rotor &+= count
    bench.live(.minutes(8))
    #expect(bench.firmware.state.alarms.contains(.deliveryFault))
    #expect(bench.firmware.state.integral.basalPerDay == .zero)
  }

  @Test func `while delivery is stopped too, once it is resumed`() throws {
    var bench = try Bench()
    bench.live(.hours(1))
    bench.open()
    bench.stop()
    bench.motor.rotor &+= 10
    bench.live(.hours(1))
    bench.open()
    bench.resume()
    bench.live(.minutes(8))
    #expect(bench.firmware.state.alarms.contains(.deliveryFault))
  }

  @Test func `strokes the motor loses are a stall, and no fault of delivery`() throws {
    var bench = try Bench()
    bench.live(.hours(1))
    bench.motor.stallsAfter = 0
    bench.live(.days(2))
    #expect(bench.firmware.state.alarms.contains(.motorStall))
    #expect(!bench.firmware.state.alarms.contains(.deliveryFault))
    bench.motor.stallsAfter = nil
    bench.live(.days(2))
    #expect(bench.firmware.state.alarms.isEmpty)
  }

  /// A pump of the smallest stroke and the weakest liquid: the tolerance is 10 000 pg.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `a hundred thousand changes of rate add up to no false alarm`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let stroke = Picograms(rawValue: 5000)
    var integral = DeliveryIntegral(basalPerDay: .zero, from: .zero)
    var watchdog = DeliveryWatchdog(from: .zero, owed: .zero)
    var failures = 0
    for _ in 0..<100_000 {
      integral.basalPerDay = Picograms(rawValue: random.spread(upTo: 50_000_000))
      if integral.infusion == nil, random.once(in: 3) {
        integral.infusion = Infusion(
          kind: .bolus, dose: Picograms(rawValue: 1 + random.below(3_000_000)),
          duration: .ms(1 + random.below(7_200_000)), start: integral.time, counted: .zero)
      } else if random.once(in: 3) {
        integral.infusion = nil
      }
      watchdog.follow(integral.basalPerDay, integral.infusion, at: integral.time)
      var next = integral.time.after(.ms(random.spread(upTo: 7_200_000)))
      if let end = integral.infusion?.end { next = min(next, end) }
      integral.advance(to: next)
      if let running = integral.infusion, running.end <= next { integral.infusion = nil }
      // Strokes are made as they fall due; the remainder stays owed.
      let due = Picograms(rawValue: integral.owed.rawValue / 5000 * 5000)
      integral.owed -= due
      watchdog.turn(by: due)
      if !watchdog.agrees(at: integral.time, stroke: stroke) { failures += 1 }
      watchdog.follow(integral.basalPerDay, integral.infusion, at: integral.time)
    }
    #expect(failures == 0, "seed \(seed)")
    // It would notice the next three strokes.
    watchdog.turn(by: Picograms(rawValue: 15_001))
    let agrees = watchdog.agrees(at: integral.time, stroke: stroke)
    #expect(!agrees)
  }
}
