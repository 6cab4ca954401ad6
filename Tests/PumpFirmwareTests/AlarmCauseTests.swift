import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Each alarm is raised by its cause and logged, and ends as it should or not at all.
@Suite(.limited)
struct AlarmCauseTests {
  struct Cause: Sendable, CustomTestStringConvertible {
    var alarm: Alarm
    var raise: @Sendable (inout Bench) throws -> Void
    /// What ends it; `nil` when nothing does.
    var end: (@Sendable (inout Bench) throws -> Void)?
    var testDescription: String { "\(alarm)" }
  }

  static let causes: [Cause] = [
    Cause(
      alarm: .lowReservoir, raise: { $0.setLowAlarm($0.counter) },
      end: { $0.make($0.refill()) }),
    Cause(
      alarm: .emptyReservoir,
      raise: {
        $0.make($0.refill { $0.filledNanolitres = 1000 })
        $0.wait(.hours(3))
      }, end: { $0.make($0.refill()) }),
    Cause(
      alarm: .electiveReplacement,
      raise: {
        $0.battery = .reads(500)
        $0.wait(.days(1))
      }, end: nil),
    Cause(
      alarm: .endOfService,
      raise: {
        $0.battery = .reads(500)
        $0.wait(.days(92))
      }, end: nil),
    Cause(
      alarm: .memoryError,
      raise: {
        $0.memory.behaviour = .fails
        $0.wait(.hours(1))
      },
      end: {
        $0.memory.behaviour = .works
        $0.wait(.hours(1))
      }),
    Cause(
      alarm: .memoryLost,
      raise: {
        for place in [40, 2088] { $0.memory.image[place] ^= 1 }
        try $0.restart()
      }, end: nil),
    Cause(
      alarm: .motorStall,
      raise: {
        $0.motor.stallsAfter = 0
        $0.wait(.hours(1))
      },
      end: {
        $0.motor.stallsAfter = nil
        $0.wait(.hours(1))
      }),
    Cause(
      alarm: .stoppedTooLong,
      raise: {
        $0.stop()
        $0.wait(.hours(48))
      }, end: { $0.resume() }),
    Cause(
      alarm: .lowBatteryReset, raise: { try $0.restart(cause: .lowBattery) },
      end: { $0.resume() }),
    Cause(
      alarm: .selfTestFailed,
      raise: {
        $0.findings = .programMemory
        $0.wait(.hours(1))
      }, end: nil),
    Cause(
      alarm: .deliveryFault,
      raise: {
        $0.motor.overrun = 3
        $0.wait(.hours(1))
      }, end: nil),
    Cause(
      alarm: .clockUncertain, raise: { try $0.restart(cause: .clockLost) },
      end: { $0.setClock(.monday) }),
    Cause(alarm: .emergencyRate, raise: { $0.callEmergency() }, end: { $0.resume() }),
  ]

  @Test func `every alarm has its cause`() {
    #expect(Self.causes.map(\.alarm.rawValue) == Array(0..<Alarm.count))
  }

  @Test(arguments: causes)
  func `it is raised by its cause, logged once, outlives a power cut, and ends`(
    cause: Cause
  ) throws {
    var bench = try Bench(.sample(), .implant(clock: .monday))
    bench.wait(.days(1))
    bench.open()
    #expect(bench.firmware.state.alarms.isEmpty)
    try cause.raise(&bench)
    #expect(bench.firmware.state.alarms.contains(cause.alarm))
    let heard = bench.tones.last?.tone
    #expect(heard == (cause.alarm.isCritical ? .twoTone : .single))
    if cause.alarm != .memoryError {
      let strokes = bench.motor.strokes
      try bench.restart()
      // Each is a fact of the record, the stall too, until the motor turns again.
      #expect(bench.firmware.state.alarms.contains(cause.alarm) || bench.motor.strokes > strokes)
    }
    bench.open()
    try cause.end?(&bench)
    #expect(bench.firmware.state.alarms.contains(cause.alarm) == (cause.end == nil))
    let raised = bench.entries(.alarmRaised).filter { $0.detail == cause.alarm.rawValue }
    let ended = bench.entries(.alarmEnded).filter { $0.detail == cause.alarm.rawValue }
    #expect(raised.count == 1)
    #expect(ended.count == (cause.end == nil ? 0 : 1))
  }

  @Test func `stopped for 48 hours to the millisecond, counted through a power cut`() throws {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    bench.stop()
    bench.wait(.hours(20))
    try bench.restart(after: .hours(20))
    bench.wait(.hours(8).minus(.ms(1)) ?? .zero)
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.wait(.ms(1))
    #expect(bench.firmware.state.alarms.contains(.stoppedTooLong))
    #expect(bench.entries(.alarmRaised).first?.therapySeconds == 176_400)
  }

  @Test func `a low-battery reset gives up a bolus and waits, stopped, until it is resumed`()
    throws
  {
    var bench = try Bench()
    bench.open()
    bench.bolus(50_000, over: .hours(2))
    bench.live(.hours(1))
    try bench.restart(cause: .lowBattery)
    let strokes = bench.motor.strokes
    bench.live(.hours(10))
    #expect(bench.motor.strokes == strokes)
    bench.open()
    #expect(bench.status()?.flags.isStopped == true)
    #expect(bench.bolus(1000, over: .hours(1)).refusal?.code == .stopped)
    #expect(bench.resume().isDone)
    #expect(bench.firmware.state.integral.infusion == nil)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
  }

  @Test func `a pump whose delivery ended comes back as it was, with any programme`() throws {
    let implant = DurableState.implant(.periodicBolus(.every(60, nanograms: 10_000)))
    var bench = try Bench(.sample(), implant)
    bench.wait(.hours(3))
    bench.findings = .workingMemory
    bench.wait(.hours(1))
    bench.findings = .sound
    for _ in 0..<3 {
      try bench.restart(after: .hours(5))
      #expect(bench.firmware.state.alarms.contains(.selfTestFailed))
      #expect(!bench.firmware.state.alarms.contains(.memoryLost))
      #expect(bench.firmware.state.therapy == implant.therapy)
    }
    let strokes = bench.motor.strokes
    bench.wait(.days(3))
    #expect(bench.motor.strokes == strokes)
    #expect(bench.entries(.infusionSkipped).isEmpty)
  }
}
