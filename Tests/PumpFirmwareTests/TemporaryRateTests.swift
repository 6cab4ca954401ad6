import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A temporary rate and a planned stop: they end by themselves, in the pump, and what they withhold
/// is counted. The programme gives 100 mcg/day of 2000 mcg/mL.
@Suite(.limited)
struct TemporaryRateTests {
  private let programme: UInt64 = 100_000_000  // pg/day

  private func bench(_ implant: DurableState = .implant(.daily(100_000))) throws -> Bench {
    var bench = try Bench(.sample(), implant)
    bench.live(.hours(30))
    bench.open()
    return bench
  }

  private func basal(_ bench: Bench) -> UInt64 {
    bench.firmware.state.integral.basalPerDay.rawValue
  }

  @Test func `a rate holds for its time to the millisecond, and the programme goes on`() throws {
    var bench = try bench()
    let before = bench.firmware.state.integral.programmed
    #expect(bench.startTemporary(110_000, minutes: 240).isDone)
    #expect(basal(bench) == 110_000_000)
    bench.live(Milliseconds.hours(4).minus(.ms(1)) ?? .zero)
    #expect(basal(bench) == 110_000_000)
    bench.live(.ms(1))
    #expect(basal(bench) == programme)
    let given = bench.firmware.state.integral.programmed - before
    #expect(given.rawValue == 110_000_000 * 4 / 24 || given.rawValue == 110_000_000 * 4 / 24 + 1)
    bench.open()
    let ended = try #require(bench.entries(.temporaryEnded).last)
    #expect(ended.detail == TemporaryEnd.time.rawValue && ended.short == 240)
    #expect(UInt64(ended.number) == 110_000 * 4 / 24 && ended.amount == programme * 4 / 24)
  }

  @Test func `a planned stop infuses nothing, and tells what it withheld`() throws {
    var bench = try bench()
    let foretold = bench.foretell(.temporary(.zero, minutes: 120))
    #expect(foretold?.secondsToTemporaryEnd == 7200 && foretold?.temporaryNanograms == 0)
    #expect(foretold?.foregoneNanograms == 100_000 / 12 && foretold?.step.beyond == StepRule.none)
    #expect(bench.startTemporary(0, minutes: 120).isDone)
    let before = bench.firmware.state.integral.programmed
    bench.live(.hours(1))
    bench.open()
    let read = bench.interrogation()
    let halfway = try #require(read)
    #expect(halfway.status.flags.isTemporary && halfway.status.basalNanogramsPerDay == 0)
    #expect(!halfway.status.flags.isStopped)
    #expect(halfway.temporaryReason == .imaging && halfway.temporaryMinutes == 120)
    #expect(halfway.temporarySecondsLeft == 3600 && halfway.temporaryNanograms == 0)
    #expect(halfway.foregoneNanograms == 100_000 / 24)
    bench.live(Milliseconds.hours(1).minus(.ms(1)) ?? .zero)
    #expect(bench.firmware.state.integral.programmed == before)
    bench.live(.ms(1))
    #expect(basal(bench) == programme)
    bench.open()
    #expect(bench.status()?.flags.isTemporary == false)
    #expect(bench.entries(.temporaryEnded).last?.amount == programme / 12)
  }

  @Test func `one tone sounds half an hour before the end of what lasts longer`() throws {
    for (minutes, isHeard) in [(UInt16(30), false), (31, true), (240, true)] {
      var bench = try bench()
      bench.startTemporary(0, minutes: minutes)
      let start = bench.now.therapy
      bench.live(.hours(6))
      let end = start.after(.minutes(UInt64(minutes)))
      let heard = bench.tones.map { end.since($0.time) }
      #expect(heard == (isHeard ? [.minutes(30)] : []), "\(minutes) min")
      #expect(bench.tones.allSatisfy { $0.tone == .single })
    }
  }

