import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A motor that does other than it is told. The sample pump makes a stroke every 432 s.
@Suite(.limited)
struct MotorFaultTests {
  @Test func `a stall is noticed at the first stroke, and its end at the first again`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.motor, .stall, for: .hours(12))
    // One jump over beginning and end.
    visit.wait(.days(1))
    #expect(visit.strokes == 300 && visit.alarms.isEmpty)
    #expect(visit.pump.firmware.state.undelivered == Picograms(nanograms: 50_000))
    let heard = visit.pump.takeAlarmsHeard()
    #expect(heard.map(\.alarm) == [.motorStall] && heard.first?.tone == .twoTone)
    #expect(heard.first?.time == .zero.after(.seconds(86_400 + 432)))
    let entries = try visit.readLog().filter { [.alarmRaised, .alarmEnded].contains($0.kind) }
    // The stroke of the very moment at which the stall ends is still missed.
    let moments: [UInt32] = [86_832, 130_032]
    #expect(entries.map(\.therapySeconds) == moments)
  }

  @Test func `a log of one jump is the log of a thousand steps`() throws {
    var once = try Visit(.sample())
    try once.inject(.motor, .stall, for: .hours(30))
    var often = once
    once.wait(.days(4))
    for _ in 0..<1000 { often.wait(.ms(345_600)) }
    #expect(once.pump.truth == often.pump.truth)
    #expect(once.pump.firmware.state.integral == often.pump.firmware.state.integral)
    let kinds: [LogKind] = [.alarmRaised, .alarmEnded, .undelivered]
    let alarms: (LogEntry) -> Bool = { kinds.contains($0.kind) }
    let left = try once.readLog().filter(alarms)
    let right = try often.readLog().filter(alarms)
    #expect(left.map(\.therapySeconds) == right.map(\.therapySeconds) && left.count == 4)
    #expect(left.map(\.amount) == right.map(\.amount))
  }

  @Test(arguments: [(-20_000, 98_000), (150_000, 115_000)] as [(Int64, UInt64)])
  func `a drift moves another volume, and nobody can know`(ppm: Int64, each: UInt64) throws {
    var visit = try Visit(.sample())
    try visit.inject(.motor, .drift, ppm)
    visit.wait(.days(4))
    #expect(visit.strokes == 800 && visit.alarms.isEmpty)
    #expect(visit.pump.truth.pumped.volume == .nl(200_000 * each / 100_000))
    #expect(visit.pump.firmware.state.strokes == 800)
  }

  @Test func `over-infusion moves a multiple`() throws {
    var visit = try Visit(.sample())
    try visit.inject(.motor, .overInfusion, 2_000_000)
    visit.wait(.days(1))
    #expect(visit.strokes == 200 && visit.pump.truth.pumped.volume == .nl(150_000))
  }

  @Test func `a runaway is found by the watchdog, which ends delivery`() throws {
    var visit = try Visit(.sample())
    visit.wait(.days(1))
    try visit.inject(.motor, .runaway, 5)
    visit.wait(.days(10))
    #expect(visit.alarms.contains(.deliveryFault))
    #expect(visit.strokes < 230)
    #expect(visit.pump.firmware.state.strokes == visit.strokes)
  }

  @Test func `a motor that misses every tenth stroke says so, and does not make it up`() throws {
    var visit = try Visit(.sample())
    try visit.inject(.motor, .intermittent, 10)
    visit.wait(.days(5))
    #expect(visit.strokes == 900)
    #expect(visit.pump.firmware.state.undelivered == Picograms(nanograms: 50_000))
    #expect(visit.pump.takeAlarmsHeard().contains { $0.alarm == .motorStall })
  }

  @Test func `a fault that is cleared leaves a motor that does what it is told`() throws {
    var visit = try Visit(.sample())
    try visit.inject(.motor, .stall)
    visit.wait(.days(1))
    #expect(visit.strokes == 0 && visit.alarms.contains(.motorStall))
    let cleared = visit.pump.clear(.motor, at: visit.now)
    #expect(cleared?.kind == .stall)
    visit.wait(.days(1))
    #expect(visit.strokes == 200 && visit.alarms.isEmpty)
    #expect(visit.pump.clear(.motor, at: visit.now) == nil)
  }
}
