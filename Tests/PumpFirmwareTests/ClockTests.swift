import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Setting the clock under a running schedule: refused when a step would be left out or repeated,
/// unless that is wanted, and then in force at once.
@Suite(.limited)
struct ClockTests {
  /// Ten in the morning of a Monday.
  private func bench() throws -> Bench {
    let plan = DayPlan.steps((0, 100_000), (360, 200_000), (1200, 150_000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan]))
    bench.wait(.hours(10))
    bench.open()
    return bench
  }

  private func rate(_ bench: Bench) -> UInt64 {
    bench.firmware.state.integral.basalPerDay.rawValue / 1000
  }

  @Test(arguments: [
    (WallClock.at(2026, 3, 2, 6), true), (.at(2026, 3, 2, 5, 59, 59), false),
    (.at(2026, 3, 2, 19, 59, 59), true), (.at(2026, 3, 2, 20), false),
    (.at(2026, 3, 2, 10, 0, 1), true), (.at(2026, 3, 1, 10), false), (.at(2026, 3, 3, 10), false),
    (.at(2026, 3, 3, 6), false), (.at(2031, 3, 2, 10), false),
  ])
  func `a jump within a step is allowed, one over a beginning is refused`(
    clock: WallClock, isAllowed: Bool
  ) throws {
    var bench = try bench()
    let state = bench.firmware.state
    let answer = bench.setClock(clock, .correction)
    #expect(answer.isDone == isAllowed)
    if isAllowed { return }
    let now = WallClock.at(2026, 3, 2, 10).rawValue
    let jump = max(now, clock.rawValue) - min(now, clock.rawValue)
    #expect(answer.refusal == Refusal(.setClock, .clockCrossesStep, asked: UInt64(jump)))
    #expect(bench.firmware.state == state)
    #expect(bench.setClock(clock, .correction, acceptsShift: true).isDone)
  }

  @Test func `an accepted shift is in force at once, and the next step comes by the new clock`()
    throws
  {
    var bench = try bench()
    #expect(bench.setClock(.at(2026, 3, 2, 21), .travel, acceptsShift: true).isDone)
    #expect(rate(bench) == 150_000)
    bench.wait(.hours(3).minus(.ms(1)) ?? .zero)
    #expect(rate(bench) == 150_000)
    bench.wait(.ms(1))
    #expect(rate(bench) == 100_000)
    let entry = bench.entries(.clockSet)
    #expect(entry.map(\.detail) == [ClockReason.travel.rawValue])
    #expect(entry.first?.number == WallClock.at(2026, 3, 2, 21).rawValue)
    #expect(entry.first?.amount == UInt64(WallClock.at(2026, 3, 2, 10).rawValue))
  }

  @Test func `an hour back at the end of summer time repeats an hour of the schedule`() throws {
    let plan = DayPlan.steps((0, 100_000), (150, 200_000), (210, 100_000))
    var bench = try Bench(
      .sample(), .scheduled([.plan1: plan], clock: .at(2026, 10, 25, 2)))
    bench.wait(.minutes(60))
    bench.open()
    #expect(rate(bench) == 200_000)
    #expect(
      bench.setClock(.at(2026, 10, 25, 2), .daylightSaving).refusal
        == Refusal(.setClock, .clockCrossesStep, asked: 3600))
    #expect(bench.setClock(.at(2026, 10, 25, 2), .daylightSaving, acceptsShift: true).isDone)
    #expect(rate(bench) == 100_000)
    bench.wait(.minutes(30))
    #expect(rate(bench) == 200_000)
  }

  @Test func `other programmes do not care about the clock`() throws {
    var bench = try Bench(.sample(), .implant(clock: .monday))
    bench.open()
    #expect(bench.setClock(.at(2030, 1, 1, 12)).isDone)
    #expect(bench.interrogation()?.clock == .at(2030, 1, 1, 12))
  }

  @Test func `boluses, lockouts and windows run on therapy time`() throws {
    var bench = try Bench(.sample(), .withPatientBolus(.sample))
    bench.open()
    #expect(bench.requestBolus().isDone)
    bench.wait(.minutes(30), link: .zero)
    #expect(bench.setClock(.at(2030, 1, 1), acceptsShift: true).isDone)
    #expect(bench.requestBolus().refusal?.code == .lockedOut)
    #expect(bench.setClock(.at(2001, 1, 1), acceptsShift: true).isDone)
    bench.wait(.minutes(91), link: .zero)
    #expect(bench.requestBolus().isDone)
  }

  @Test func `a lost clock goes on from the last record, and says so until it is set`() throws {
    let plan = DayPlan.steps((0, 100_000), (360, 200_000))
    var bench = try Bench(.sample(), .scheduled([.plan1: plan]))
    bench.wait(.hours(5))
    try bench.restart(after: .hours(7), cause: .clockLost)
    #expect(bench.firmware.state.alarms.contains(.clockUncertain))
    #expect(bench.firmware.time == .zero.after(.hours(5)))
    #expect(rate(bench) == 100_000)
    bench.live(.hours(1))
    #expect(rate(bench) == 200_000, "the schedule goes on, late as it may be")
    bench.open()
    #expect(bench.setClock(.at(2026, 3, 2, 13), .set).isDone)
    #expect(!bench.firmware.state.alarms.contains(.clockUncertain))
    #expect(bench.status()?.alarms.isEmpty == true)
    #expect(bench.entries(.switchedOn).last?.detail == ResetCause.clockLost.rawValue)
  }
}
