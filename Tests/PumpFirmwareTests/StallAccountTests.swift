import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A stall that lasts is accounted for day by day, and when delivery ends in the middle of it.
@Suite(.limited)
struct StallAccountTests {
  @Test func `each day's account comes after what the stall has cost by then`() throws {
    var bench = try Bench()
    bench.wait(.hours(30))
    bench.motor.stallsAfter = 0
    bench.wait(.days(3))
    bench.open()
    let lost = bench.entries(.undelivered)
    #expect(lost.map(\.therapySeconds) == [2, 3, 4].map { 86_400 * $0 })
    // 18 h of the first day, then whole days, at 200 strokes of 500 000 pg a day.
    #expect(lost.map(\.amount) == [75_000_000, 100_000_000, 100_000_000])
    bench.motor.stallsAfter = nil
    bench.wait(.hours(1))
    bench.open()
    let sum = bench.entries(.undelivered).reduce(0) { $0 + $1.amount }
    #expect(sum == bench.firmware.state.undelivered.rawValue)
    #expect(sum >= 300_000_000)
  }

  @Test func `what a stall has cost when service ends is in the log`() throws {
    var bench = try Bench(.sample { $0.battery.serviceAfterIndicator = .hours(36) })
    bench.wait(.hours(12))
    bench.motor.stallsAfter = 0
    bench.wait(.hours(1))
    bench.battery = .reads(400)
    bench.wait(.days(4))
    bench.open()
    #expect(bench.status()?.flags.battery == .endOfService)
    let lost = bench.entries(.undelivered)
    #expect(lost.contains { $0.detail == UndeliveredCause.stall.rawValue })
    #expect(
      lost.reduce(0) { $0 + $1.amount } == bench.firmware.state.undelivered.rawValue)
    #expect(
      lost.filter { $0.detail == UndeliveredCause.stall.rawValue }.reduce(0) { $0 + $1.amount }
        >= 200_000_000)
  }
}