  @Test func `a power cut neither lengthens nor forgets it, nor its tone`() throws {
    for (away, isOver) in [(UInt64(1), false), (3, false), (5, true)] {
      var bench = try bench()
      bench.startTemporary(0, minutes: 240)
      let start = bench.now.therapy
      bench.live(.minutes(5))
      try bench.restart(after: .hours(away))
      #expect(basal(bench) == (isOver ? programme : 0), "\(away) h")
      let end = start.after(.hours(4))
      if bench.now.therapy < end { bench.live(end.since(bench.now.therapy)) }
      #expect(basal(bench) == programme)
      #expect(bench.tones.count == (isOver ? 0 : 1), "\(away) h")
      bench.open()
      let ended = try #require(bench.entries(.temporaryEnded).last)
      #expect(ended.short == 240 && ended.amount == programme / 6, "counted to its end")
    }
  }

  @Test func `steps of the schedule go on behind it, and their dose is what it stands for`() throws
  {
    let plans: [PlanNumber: DayPlan] = [.plan1: .steps((0, 100_000), (720, 200_000))]
    var bench = try Bench(.sample(), .scheduled(plans, .everyDay, clock: .monday))
    bench.open()
    bench.live(.hours(10))
    bench.open()
    let now = bench.firmware.state.clock(at: bench.now.therapy)
    let minute = UInt64(try #require(now).rawValue % 86_400 / 60)
    try #require(minute < 720)
    let minutes = UInt16(720 - minute + 60)
    #expect(bench.startTemporary(100_000, minutes: minutes).isDone)
    bench.live(.minutes(UInt64(minutes)))
    #expect(basal(bench) == 200_000_000)
    bench.open()
    #expect(bench.entries(.step).isEmpty, "none began for the patient")
    let ended = try #require(bench.entries(.temporaryEnded).last)
    let expected = (100_000_000 * (UInt64(minutes) - 60) + 200_000_000 * 60) / 1440
    #expect(ended.amount / 1_000_000 == expected / 1_000_000)
  }

  @Test func `in a planned stop no bolus begins; beside a rate one does`() throws {
    var bench = try bench()
    bench.startTemporary(0, minutes: 120)
    #expect(bench.bolus(10_000, over: .minutes(30)).refusal?.code == .temporaryRunning)
    #expect(bench.prime().refusal?.code == .temporaryRunning)
    #expect(bench.startBridge(.nlPerDay(60_000)).refusal?.code == .temporaryRunning)
    #expect(bench.startTemporary(0, minutes: 60).refusal?.code == .temporaryRunning)
    #expect(bench.endTemporary().isDone)
    #expect(bench.endTemporary().refusal?.code == .noTemporaryRate)
    #expect(basal(bench) == programme)
    #expect(bench.startTemporary(110_000, minutes: 120).isDone)
    #expect(bench.prime().refusal?.code == .temporaryRunning)
    #expect(bench.bolus(10_000, over: .minutes(30)).isDone)
    #expect(bench.endTemporary().isDone)
    #expect(bench.startTemporary(0, minutes: 60).refusal?.code == .bolusRunning)
  }

  @Test func `a periodic bolus that is due in a planned stop is skipped, and counted`() throws {
    let dose = try #require(DoseRate(nanogramsPerDay: 100_000))
    let bolus = PeriodicBolus(
      nanograms: 5_000, milliseconds: 600_000, intervalMinutes: 60, firstMinutes: 60)
    var bench = try bench(.implant(.simpleContinuous(dose, periodic: bolus)))
    bench.live(.minutes(30))
    bench.open()
    #expect(bench.startTemporary(0, minutes: 120).isDone)
    bench.live(.minutes(120))
    bench.open()
    let skipped = bench.entries(.infusionSkipped)
    #expect(skipped.map(\.short) == [54, 54])
    #expect(bench.entries(.temporaryEnded).last?.amount == programme / 12 + 10_000_000)
  }

  @Test func `it is no longer than the profile allows, and nothing is staged behind it`() throws {
    var bench = try bench()
    let tooLong = RefusalCode.temporaryTooLong
    #expect(
      bench.startTemporary(0, minutes: 1441).refusal
        == Refusal(.startTemporaryRate, tooLong, asked: 1441, limit: 1440))
    #expect(
      bench.startTemporary(100_000, minutes: 4321).refusal
        == Refusal(.startTemporaryRate, tooLong, asked: 4321, limit: 4320))
    #expect(bench.startTemporary(50_000, minutes: 60).refusal?.code == .flowBelowMinimum)
    #expect(bench.startTemporary(100_000, minutes: 4320).isDone)
    let change = bench.ask(.therapy(StageTherapy(.daily(120_000))))
    #expect(change.refusal?.code == .temporaryRunning)
  }

  @Test func `a rate beyond the largest step needs its total, and more than there is is refused`()
    throws
  {
    var bench = try bench()
    let unconfirmed = bench.startTemporary(250_000, minutes: 60).refusal
    #expect(unconfirmed?.code == .totalUnconfirmed && unconfirmed?.asked == 250_000)
    #expect(bench.confirm(.startTemporaryRate(.of(250_000, minutes: 60))).isDone)
    #expect(bench.startTemporary(2_000_000, minutes: 60).refusal?.code == .temporaryRunning)
    bench.endTemporary()
    let usual = bench.startTemporary(2_000_000, minutes: 60).refusal
    #expect(usual?.code == .doseAboveUsual)
    let low = bench.startTemporary(20_000_000, minutes: 4320, overriding: true).refusal
    #expect(low?.code == .reservoirTooLow && low?.asked == 30_000_000)
  }

  @Test func `a stop ends it for good`() throws {
    var bench = try bench()
    bench.startTemporary(110_000, minutes: 240)
    bench.live(.hours(1))
    bench.open()
    #expect(bench.stop().isDone)
    #expect(!bench.firmware.state.temporary.isRunning && basal(bench) == 0)
    #expect(bench.entries(.temporaryEnded).last?.detail == TemporaryEnd.stop.rawValue)
    #expect(bench.resume().isDone)
    #expect(basal(bench) == programme)
  }

  @Test func `the emergency ends a rate, and in a planned stop brings nothing more`() throws {
    var rate = try bench()
    rate.startTemporary(110_000, minutes: 240)
    #expect(rate.callEmergency().isDone)
    #expect(!rate.firmware.state.temporary.isRunning && basal(rate) == 12_000_000)
    var stop = try bench()
    stop.startTemporary(0, minutes: 240)
    stop.live(.hours(1))
    #expect(stop.callEmergency().isDone)
    #expect(stop.firmware.state.temporary.isRunning && basal(stop) == 0)
    stop.live(.hours(3))
    #expect(basal(stop) == 12_000_000, "minimum rate in place of the programme")
    stop.open()
    #expect(stop.resume().isDone)
    #expect(basal(stop) == programme)
  }

  @Test func `what was foretold of it comes true, and so does the reservoir's`() throws {
    var bench = try bench()
    let dose = try #require(DoseRate(nanogramsPerDay: 150_000))
    let foretold = try bench.foreseen(.temporary(dose, minutes: 4000))
    #expect(bench.startTemporary(150_000, minutes: 4000).isDone)
    bench.comes(after: foretold.secondsToTemporaryEnd) { !$0.state.temporary.isRunning }
    bench.alarm(.lowReservoir, after: foretold.secondsToLowAlarm)
    bench.tipComes(after: foretold.secondsToTip)
    bench.live(.minutes(4000))
    bench.open()
    let ended = try #require(bench.entries(.temporaryEnded).last)
    #expect(ended.number == foretold.temporaryNanograms)
    #expect(ended.amount / 1000 == UInt64(foretold.foregoneNanograms))
  }
}
