import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The end of service: indicated, then exactly 90 days, or the calendar.
@Suite(.limited)
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
    #expect(bench.foretell()?.secondsToReplacement == 0)

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

  @Test func `the day of replacement comes true, and so does the end of service`() throws {
    var bench = try Bench(.sample(), .implant(.daily(3_000_000), fill: .ml(1000)))
    bench.motor.isLogging = false
    bench.battery = .runsDown
    for _ in 0..<3 {
      bench.open()
      let forecast = try bench.foreseen()
      bench.alarm(.electiveReplacement, after: forecast.secondsToReplacement)
      bench.alarm(.endOfService, after: forecast.secondsToEndOfService)
      bench.wait(.ms(40_000_000_000))
    }
  }

  @Test(arguments: [48, 250, 1000, 2000, 6000, 24_000] as [UInt32])
  func `the indicator keeps its 90 days at any flow, to the last stroke`(
    microlitresPerDay: UInt32
  ) throws {
    let dose = microlitresPerDay * 2000
    // Every litre counts: at the greatest flow it takes 5000 mL.
    var bench = try Bench(.sample(), .implant(.daily(dose), fill: .ml(1_000)))
    bench.motor.isLogging = false
    bench.battery = .runsDown
    while !bench.firmware.state.alarms.contains(.electiveReplacement) { bench.wait(.days(1)) }
    let since = bench.firmware.time
    let strokes = bench.motor.strokes
    bench.wait(.days(90).minus(.ms(1)) ?? .zero)
    #expect(!bench.firmware.state.alarms.contains(.endOfService))
    #expect(!bench.firmware.state.alarms.contains(.motorStall))
    let reading = bench.battery.reading(
      at: bench.now.therapy, strokes: bench.motor.strokes, bench.profile.battery)
    #expect(reading > 0)
    bench.wait(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    #expect(bench.firmware.time == since.after(.days(90)))
    #expect(bench.motor.strokes - strokes == 90 * UInt64(microlitresPerDay) * 4)
  }

  @Test func `the indicator counts the boluses that the programme and the patient may have`() throws
  {
    let therapy = Therapy.simpleContinuous(
      .ngPerDay(100_000), periodic: .every(60, nanograms: 400_000, over: .minutes(20)))
    var implant = DurableState.withPatientBolus(
      .every(60, nanograms: 400_000, over: .minutes(20), perDay: 24))
    implant = DurableState(
      therapy: therapy, patientBolus: implant.patientBolus, drug: .baclofen,
      concentration: .strength(2000), filledVolume: .ml(1000), lowAlarmVolume: .ml(2), clock: nil,
      rotor: 0)
    var bench = try Bench(.sample(), implant)
    bench.motor.isLogging = false
    bench.battery = .runsDown
    while !bench.firmware.state.alarms.contains(.electiveReplacement) { bench.wait(.days(1)) }
    let reading = bench.battery.reading(
      at: bench.now.therapy, strokes: bench.motor.strokes, bench.profile.battery)
    // 0.05 + 2 * 24 * 0.2 mL a day are 38 600 strokes: 12.8 J a day, and 18 % for 90 days.
    #expect(reading > 1800 && reading < 1950)
  }

  @Test func `a battery that is drained flat is the end of service, and no motor that stalls`()
    throws
  {
    var bench = try Bench()
    bench.live(.hours(5))
    // From here on nothing turns the motor.
    bench.battery = .reads(0)
    bench.motor.stallsAfter = 0
    bench.live(.hours(1))
    let alarms = bench.firmware.state.alarms
    #expect(alarms.contains(.endOfService) && alarms.contains(.electiveReplacement))
    #expect(!alarms.contains(.motorStall))
    bench.open()
    #expect(bench.status()?.flags.battery == .endOfService)
    #expect(bench.entries(.alarmRaised).map(\.detail) == [2, 3])
    try bench.restart()
    #expect(bench.firmware.state.alarms.contains(.endOfService))
  }

  @Test func `a battery that will not last the day ends its service while it can`() throws {
    var bench = try Bench()
    bench.wait(.days(10))
    // 2 parts in 10 000 are 1.26 J, and a day takes 1.79.
    bench.battery = .reads(2)
    bench.wait(.days(1).minus(.ms(1)) ?? .zero)
    #expect(!bench.firmware.state.alarms.contains(.endOfService))
    bench.wait(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    #expect(bench.motor.strokes == 11 * 200)
  }

  @Test(arguments: [2, 5, 40, 200] as [UInt64])
  func `the estimate follows a drain that readings show, within days`(times: UInt64) throws {
    var bench = try Bench(.sample(), .implant(fill: .ml(40)))
    bench.motor.isLogging = false
    bench.battery = .drains(from: 100, times: times)
    bench.wait(.days(100))
    bench.open()
    let healthy = try bench.foreseen()
    #expect(healthy.secondsToReplacement ?? 0 > 2300 * 86_400)
    bench.wait(.days(times < 10 ? 12 : 3))
    bench.open()
    let forecast = try bench.foreseen()
    let days = UInt64(try #require(forecast.secondsToReplacement)) / 86_400
    var wait: UInt64 = 0
    while !bench.firmware.state.alarms.contains(.electiveReplacement) {
      bench.wait(.days(1))
      wait += 1
    }
    #expect(days + days / 8 + 1 >= wait && days <= wait + wait / 8 + 1, "\(days) for \(wait)")
    // A drain that empties a full battery in less leaves no 90 days to promise.
    if times > 10 { return }
    bench.live(.days(90).minus(.ms(1)) ?? .zero)
    #expect(!bench.firmware.state.alarms.contains(.endOfService))
  }

  @Test func `a gauge that jumps once is no drain`() throws {
    var bench = try Bench()
    bench.battery = .runsDown
    bench.wait(.days(50))
    bench.battery = .reads(6000)
    bench.wait(.days(1))
    bench.open()
    // 60 % of 6311 J, at 1.79 J a day.
    let jumped = try bench.foreseen()
    #expect(jumped.secondsToReplacement ?? 0 > 1900 * 86_400)
    bench.wait(.days(30))
    bench.open()
    let later = try bench.foreseen()
    #expect(later.secondsToReplacement ?? 0 > 1900 * 86_400)
  }

  @Test func `a pump without power when its age calls for replacement still ends at its life`()
    throws
  {
    for days in [2460, 2540, 2555] as [UInt64] {
      var bench = try Bench(.sample(), .implant(fill: .ml(1000)))
      bench.wait(.days(2460))
      try bench.restart(after: .days(days - 2460))
      bench.wait(TherapyTime.ms(2556 * 86_400_000 - 1).since(bench.now.therapy))
      #expect(!bench.firmware.state.alarms.contains(.endOfService))
      bench.wait(.ms(1))
      #expect(bench.firmware.state.alarms.contains(.endOfService))
    }
    // Power that comes back later finds it over: not one stroke is given.
    var bench = try Bench(.sample(), .implant(fill: .ml(1000)))
    bench.wait(.days(2460))
    let strokes = bench.motor.strokes
    try bench.restart(after: .days(96))
    #expect(bench.firmware.state.alarms.contains(.endOfService))
    bench.wait(.days(3))
    #expect(bench.motor.strokes == strokes)
  }
}
