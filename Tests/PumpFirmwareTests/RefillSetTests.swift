import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// A refill, a programme for its strength and a patient bolus are one change.
@Suite(.limited)
struct RefillSetTests {
  private func bench() throws -> Bench {
    var bench = try Bench(
      .sample { $0.limits.maximumDailyVolume = .ml(1) },
      .implant(.daily(400_000), strength: 500, clock: .monday))
    bench.wait(.days(2))
    bench.open()
    return bench
  }

  private func parts(_ bench: Bench) -> [Request.Part] {
    [
      .refill(bench.refill(strength: 2000, .bridge)),
      .dayPlan(StageDayPlan(.plan1, .steps((0, 1_000_000), (720, 600_000)))),
      .therapy(StageTherapy(.everyDay)), .patientBolus(StagePatientBolus(.sample)),
    ]
  }

  struct View: Equatable {
    var refills: UInt16
    var strength: Concentration
    var mode: InfusionMode
    var hasPlan: Bool
    var patient: PatientBolus?
    var isBridging: Bool
    var revision: UInt32
    var newest: UInt32

    init(_ state: DurableState) {
      refills = state.refills
      strength = state.concentration
      mode = state.therapy.mode
      hasPlan = state.plans[.plan1] != nil
      patient = state.patientBolus
      isBridging = state.isBridging
      revision = state.therapyRevision
      newest = state.log.sequence
    }
  }

  @Test func `all of it is checked in the state the parts before lead to`() throws {
    var bench = try bench()
    // At 500 mcg/mL this programme needs 1.6 mL a day, at 2000 no more than 0.4.
    #expect(bench.stage(Array(parts(bench).dropFirst())) != nil)
    bench.ask(.discard)
    #expect(bench.stage(parts(bench)) == nil)
    #expect(bench.commit().isDone)
    let view = View(bench.firmware.state)
    #expect(view.refills == 1 && view.strength == .strength(2000) && view.mode == .daySchedule)
    #expect(view.hasPlan && view.patient == .sample && view.isBridging && view.revision == 1)
  }

