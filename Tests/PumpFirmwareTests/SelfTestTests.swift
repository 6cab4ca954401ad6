import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Processor and memories are tested before anything is delivered and every hour.
@Suite(.limited)
struct SelfTestTests {
  static let fatal: [SelfTest] = [.processor, .programMemory, .workingMemory]

  @Test func `the first test comes before the first stroke, and one an hour follows`() throws {
    let implant = DurableState.implant(.daily(48_000_000))
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    // Switched on late: a stroke is owed at once.
    let start = Instant(therapy: .zero.after(.minutes(90)), link: .zero)
    var pump = try PumpFirmware(
      profile: .sample(), secrets: .sample(), memory: image.span, rotor: 0, at: start)
    guard case .store = pump.nextAction() else {
      Issue.record("the start is recorded first")
      return
    }
    pump.handle(.stored(true), at: start)
    var tests: [UInt64] = []
    var strokes = 0
    var now = start
    for _ in 0..<4000 {
      while let action = pump.nextAction() {
        switch action {
        case .selfTest:
          if tests.isEmpty { #expect(strokes == 0) }
          tests.append(pump.time.rawValue / 60_000)
          pump.handle(.selfTested(.sound), at: now)
        case .turnMotor(let count):
          #expect(!tests.isEmpty, "nothing is delivered before the test")
          strokes += Int(count)
          let rotor = pump.state.rotor &+ UInt16(count)
          pump.handle(.motorStopped(strokes: count, rotor: rotor), at: now)
        case .store: pump.handle(.stored(true), at: now)
        case .storeLog: pump.handle(.logStored(true), at: now)
        case .measureBattery: pump.handle(.batteryMeasured(9000), at: now)
        case .sound: pump.handle(.sounded, at: now)
        default: break
        }
      }
      now.therapy = now.therapy.after(.seconds(5))
      pump.handle(.tick, at: now)
    }
    #expect(tests == [90, 120, 180, 240, 300, 360, 420])
  }

  @Test(arguments: fatal)
  func `a fatal finding at power-on ends delivery before it begins`(findings: SelfTest) throws {
    var bench = try Bench()
    bench.live(.hours(1))
    bench.findings = findings
    let strokes = bench.motor.strokes
    try bench.restart(after: .hours(1))
    bench.live(.days(1))
    #expect(bench.motor.strokes == strokes)
    #expect(bench.firmware.state.alarms.contains(.selfTestFailed))
    let entry = bench.entries(.selfTestFailed).first
    #expect(entry?.detail == findings.bits)
  }

  @Test func `a fatal finding in the middle of a bolus ends all of it`() throws {
    var bench = try Bench()
    bench.open()
    bench.bolus(50_000, over: .hours(3))
    bench.live(.minutes(59))
    bench.findings = .processor
    bench.live(.minutes(1))
    let strokes = bench.motor.strokes
    let state = bench.firmware.state
    #expect(state.integral.infusion == nil && state.integral.owed == .zero)
    #expect(state.integral.basalPerDay == .zero)
    bench.live(.days(1))
    #expect(bench.motor.strokes == strokes)
    let lost = bench.entries(.undelivered)
    #expect(lost.count <= 1)
    #expect(lost.allSatisfy { $0.detail == UndeliveredCause.failure.rawValue })
    #expect(bench.resume().refusal?.code == .criticalAlarm)
  }

  @Test func `a faded record is written again, and therapy goes on`() throws {
    var bench = try Bench()
    bench.live(.minutes(59))
    let writes = bench.memory.writes
    bench.findings = .storedRecord
    bench.live(.minutes(1))
    bench.findings = .sound
    #expect(bench.memory.writes >= writes + 4, "both slots, in two steps each")
    bench.live(.hours(11))
    #expect(bench.motor.strokes == 100)
    #expect(bench.firmware.state.alarms.isEmpty)
    #expect(bench.entries(.selfTestFailed).map(\.detail) == [8])
    #expect(bench.entries(.alarmRaised).map(\.detail) == [Alarm.memoryError.rawValue])
  }

  @Test func `a finding while a change is being stored is not forgotten with it`() throws {
    var bench = try Bench()
    bench.live(.minutes(59))
    bench.open()
    // The test is under way when the order comes.
    bench.isTestHeld = true
    bench.live(.minutes(1))
    bench.memory.behaviour = .holds
    #expect(bench.bolus(50_000, over: .hours(1)) == nil)
    bench.firmware.handle(.selfTested(.processor), at: bench.now)
    bench.memory.behaviour = .works
    bench.endStore(true)
    let state = bench.firmware.state
    #expect(state.alarms.contains(.selfTestFailed))
    #expect(state.integral.infusion == nil && state.integral.basalPerDay == .zero)
    let programmed = state.integral.programmed
    bench.isTestHeld = false
    bench.live(.days(1))
    #expect(bench.firmware.state.integral.programmed == programmed)
    try bench.restart()
    #expect(bench.firmware.state.alarms.contains(.selfTestFailed))
  }
}
