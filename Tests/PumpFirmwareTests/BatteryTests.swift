import PumpFirmware
import Quantities
import Telemetry
import TestSupport
import Testing

/// The end of service: indicated, then exactly 90 days, or the calendar.
struct BatteryTests {
  private func day(_ count: UInt64) -> TherapyTime { TherapyTime.zero.after(.days(count)) }

  @Test func `service ends exactly 90 days after the battery reads 5 percent`() throws {
    var bench = try Bench()
    bench.wait(.days(100))
    bench.battery = .reads(501)
    bench.wait(.days(1))
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.battery = .reads(500)
    bench.wait(.days(1))
    #expect(bench.firmware.state.alarms.contains(.electiveReplacement))
    #expect(bench.firmware.state.replacementSince == day(102))
    bench.open()
    #expect(bench.status()?.flags.battery == .electiveReplacement)
    #expect(bench.interrogation()?.monthsToReplacement == 0)

    bench.live(.days(90).minus(.ms(1)) ?? .zero)
    bench.open()
    #expect(bench.status()?.flags.battery == .electiveReplacement)
    #expect(bench.status()?.flags.isStopped == false)
    bench.live(.ms(1))
    let strokes = bench.motor.strokes
    #expect(strokes == 192 * 200)
    bench.open()
    let status = bench.status()
    #expect(status?.flags.battery == .endOfService && status?.flags.isStopped == true)
    #expect(status?.alarms.contains(.endOfService) == true)
    #expect(status?.basalNanogramsPerDay == 0)
    bench.live(.days(400))
    #expect(bench.motor.strokes == strokes)
    bench.open()
    #expect(bench.interrogation()?.therapy == .daily(100_000), "telemetry still answers")
  }

  @Test func `the indicator survives a battery that reads more again, and a power cut`() throws {
    var bench = try Bench()
    bench.battery = .reads(400)
    bench.wait(.days(1))
    bench.battery = .reads(9000)
    bench.wait(.days(10))
    try bench.restart(after: .hours(5))
    #expect(bench.firmware.state.replacementSince == day(1))
    bench.wait(.days(80))
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    try bench.restart()
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    let strokes = bench.motor.strokes
    bench.wait(.days(80))
    #expect(bench.motor.strokes == strokes)
    bench.open()
    #expect(bench.stop().refusal?.code == .endOfService)
  }

  @Test func `service ends with the calendar life, whatever the battery reads`() throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(1000)))
    bench.wait(.days(2466).minus(.ms(1)) ?? .zero)
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.wait(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.electiveReplacement))
    bench.live(.days(90).minus(.ms(1)) ?? .zero)
    #expect(!bench.firmware.state.alarms.contains(.endOfService))
    bench.live(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    #expect(bench.motor.strokes == 2556 * 200)
  }

  @Test func `a pump that wakes up after its end of service gives nothing more`() throws {
    var bench = try Bench()
    bench.battery = .reads(400)
    bench.live(.days(50))
    let strokes = bench.motor.strokes
    try bench.restart(after: .days(60))
    bench.live(.days(1))
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    #expect(bench.motor.strokes == strokes)
  }

  struct Life: Sendable, CustomTestStringConvertible {
    var microlitresPerDay: UInt32
    /// Days of service.
    var days: ClosedRange<UInt64>
    var testDescription: String { "\(microlitresPerDay) uL/day" }
  }

  @Test(arguments: [
    Life(microlitresPerDay: 250, days: 2555...2556),
    Life(microlitresPerDay: 1000, days: 2150...2200),
    Life(microlitresPerDay: 1500, days: 1810...1840),
  ])
  func `a battery lasts about 7, 6 and 5 years`(life: Life) throws {
    var bench = try Bench(
      .sample(), .implant(.daily(life.microlitresPerDay * 2000), fill: .ml(1000)))
    bench.motor.isLogging = false
    bench.battery = .runsDown
    var days: UInt64 = 0
    while !bench.firmware.state.alarms.contains(.endOfService), days < 4000 {
      bench.wait(.days(1))
      days += 1
    }
    #expect(life.days.contains(days), "\(days) days")
    #expect(bench.motor.strokes == days * UInt64(life.microlitresPerDay) * 4)
  }

  @Test func `the months to replacement come true`() throws {
    var bench = try Bench(.sample(), .implant(.daily(3_000_000), fill: .ml(1000)))
    bench.motor.isLogging = false
    bench.battery = .runsDown
    bench.wait(.days(100))
    bench.open()
    let months = UInt64(bench.interrogation()?.monthsToReplacement ?? 0)
    #expect(months > 40)
    bench.wait(.days(months * 30))
    #expect(!bench.firmware.state.alarms.contains(.electiveReplacement))
    bench.wait(.days(45))
    #expect(bench.firmware.state.alarms.contains(.electiveReplacement))
  }
}