  @Test func `a programme whose flow at the new strength is beyond the day's limit is refused`()
    throws
  {
    var bench = try Bench(
      .sample { $0.limits.maximumDailyVolume = .ml(1) }, .implant(.daily(1_000_000)))
    bench.open()
    // Half a millilitre a day of 2000 mcg/mL are two of 500.
    let refill = bench.refill(strength: 500, .bridge)
    #expect(bench.ask(.refill(refill)).isDone, "a programme may be staged behind it")
    #expect(
      bench.ask(.readBack).refusal
        == Refusal(.readBack, .dailyVolumeAboveMaximum, asked: 2_000_000, limit: 1_000_000))
    #expect(bench.ask(.readRefill).refusal?.code == .dailyVolumeAboveMaximum)
    // One that suits the strength is in order: what is in between never runs.
    #expect(bench.ask(.therapy(StageTherapy(.daily(500_000)))).isDone)
    #expect(bench.commit().isDone)
  }

  @Test func `each way a flow changes with the strength has its limit`() throws {
    func code(_ implant: DurableState, _ change: (inout DeviceProfile) -> Void) throws
      -> RefusalCode?
    {
      var bench = try Bench(.sample(change), implant)
      bench.open()
      let decision = BridgeDecision.flushed
      let strength: UInt32 = implant.concentration == .strength(2000) ? 500 : 2000
      #expect(bench.ask(.refill(bench.refill(strength: strength, decision))).isDone)
      return bench.ask(.readBack).refusal?.code
    }
    let weak = DurableState.implant(.daily(48_000), strength: 500)
    #expect(try code(weak) { _ in } == .flowBelowMinimum)
    let strong = DurableState.implant(.daily(600_000))
    #expect(try code(strong) { $0.limits.maximumFlow = .nlPerDay(1_000_000) } == .flowAboveMaximum)
    let periodic = DurableState.implant(
      .periodicBolus(.every(120, nanograms: 500_000, over: .hours(2))))
    #expect(try code(periodic) { $0.limits.maximumBolus = .nl(900_000) } == .bolusAboveMaximum)
    #expect(
      try code(periodic) { $0.limits.maximumBolusFlow = .nlPerDay(11_000_000) }
        == .bolusFlowAboveMaximum)
    #expect(
      try code(periodic) { $0.limits.maximumTotalFlow = .nlPerDay(12_005_999) }
        == .totalFlowAboveMaximum)
    let patient = DurableState.withPatientBolus(.every(240, nanograms: 100_000, over: .hours(1)))
    #expect(try code(patient) { $0.limits.maximumBolus = .nl(199_999) } == .bolusAboveMaximum)
  }

  @Test func `the former flow counts for 24 hours more, and nothing that never ran`() throws {
    var bench = try Bench(
      .sample { $0.limits.maximumDailyVolume = .ml(1) }, .implant(.daily(400_000), strength: 500))
    bench.open()
    #expect(
      bench.stage([
        .refill(bench.refill(strength: 2000, .flushed)),
        .therapy(StageTherapy(.daily(200_000))),
      ]) == nil)
    #expect(bench.commit().isDone)
    // 0.8 mL a day ran until now, 0.1 runs.
    #expect(bench.firmware.state.formerDay == .nl(800_000))
    #expect(bench.bolus(400_001, over: .hours(1)).refusal?.asked == 1_000_001)
    bench.wait(.hours(24), link: .zero)
    #expect(bench.bolus(1_800_000, over: .hours(10)).isDone)
  }

  @Test func `power cut at any step leaves all of it or nothing`() throws {
    var whole = try bench()
    let old = View(whole.firmware.state)
    #expect(whole.stage(parts(whole)) == nil)
    #expect(whole.commit().isDone)
    let new = View(whole.firmware.state)
    #expect(new.newest - old.newest == 7, "order, refill, strength, bridge, therapy, patient, step")
    var outcomes = Set<Bool>()
    for step in 0... {
      var bench = try bench()
      #expect(bench.stage(parts(bench)) == nil)
      bench.stepsToCut = step
      let answer = bench.commit()
      guard bench.isDead else { break }
      try bench.restart()
      var found = View(bench.firmware.state)
      let isNew = found.refills == 1
      #expect(isNew || !answer.isDone, "cut after \(step) steps")
      // The entries of the change are there with it, and after them those of the new start.
      let added = found.newest - (isNew ? new.newest : old.newest)
      #expect((1...4).contains(added), "cut after \(step) steps")
      found.newest -= added
      #expect(found == (isNew ? new : old), "cut after \(step) steps")
      outcomes.insert(isNew)
    }
    #expect(outcomes == [true, false])
  }

  @Test func `it dies with its session, and with a discard`() throws {
    for ending in StagingTests.endings {
      var bench = try bench()
      #expect(bench.stage(parts(bench)) == nil)
      try ending(&bench)
      bench.open()
      #expect(bench.ask(.readBack).refusal?.code == .nothingStaged)
      #expect(bench.ask(.readRefill).refusal?.code == .noRefillStaged)
      #expect(bench.ask(.readPatientBolus(.staged)).refusal?.code == .nothingStaged)
      #expect(bench.ask(.readDayPlan(ReadDayPlan(.plan1, .staged))).refusal?.code == .planMissing)
    }
  }

  @Test func `each part has another token`() throws {
    var bench = try bench()
    var tokens: Set<UInt32> = []
    for part in parts(bench) {
      #expect(bench.ask(part).isDone)
      if case .staged(let report) = bench.ask(.readBack) { tokens.insert(report.token) }
    }
    // With a day plan that nothing follows yet there is nothing to read back.
    #expect(tokens.count == 3)
    guard case .refill(let report) = bench.ask(.readRefill) else {
      Issue.record("no refill was read back")
      return
    }
    #expect(tokens.contains(report.token))
  }
}
