import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Minimum rate for who asks for it in contact, without a key: less drug, never more.
@Suite(.limited)
struct EmergencyTests {
  private let minimum: UInt64 = 12_000_000  // pg/day: 6000 nL/day of 2000 mcg/mL

  private func bench(_ implant: DurableState = .implant()) throws -> Bench {
    var bench = try Bench(.sample(), implant)
    bench.wait(.hours(30))
    bench.open()
    return bench
  }

  @Test(arguments: StateTable.situations)
  func `in no situation does it bring more drug, at once or later`(situation: Substring) throws {
    var before = try Bench.inSituation(situation).bench
    var after = before
    let old = before.firmware.state
    let answer = after.callEmergency()
    if ["ckpt", "ordr"].contains(situation) {
      #expect(answer.refusal == Refusal(.emergencyRate, .busy))
    } else if situation == "fail" {
      #expect(answer == nil)
    } else {
      #expect(answer.isDone)
      #expect(after.firmware.state.lastApplied == old.lastApplied)
    }
    let isUnchanged =
      ["ckpt", "ordr", "fail", "stop", "brwt", "lost", "eos", "lbat", "self", "dlvf", "emrg"]
      .contains(situation)
    #expect((after.firmware.state.integral == old.integral) == isUnchanged, "nobody gets less")
    if isUnchanged && situation != "fail" { #expect(after.firmware.state == old) }
    let isRaised = after.firmware.state.alarms.contains(.emergencyRate)
    #expect(isRaised == (!isUnchanged || situation == "emrg"))
    guard before.memory.behaviour != .holds else { return }
    for hour in 1...24 * 8 {
      before.wait(.hours(1), link: .zero)
      after.wait(.hours(1), link: .zero)
      let less = before.motor.strokes - min(after.motor.strokes, before.motor.strokes)
      #expect(after.motor.strokes <= before.motor.strokes, "hour \(hour)")
      if isUnchanged { #expect(less == 0, "hour \(hour)") }
    }
  }

  @Test func `a pump at minimum rate has nothing to change`() throws {
    var bench = try bench(.implant(.minimumRate))
    let state = bench.firmware.state
    #expect(bench.callEmergency().isDone)
    #expect(bench.firmware.state == state)
  }

  @Test func `a bolus is given up, the alarm sounds at once, and the log tells what was withheld`()
    throws
  {
    var bench = try bench()
    bench.bolus(60_000, over: .hours(2))
    bench.live(.hours(1))
    let heard = bench.tones.count
    guard case .acknowledged(let done) = bench.callEmergency() else {
      Issue.record("it was not acknowledged")
      return
    }
    #expect(done.request == .emergencyRate)
    #expect(done.withheldNanograms == 0, "nothing of the therapy is said in the open")
    let state = bench.firmware.state
    #expect(state.integral.infusion == nil && state.integral.basalPerDay.rawValue == minimum)
    #expect(bench.tones.count == heard + 1 && bench.tones.last?.tone == .twoTone)
    #expect(bench.tones.last?.time == bench.firmware.time)
    let entry = bench.entries(.emergency).first
    #expect(entry?.number == 30_000 && entry?.amount == bench.motor.strokes)
    #expect(bench.entries(.alarmRaised).map(\.detail) == [Alarm.emergencyRate.rawValue])
    #expect(bench.entries(.infusionEnded).map(\.short) == [1])
  }

  @Test func `a bolus on top of minimum rate is given up too, with the alarm and its entry`() throws
  {
    var bench = try bench(.implant(.minimumRate))
    #expect(bench.bolus(60_000, over: .hours(2)).isDone)
    bench.live(.hours(1))
    #expect(bench.callEmergency().isDone)
    let state = bench.firmware.state
    #expect(state.integral.infusion == nil && state.integral.basalPerDay.rawValue == minimum)
    #expect(state.alarms.contains(.emergencyRate))
    #expect(bench.tones.last?.tone == .twoTone && bench.tones.last?.time == bench.firmware.time)
    let strokes = bench.motor.strokes
    bench.live(.hours(24))
    #expect((24...25).contains(bench.motor.strokes - strokes), "minimum rate and nothing more")
    #expect(bench.entries(.emergency).map(\.number) == [30_000])
    #expect(bench.entries(.infusionEnded).map(\.short) == [1])
    #expect(bench.entries(.alarmRaised).map(\.detail) == [Alarm.emergencyRate.rawValue])
  }

  @Test func `a bridge waits for the resume, and what is left of it goes on then`() throws {
    var bench = try bench()
    bench.startBridge(.nlPerDay(500_000))
    bench.live(.hours(3))
    let running = try #require(bench.firmware.state.integral.infusion)
    let left = running.dose - running.counted
    #expect(bench.callEmergency().isDone)
    bench.live(.hours(5))
    #expect(bench.firmware.state.bridgeWaiting == left)
    try bench.restart(after: .hours(1))
    #expect(bench.firmware.state.bridgeWaiting == left, "a switch-on does not go on with it")
    bench.open()
    #expect(bench.resume().isDone)
    #expect(bench.firmware.state.integral.infusion?.dose == left)
    #expect(bench.firmware.state.bridgeWaiting == .zero)
  }

  @Test func `steps, boluses of the programme and a new programme wait for the resume`() throws {
    let plan = DayPlan.steps((0, 100_000), (360, 200_000), (1200, 0))
    let therapy = Therapy.daySchedule(
      WeekPlan(everyDay: .plan1), periodic: .every(360, nanograms: 20_000))
    var bench = try bench(.scheduled([.plan1: plan], therapy))
    let steps = bench.entries(.step).count
    #expect(bench.callEmergency().isDone)
    let strokes = bench.motor.strokes
    for _ in 0..<24 {
      bench.live(.hours(1))
      #expect(bench.firmware.state.integral.basalPerDay.rawValue == minimum)
    }
    #expect(bench.motor.strokes - strokes <= 25, "6000 nL in strokes of 250 nL")
    let skipped = bench.entries(.infusionSkipped)
    #expect(skipped.map(\.short) == [17, 17, 17, 17])
    #expect(bench.entries(.step).count == steps, "no step began")
    bench.open()
    #expect(bench.change(to: .daily(300_000)).isDone)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == minimum)
    #expect(bench.bolus(1000, over: .hours(1)).refusal?.code == .criticalAlarm)
    #expect(bench.resume().isDone)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 300_000_000)
    #expect(bench.firmware.state.alarms.isEmpty)
  }

  @Test func `a stop in between stops, and one resume ends both`() throws {
    var bench = try bench()
    #expect(bench.callEmergency().isDone)
    #expect(bench.stop().isDone)
    #expect(bench.firmware.state.integral.basalPerDay == .zero)
    #expect(bench.status()?.alarms.contains(.emergencyRate) == true)
    #expect(bench.resume().isDone)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
    #expect(bench.firmware.state.alarms.isEmpty && !bench.firmware.state.isStopped)
    #expect(bench.resume().refusal?.code == .notStopped)
  }

  @Test func `the times to the alarm and to empty are those of minimum rate`() throws {
    var bench = try bench()
    bench.callEmergency()
    bench.open()
    // 100 days at 6000 nL a day, to within the hour of a stroke.
    bench.setLowAlarm(bench.counter - 600_000)
    let forecast = try bench.foreseen()
    let hours = (forecast.secondsToLowAlarm ?? 0) / 3600
    #expect(hours == 2399 || hours == 2400)
    #expect(forecast.secondsToEmpty == nil, "service ends long before")
    bench.alarm(.lowReservoir, after: forecast.secondsToLowAlarm)
  }

  @Test func `it needs contact, and a pump out of contact changes nothing`() throws {
    var bench = try bench()
    let state = bench.firmware.state
    bench.moveHead(isInContact: false)
    #expect(bench.callEmergency().refusal == Refusal(.emergencyRate, .noContact))
    // Its offer is used up: the same bytes do nothing when contact comes.
    bench.moveHead(isInContact: true)
    let copy = bench.client.open(
      .opening(.emergencyRate(EmergencyRate(session: bench.client.offer?.session ?? 0))), id: 8)
    let answer = bench.receive(copy).first.flatMap { bench.reply(in: $0) }
    #expect(answer?.reply == .refused(Refusal(.emergencyRate, .noSession)))
    #expect(bench.firmware.state == state)
  }

  @Test func `without an offer, or with one that lapsed, it is refused`() throws {
    var bench = try bench()
    let state = bench.firmware.state
    func call(_ session: UInt32) -> Request {
      .opening(.emergencyRate(EmergencyRate(session: session)))
    }
    let refused = Refusal(.emergencyRate, .noSession)
    #expect(bench.ask(call(bench.session), id: 8, in: .open).refusal == refused)
    let made = bench.askForOffer()
    let offer = try #require(made)
    #expect(bench.ask(call(offer.session + 1), id: 8, in: .open).refusal == refused)
    bench.wait(.zero, link: .seconds(10))
    #expect(bench.ask(call(offer.session), id: 8, in: .open).refusal == refused)
    #expect(bench.firmware.state == state)
  }

  @Test func `a copy is acknowledged while it is so, and refused after the resume`() throws {
    var bench = try bench()
    #expect(bench.callEmergency().isDone)
    let session = bench.client.offer?.session ?? 0
    let copy = bench.client.open(.opening(.emergencyRate(EmergencyRate(session: session))), id: 8)
    let state = bench.firmware.state
    let writes = bench.memory.writes
    for _ in 0..<3 {
      let answer = bench.receive(copy).first.flatMap { bench.reply(in: $0) }
      #expect(answer?.reply.type == .acknowledged)
    }
    #expect(bench.firmware.state == state && bench.memory.writes == writes)
    // Under another id it is no copy.
    let other = bench.ask(
      .opening(.emergencyRate(EmergencyRate(session: session))), id: 9, in: .open)
    #expect(other.refusal?.code == .noSession)
    #expect(bench.resume().isDone)
    let late = bench.receive(copy).first.flatMap { bench.reply(in: $0) }
    #expect(late?.reply == .refused(Refusal(.emergencyRate, .noSession)))
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
  }

  @Test func `the open session goes on, and its orders are what was applied last`() throws {
    var bench = try bench()
    #expect(bench.setLowAlarm(3_000_000).isDone)
    let token = bench.stage(.daily(140_000))
    let applied = bench.status()?.lastApplied
    #expect(applied != nil)
    #expect(bench.callEmergency().isDone)
    #expect(bench.status()?.lastApplied == applied)
    #expect(bench.ask(.commit(Commit(token: token ?? 0))).isDone)
  }

  @Test(arguments: [true, false])
  func `it is answered when the memory is done, whatever is asked meanwhile`(isGood: Bool) throws {
    var bench = try bench()
    bench.memory.behaviour = .holds
    #expect(bench.callEmergency() == nil)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
    let session = bench.client.offer?.session ?? 0
    let call = Request.opening(.emergencyRate(EmergencyRate(session: session)))
    #expect(bench.ask(call, id: 8, in: .open) == nil, "a copy has its answer with the first")
    #expect(bench.ask(.readStatus).refusal?.code == .busy)
    #expect(bench.callEmergency().refusal?.code == .busy)
    #expect(bench.ask(.opening(.identify), id: 3, in: .open)?.type == .identity)
    bench.memory.behaviour = .works
    bench.endStore(isGood)
    let answer = bench.sent.first.flatMap { bench.reply(in: $0) }
    #expect(bench.sent.count == 1)
    #expect(answer?.header == MessageHeader(.open, request: 8))
    #expect(answer?.reply.type == (isGood ? .acknowledged : .refused))
    let flow = bench.firmware.state.integral.basalPerDay.rawValue
    #expect(flow == (isGood ? minimum : 100_000_000))
  }

  @Test func `after a power cut at any point it is so or not, and never acknowledged in vain`()
    throws
  {
    var start = try bench()
    start.bolus(60_000, over: .hours(2))
    for step in 0... {
      var bench = start
      bench.stepsToCut = step
      let answer = bench.callEmergency()
      guard bench.isDead else {
        #expect(answer.isDone && step > 6)
        break
      }
      try bench.restart()
      let isSo = bench.firmware.state.alarms.contains(.emergencyRate)
      #expect(isSo || !answer.isDone, "cut after \(step) steps")
      #expect(isSo == (bench.firmware.state.integral.infusion == nil), "cut after \(step) steps")
      let flow = bench.firmware.state.integral.basalPerDay.rawValue
      #expect(flow == (isSo ? minimum : 100_000_000), "cut after \(step) steps")
    }
  }
}
