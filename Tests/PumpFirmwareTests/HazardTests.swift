import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Hazards of infusion pumps that no rule of the therapy is about. Spec: safety.md.
@Suite(.limited)
struct HazardTests {
  /// A pump that was switched on at time zero and tested, and its session.
  private func pump(on bench: inout Bench) -> PumpFirmware {
    bench.open()
    return bench.firmware
  }

  @Test func `a stroke that turns is settled before another strength is in force`() throws {
    var bench = try Bench()
    bench.open()
    bench.ask(.refill(bench.refill(strength: 1000, .flushed)))
    guard case .staged(let staged) = bench.ask(.readBack) else {
      Issue.record("the refill was not staged")
      return
    }
    var pump = bench.firmware
    let now = Instant(therapy: .zero.after(.seconds(432)), link: bench.now.link)
    let commit = bench.timed(.commit(Commit(token: staged.token)))
    func answer(_ id: UInt16) -> Reply? {
      let frame = bench.frame(commit, id: id)
      var position = 0
      pump.receive(frame.span, from: &position, at: now)
      return settle()
    }
    func settle() -> Reply? {
      var reply: Reply?
      while let action = pump.nextAction() {
        if case .store = action { pump.handle(.stored(true), at: now) }
        if case .storeLog = action { pump.handle(.logStored(true), at: now) }
        if case .transmit = action {
          let sent = pump.withTransmission { bytes in bytes.indices.map { bytes[$0] } }
          reply = bench.reply(in: sent)?.reply
        }
      }
      return reply
    }
    pump.handle(.tick, at: now)
    #expect(pump.nextAction() == .turnMotor(strokes: 1))
    #expect(answer(10).refusal?.code == .busy)
    pump.handle(.motorStopped(strokes: 1, rotor: 1), at: now)
    #expect(settle() == nil)
    #expect(answer(11).isDone)
    #expect(pump.state.concentration == .strength(1000))
    // One stroke of 250 nL at the old strength, and none at the new one.
    #expect(pump.state.strokes == 1 && pump.state.integral.owed < Picograms(rawValue: 250_000))
  }

  @Test func `a stop that comes while a stroke turns lets it end, and counts it`() throws {
    var bench = try Bench()
    var pump = pump(on: &bench)
    // A stroke comes every 432 s.
    let now = Instant(therapy: .zero.after(.seconds(432)), link: .zero)
    pump.handle(.tick, at: now)
    #expect(pump.nextAction() == .turnMotor(strokes: 1))
    let stop = bench.frame(.order(Order(.stop, notAfter: 2000)), id: 2)
    var position = 0
    pump.receive(stop.span, from: &position, at: now)
    var strokes: UInt32 = 0
    while let action = pump.nextAction() {
      if case .store = action { pump.handle(.stored(true), at: now) }
      if case .turnMotor(let count) = action { strokes += count }
    }
    #expect(pump.state.isStopped && strokes == 0)
    pump.handle(.motorStopped(strokes: 1, rotor: 1), at: now)
    #expect(pump.state.strokes == 1 && pump.state.integral.owed == .zero)
    #expect(pump.state.alarms.isEmpty)
    // And nothing more while it is stopped.
    let later = Instant(therapy: now.therapy.after(.days(1)), link: .zero)
    pump.handle(.tick, at: later)
    while let action = pump.nextAction() {
      switch action {
      case .turnMotor(let count): strokes += count
      case .store: pump.handle(.stored(true), at: later)
      case .storeLog: pump.handle(.logStored(true), at: later)
      case .selfTest: pump.handle(.selfTested(.sound), at: later)
      case .measureBattery: pump.handle(.batteryMeasured(10_000), at: later)
      case .sound: pump.handle(.sounded, at: later)
      default: break
      }
    }
    #expect(pump.isCaughtUp(to: later.therapy) && strokes == 0)
  }

  @Test(arguments: [4, 24, 24 * 365] as [UInt64])
  func `settings outlast hours and years without power`(hours: UInt64) throws {
    let plan = DayPlan.steps((0, 100_000), (360, 150_000), (1320, 0))
    let therapy = Therapy.daySchedule(
      WeekPlan(everyDay: .plan1), periodic: .every(360, nanograms: 20_000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan], therapy))
    bench.wait(.hours(30))
    bench.open()
    #expect(bench.setPatientBolus(.sample).isDone)
    #expect(bench.setLowAlarm(4_000_000).isDone)
    let first = bench.settings()
    let before = try #require(first)
    try bench.restart(after: .hours(hours))
    bench.open()
    let second = bench.settings()
    let after = try #require(second)
    #expect(after.body.therapy == before.body.therapy && after.plan == before.plan)
    #expect(after.plan == plan)
    #expect(after.body.patientBolus == before.body.patientBolus)
    #expect(after.body.patientBolus == .sample)
    #expect(after.body.lowAlarmNanolitres == 4_000_000)
    #expect(after.body.concentration == before.body.concentration)
    #expect(after.body.drug == before.body.drug)
    #expect(after.body.therapyRevision == before.body.therapyRevision)
    #expect(after.body.status.lastApplied == before.body.status.lastApplied)
    #expect(!after.body.status.flags.isStopped)
    let elapsed = try #require(after.body.clock).rawValue - #require(before.body.clock).rawValue
    #expect(UInt64(elapsed) == hours * 3600)
    // What no cut may bring along: nothing was given without power but a single stroke.
    #expect(after.body.pumpedNanolitres <= before.body.pumpedNanolitres + 250)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt16>)
  func `a rotor that turned back is never taken for delivery`(strokes: UInt16) throws {
    var bench = try Bench()
    bench.live(.hours(2))
    let counted = bench.firmware.state.strokes
    bench.motor.rotor &-= strokes
    bench.live(.minutes(8))
    let state = bench.firmware.state
    // One stroke back and the next one forward is a stroke that was not made; more is a fault.
    #expect(state.alarms.contains(strokes == 1 ? .motorStall : .deliveryFault))
    if strokes == 1 { #expect(state.strokes == counted) }
    if strokes > 1 { #expect(state.integral.basalPerDay == .zero) }
    #expect(state.alarms.hasCritical)
  }

  @Test(arguments: [SelfTest.sound, .processor])
  func `a bolus ordered during the test at power-on gives nothing before it has passed`(
    findings: SelfTest
  ) throws {
    var bench = try Bench()
    bench.live(.hours(1))
    bench.isTestHeld = true
    try bench.restart()
    let strokes = bench.motor.strokes
    bench.open()
    bench.bolus(90_000, over: .minutes(30))
    bench.wait(.minutes(10), link: .zero)
    #expect(bench.motor.strokes == strokes)
    bench.isTestHeld = false
    bench.firmware.handle(.selfTested(findings), at: bench.now)
    bench.wait(.minutes(30), link: .zero)
    if findings == .sound {
      #expect(bench.motor.strokes > strokes + 100)
    } else {
      #expect(bench.motor.strokes == strokes)
      #expect(bench.firmware.state.integral.infusion == nil)
    }
  }
}

extension Bench {
  /// What an interrogation says, and the first plan in force.
  fileprivate mutating func settings() -> (body: Interrogation, plan: DayPlan)? {
    guard let body = interrogation(),
      case .dayPlan(let report) = ask(.readDayPlan(ReadDayPlan(.plan1, .committed)))
    else { return nil }
    return (body, report.plan)
  }
}
