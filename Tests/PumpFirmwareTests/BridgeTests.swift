import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A bridge moves the old liquid out of the path at the old flow; whatever holds it up makes it
/// later, not shorter.
@Suite(.limited)
struct BridgeTests {
  /// 200 mcg/day of 500 mcg/mL, going over to 2000: 272 uL at 400 uL/day are 16.32 h.
  private static let length = Milliseconds.ms(58_752_000)

  private func bench() throws -> Bench {
    var bench = try Bench(.sample(), .implant(.daily(200_000), strength: 500))
    bench.live(.hours(3))
    bench.open()
    #expect(bench.make(bench.refill(strength: 2000, .bridge)).isDone)
    return bench
  }

  private func isBridging(_ bench: Bench) -> Bool {
    bench.firmware.state.integral.infusion?.kind == .bridge
  }

  @Test func `from 500 to 2000 at 200 mcg a day it takes 16 h and 20 min`() throws {
    var bench = try bench()
    let before = bench.motor.strokes
    #expect(bench.status()?.flags.running == .bridge)
    #expect(bench.status()?.basalNanogramsPerDay == 0)
    bench.live(Self.length.minus(.ms(1)) ?? .zero)
    #expect(isBridging(bench))
    bench.live(.ms(1))
    #expect(!isBridging(bench))
    #expect(bench.motor.strokes - before == 272_000 / 250)
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 200_000_000)
    // The new programme: 100 uL a day.
    bench.live(.days(1))
    #expect(bench.motor.strokes - before == 272_000 / 250 + 400)
  }

  @Test func `in each hour of it the flow is the old one, to the stroke`() throws {
    var bench = try bench()
    var last = bench.motor.strokes
    for _ in 0..<16 {
      bench.live(.hours(1))
      let made = bench.motor.strokes - last
      #expect((66...67).contains(made), "400 uL a day are 66.7 strokes an hour")
      last = bench.motor.strokes
    }
  }

  @Test func `its flow is that of the largest day of a schedule`() throws {
    var week = WeekPlan(everyDay: .plan1)
    week[5] = .plan2
    let plans: [PlanNumber: DayPlan] = [
      .plan1: .steps((0, 200_000), (720, 400_000)), .plan2: .steps((0, 100_000)),
    ]
    for clock in [WallClock.monday, .at(2026, 3, 7)] {
      var bench = try Bench(
        .sample(), .scheduled(plans, .daySchedule(week), clock: clock, strength: 500))
      bench.open()
      #expect(bench.make(bench.refill(strength: 2000, .bridge)).isDone)
      // 300 mcg of 500 mcg/mL in a day, whatever day it is.
      #expect(bench.firmware.state.integral.infusion?.duration == .ms(272 * 86_400_000 / 600))
      let before = bench.motor.strokes
      bench.live(.hours(6))
      #expect(bench.motor.strokes - before == 150_000 / 250)
    }
  }

  @Test func `without power it stands still, and the rest takes as long as it would have`() throws {
    var bench = try bench()
    let before = bench.motor.strokes
    bench.live(.hours(6))
    let moved = (bench.motor.strokes - before) * 250
    try bench.restart(after: .days(3))
    let rest = try #require(bench.firmware.state.integral.infusion)
    #expect(rest.kind == .bridge)
    #expect(rest.dose.rawValue / 2000 + moved <= 272_000)
    #expect(rest.dose.rawValue / 2000 + moved >= 272_000 - 250, "all but what is owed")
    #expect(rest.duration >= .ms((272_000 - moved - 250) * 86_400_000 / 400_000))
    #expect(rest.duration <= .ms((272_000 - moved) * 86_400_000 / 400_000 + 1))
    #expect(bench.firmware.state.integral.basalPerDay == .zero)
  }

  @Test func `a stop keeps the rest until delivery is resumed`() throws {
    var bench = try bench()
    let before = bench.motor.strokes
    bench.live(.hours(6))
    bench.open()
    guard case .acknowledged(let answer) = bench.stop() else {
      Issue.record("not stopped")
      return
    }
    #expect(answer.withheldNanograms == 0, "nothing is given up")
    // 6 of 16.32 h are done.
    #expect(bench.interrogation()?.bridgeWaitingNanolitres == 172_000)
    #expect(try bench.foreseen().secondsToEmpty == nil)
    bench.live(.hours(40))
    try bench.restart()
    bench.open()
    #expect(bench.resume().isDone)
    #expect(isBridging(bench))
    #expect(bench.interrogation()?.bridgeWaitingNanolitres == 0)
    bench.live(.ms(58_752_000 - 6 * 3_600_000))
    #expect(!isBridging(bench))
    #expect(bench.motor.strokes - before == 1088)
  }

  @Test func `a motor that stalls makes it longer by what was not moved`() throws {
    var bench = try bench()
    let before = bench.motor.strokes
    bench.live(.hours(2))
    bench.motor.stallsAfter = 0
    bench.live(.hours(5))
    bench.motor.stallsAfter = nil
    bench.live(.ms(58_752_000 - 7 * 3_600_000))
    #expect(isBridging(bench), "the path still holds old liquid")
    bench.live(.hours(5))
    #expect(!isBridging(bench))
    // All of the path was moved, and up to a stroke of what comes after it.
    #expect((1088...1089).contains(bench.motor.strokes - before))
    let log = bench.entries(.undelivered)
    #expect(log.map(\.detail) == [UndeliveredCause.stall.rawValue])
  }

  @Test(arguments: 0..<12)
  func `a power cut keeps what was not moved, to the stroke`(step: Int) throws {
    var bench = try bench()
    let before = bench.motor.strokes
    bench.live(.hours(6))
    bench.stepsToCut = step
    bench.live(.hours(1))
    try bench.restart(after: .hours(30))
    #expect(isBridging(bench), "cut after \(step) steps")
    bench.live(.hours(12))
    #expect(!isBridging(bench))
    let basal = bench.entries(.infusionEnded).last.map { end in
      (bench.now.therapy.seconds - UInt64(end.therapySeconds)) * 100_000 / 86_400 / 250
    }
    let expected = 1088 + (try #require(basal))
    #expect((expected...expected + 1).contains(bench.motor.strokes - before))
    let starts = bench.entries(.infusionStarted).count
    #expect(starts == bench.entries(.infusionEnded).count, "each beginning has its end")
  }

  @Test func `cancelling ends it for good, running or waiting`() throws {
    for isStopped in [false, true] {
      var bench = try bench()
      bench.live(.hours(6))
      bench.open()
      if isStopped { bench.stop() }
      guard case .acknowledged(let answer) = bench.cancelBridge() else {
        Issue.record("not cancelled")
        return
      }
      // 172 uL of what is 2000 mcg/mL now.
      #expect(answer.withheldNanograms == 344_000)
      #expect(bench.cancelBridge().refusal?.code == .noBridgeRunning)
      bench.resume()
      #expect(!isBridging(bench))
      #expect(bench.firmware.state.integral.basalPerDay.rawValue == 200_000_000)
    }
  }

  @Test func `one can be ordered by itself, within the pump's flows`() throws {
    var bench = try Bench()
    bench.open()
    #expect(bench.startBridge(.nlPerDay(47_999)).refusal?.code == .flowBelowMinimum)
    #expect(bench.startBridge(.nlPerDay(24_000_001)).refusal?.code == .flowAboveMaximum)
    #expect(
      bench.startBridge(.nlPerDay(500_000), version: 3).refusal?.code == .volumesVersionMismatch)
    #expect(bench.startBridge(.nlPerDay(48_000)).isDone)
    #expect(bench.firmware.state.integral.infusion?.duration == .ms(272 * 86_400_000 / 48))
    bench = try Bench(.sample(), .implant(fill: .nl(271_999), lowAlarm: .nl(1)))
    bench.open()
    #expect(
      bench.startBridge(.nlPerDay(500_000)).refusal
        == Refusal(.startBridge, .reservoirTooLow, asked: 272_000, limit: 271_999))
  }

  @Test func `its flow counts in the day while it runs and for 24 hours after`() throws {
    let profile = DeviceProfile.sample { $0.limits.maximumDailyVolume = .nl(500_000) }
    var bench = try Bench(profile)
    bench.open()
    #expect(bench.startBridge(.nlPerDay(500_001)).refusal?.code == .dailyVolumeAboveMaximum)
    #expect(bench.startBridge(.nlPerDay(450_000)).isDone)
    bench.wait(.hours(20), link: .zero)
    #expect(!isBridging(bench))
    #expect(bench.bolus(101_000, over: .hours(1)).refusal?.code == .dailyVolumeAboveMaximum)
    #expect(bench.bolus(100_000, over: .hours(1)).isDone)
    bench.wait(.hours(24), link: .zero)
    #expect(bench.bolus(100_000, over: .hours(1)).isDone)
  }
}
