import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Another drug in place of the one that a pump holds. Spec: therapy.md, "Another drug".
@Suite(.limited)
struct AnotherDrugTests {
  @Test func `a drug that the pump has no limits for is refused by name`() throws {
    var bench = try Bench()
    bench.open()
    #expect(
      bench.make(bench.replacement()).refusal
        == Refusal(.stageRefill, .drugUnknown, asked: 2, limit: 1))
    #expect(bench.ask(.readRefill).refusal?.code == .noRefillStaged)
  }

  @Test func `without a rinse two drugs would mix, and with one the new strength is the vial's`()
    throws
  {
    var bench = try Bench.withMorphine()
    #expect(
      bench.make(bench.replacement { $0.isRinsed = false }).refusal
        == Refusal(.stageRefill, .drugsWouldMix, asked: 2, limit: 1))
    #expect(bench.replace().isDone)
    let state = bench.firmware.state
    #expect(state.drug == .morphine && state.concentration == .strength(1000))
    let entry = bench.entries(.drugChanged).first
    #expect(entry?.detail == 2 && entry?.short == 1)
    #expect(entry?.number == 1000 && entry?.amount == 2000)
    // The same drug may be rinsed out too: then nothing mixes.
    var same = try Bench.withMorphine()
    let rinsed = same.refill {
      $0.concentration = .strength(500)
      $0.bridge = .flushed
      $0.isRinsed = true
    }
    #expect(same.make(rinsed).isDone)
    #expect(same.firmware.state.concentration == .strength(500))
  }

  @Test func `a drug is a change of the path also where its strength has the same number`() throws {
    var bench = try Bench.withMorphine()
    let same = bench.replacement {
      $0.concentration = .strength(2000)
      $0.bridge = .none
    }
    #expect(
      bench.make(same).refusal
        == Refusal(.stageRefill, .bridgeUndecided, asked: 2000, limit: 2000))
    for decision in [BridgeDecision.flushed, .skip, .bridge] {
      var trial = bench
      #expect(
        trial.replace {
          $0.concentration = .strength(2000)
          $0.decide(decision)
        }.isDone, "\(decision)")
      #expect(trial.entries(.drugChanged).map(\.short) == [1])
      let found = trial.interrogation()
      let body = try #require(found)
      #expect(body.drug == .morphine && body.formerDrug == .baclofen && body.olderDrug == nil)
      #expect((body.infusion == .bridge) == (decision == .bridge))
    }
  }

  @Test func `a programme of the new drug has to be in the set, and so has a patient bolus`() throws
  {
    var bench = try Bench.withMorphine(patientBolus: .sample)
    #expect(bench.ask(.refill(bench.replacement())).isDone, "it is staged part by part")
    #expect(
      bench.ask(.readBack).refusal == Refusal(.readBack, .programmeOfOtherDrug, asked: 2, limit: 1))
    #expect(bench.ask(.readRefill).refusal?.code == .programmeOfOtherDrug)
    #expect(bench.foretell(.staged) == nil)
    #expect(
      bench.ask(.commit(Commit(token: bench.firmware.session.staged?.token ?? 0))).refusal?.code
        == .programmeOfOtherDrug)
    // The patient bolus may be staged before the programme, and after it.
    #expect(bench.ask(.therapy(StageTherapy(.daily(1_000_000)))).isDone)
    #expect(bench.ask(.readBack).refusal?.code == .patientBolusOfOtherDrug)
    #expect(bench.ask(.patientBolus(StagePatientBolus(nil))).isDone)
    #expect(bench.commit().isDone)
    #expect(bench.firmware.state.patientBolus == nil)
  }

  @Test func `amounts of the old drug stand in no way of those of the new one`() throws {
    // A patient bolus and a schedule that no pump could give at another strength.
    var bench = try Bench.withMorphine(
      .daily(24_000_000), patientBolus: .every(240, nanograms: 400_000, over: .hours(1)))
    let set: [Request.Part] = [
      .refill(bench.replacement { $0.concentration = .strength(100) }),
      .patientBolus(StagePatientBolus(nil)),
      .therapy(StageTherapy(.daily(500_000), overridesSoftLimits: true)),
    ]
    #expect(bench.stage(set) == nil)
    #expect(bench.commit().isDone)
  }

  @Test func `day plans of the old drug are no plans of the new one`() throws {
    var bench = try Bench.withMorphine(clock: .monday)
    #expect(bench.change([.plan1: .steps((0, 123_000))]).isDone)
    #expect(bench.ask(.refill(bench.replacement())).isDone)
    #expect(bench.ask(.therapy(StageTherapy(.everyDay))).refusal?.code == .planMissing)
  }

  @Test func `its soft limits are its own`() throws {
    var bench = try Bench.withMorphine()
    #expect(bench.ask(.refill(bench.replacement())).isDone)
    #expect(bench.ask(.therapy(StageTherapy(.daily(15_000_000)))).isDone, "usual of morphine")
    #expect(
      bench.ask(.therapy(StageTherapy(.daily(15_000_001)))).refusal
        == Refusal(.stageTherapy, .doseAboveUsual, asked: 15_000_001, limit: 15_000_000))
    let unusual = bench.replacement { $0.concentration = .strength(2000) }
    #expect(bench.ask(.refill(unusual)).isDone, "the old set does not stand against it")
    let wrong = bench.replacement {
      $0.concentration = .strength(2000)
      $0.overridesSoftLimits = false
    }
    #expect(bench.ask(.refill(wrong)).refusal?.code == .strengthUnusual)
  }

  @Test func `no total of the old drug is held against the new one, and every one is confirmed`()
    throws
  {
    var bench = try Bench.withMorphine()
    #expect(bench.bolus(40_000, over: .minutes(10)).isDone)
    bench.wait(.hours(1), link: .zero)
    // The very same number of ng, of which none is a step by itself.
    #expect(bench.stage(bench.replacing(.daily(100_000))) == nil)
    let figures = try bench.foreseen(.staged).step
    #expect(figures.beyond == .drugReplaced && figures.mostNanograms == 100_000)
    #expect(figures.formerLeastNanograms == 0 && figures.formerMostNanograms == 0)
    guard case .staged(let report) = bench.ask(.readBack) else { return }
    #expect(
      bench.ask(.commit(Commit(token: report.token))).refusal
        == Refusal(.commit, .totalUnconfirmed, asked: 100_000, limit: 0))
    #expect(bench.ask(.commit(Commit(token: report.token, confirmedNanograms: 100_000))).isDone)
    #expect(bench.entries(.override).map(\.number).last == 100_000)
    // From now on the new drug has totals of its own.
    #expect(try bench.foreseen().step.formerMostNanograms == 100_000)
    let token = bench.stage(.daily(200_001))
    #expect(
      bench.ask(.commit(Commit(token: token ?? 0))).refusal
        == Refusal(.commit, .totalUnconfirmed, asked: 200_001, limit: 200_000))
  }

  @Test func `volumes count on`() throws {
    var bench = try Bench.withMorphine(.daily(400_000)) { $0.limits.maximumDailyVolume = .ml(1) }
    #expect(bench.bolus(400_000, over: .hours(1)).isDone)
    bench.wait(.hours(2), link: .zero)
    #expect(bench.replace(.daily(200_000)).isDone)
    // 0.2 mL of the old day, 0.2 of the bolus, and nothing of the new day above the old one.
    let answer = bench.bolus(600_001, over: .hours(10))
    #expect(answer.refusal?.code == .dailyVolumeAboveMaximum && answer.refusal?.asked == 1_000_001)
  }
}

/// What lies in the path after another drug took the place of one, and what that means for orders.
@Suite(.limited)
struct OtherDrugInPathTests {
  @Test func `a bridge gives the old drug and none of the new one`() throws {
    var bench = try Bench.withMorphine(.daily(200_000))
    #expect(bench.stage(bench.replacing(.daily(300_000), .bridge)) == nil)
    #expect(try bench.foreseen(.staged).step.mostNanograms == 300_000, "of the new drug")
    #expect(bench.commit().isDone)
    #expect(bench.firmware.state.bridgeFlow == .nlPerDay(100_000))
    #expect(try bench.foreseen().step.mostNanograms == 300_000)
    // 272 uL at 100 uL a day: then the new drug is at the tip.
    bench.wait(.seconds(235_008), link: .zero)
    bench.wait(.hours(1), link: .zero)
    let body = try bench.read()
    #expect(body.infusion == nil && body.formerDrug == nil)
    #expect(body.status.basalNanogramsPerDay == 300_000)
  }

  @Test func `what moves the old drug fast, or lets it go on, needs the total`() throws {
    var bench = try Bench.withMorphine()
    #expect(bench.replace(.daily(900_000)) { $0.decide(.skip) }.isDone)
    for (order, rule) in [
      (ReadForecast.prime(.catheter), StepRule.primeReachesTip),
      (.bridge(flowNanolitresPerDay: 900_000), .drugReplaced),
    ] {
      #expect(try bench.foreseen(order).step.beyond == rule, "\(rule)")
    }
    // Such a bridge, an hour later, moves the new drug too, which counts.
    bench.wait(.hours(1), link: .zero)
    #expect(bench.startBridge(.nlPerDay(950_000)).isDone)
    #expect(try bench.foreseen().step.mostNanograms == 950_000)
    #expect(try bench.foreseen(.cancelBridge).step.beyond == .bridgeSkipped)
    #expect(bench.ask(.cancelBridge(ConfirmedOrder())).refusal?.code == .totalUnconfirmed)
    #expect(bench.cancelBridge().isDone)
    bench.wait(.days(1), link: .zero)
    #expect(bench.interrogation()?.formerDrug == nil)
    #expect(try bench.foreseen(.bridge(flowNanolitresPerDay: 900_000)).step.beyond == .none)
  }

  @Test func `three drugs in one path are all named`() throws {
    var bench = try Bench.withMorphine()
    #expect(bench.replace().isDone)
    #expect(bench.replace { $0.drug = .ziconotide }.isDone)
    var body = try bench.read()
    #expect(body.drug == .ziconotide && body.formerDrug == .morphine && body.olderDrug == .baclofen)
    // Back to the first: what is gone from the reservoir is told, not what came again.
    #expect(bench.replace { $0.drug = .baclofen }.isDone)
    body = try bench.read()
    #expect(body.drug == .baclofen && body.formerDrug == .ziconotide && body.olderDrug == .morphine)
    #expect(bench.make(bench.refill(strength: 500, .flushed)).isDone)
    body = try bench.read()
    #expect(body.formerDrug == .baclofen && body.olderDrug == .ziconotide)
    try bench.restart()
    bench.open()
    body = try bench.read()
    #expect(body.formerDrug == .baclofen && body.olderDrug == .ziconotide)
  }

  struct Situation: Sendable, CustomTestStringConvertible {
    var name: String
    var code: RefusalCode?
    var therapy = Therapy.daily(100_000)
    var enter: @Sendable (inout Bench) -> Bool
    var testDescription: String { name }
  }

  static let situations: [Situation] = [
    Situation(name: "runs") { _ in true },
    Situation(name: "stopped") { $0.stop().isDone },
    Situation(name: "bridge waits", code: .bridgeRunning) {
      $0.startBridge(.nlPerDay(500_000)).isDone && $0.stop().isDone
    },
    Situation(name: "bridge runs", code: .bridgeRunning) {
      $0.startBridge(.nlPerDay(500_000)).isDone
    },
    Situation(name: "bolus runs", code: .bolusRunning) {
      $0.bolus(20_000, over: .hours(3)).isDone
    },
    Situation(name: "prime runs", code: .primeRunning) { $0.prime().isDone },
    Situation(name: "minimum rate", therapy: .minimumRate) { _ in true },
    Situation(name: "schedule") {
      $0.change([.plan1: .steps((0, 123_000), (720, 110_000))]).isDone
    },
    Situation(name: "periodic bolus", therapy: .periodicBolus(.every(125, nanograms: 10_000))) {
      _ in true
    },
    Situation(name: "emergency") { $0.callEmergency().isDone },
  ]

  @Test(arguments: [BridgeDecision.bridge, .flushed, .skip], situations)
  func `every decision in every situation`(decision: BridgeDecision, situation: Situation) throws {
    var bench = try Bench.withMorphine(situation.therapy, clock: .monday)
    #expect(situation.enter(&bench))
    bench.open()
    let before = bench.firmware.state
    let answer = bench.replace(.daily(900_000)) { $0.decide(decision) }
    if let code = situation.code {
      #expect(answer.refusal?.code == code)
      #expect(bench.firmware.state.drug == .baclofen && bench.firmware.state.refills == 0)
      return
    }
    guard situation.name != "minimum rate" || decision != .bridge else {
      #expect(answer.refusal?.code == .bridgePointless, "there is no flow to bridge at")
      return
    }
    #expect(answer.isDone)
    let state = bench.firmware.state
    #expect(state.drug == .morphine && state.therapy == .daily(900_000))
    #expect(state.isStopped == before.isStopped)
    #expect(state.isAtEmergencyRate == before.isAtEmergencyRate)
    #expect(state.isBridging == (decision == .bridge))
    #expect((state.nextPeriodic == nil) && state.plans == DayPlans())
    // A pump that stands or idles begins the new drug from nothing.
    guard state.isStopped || state.isAtEmergencyRate else { return }
    #expect(bench.ask(.resume(ConfirmedOrder())).refusal?.code == .totalUnconfirmed)
    #expect(bench.resume().isDone)
    #expect(
      (bench.firmware.state.integral.infusion?.kind == .bridge) == (decision == .bridge))
  }

  @Test(arguments: [BridgeDecision.bridge, .flushed, .skip])
  func `power cut at any step leaves the one drug or the other, whole`(
    decision: BridgeDecision
  ) throws {
    var outcomes = Set<DrugCode>()
    for step in 0... {
      var bench = try Bench.withMorphine(patientBolus: .sample)
      let set = bench.replacing(.daily(900_000), decision)
      #expect(bench.stage(set + [.patientBolus(StagePatientBolus(nil))]) == nil)
      bench.stepsToCut = step
      let answer = bench.commit()
      guard bench.isDead else { break }
      try bench.restart()
      let state = bench.firmware.state
      let isNew = state.drug == .morphine
      #expect(isNew || !answer.isDone, "cut after \(step) steps")
      #expect(state.concentration == .strength(isNew ? 1000 : 2000))
      #expect(state.therapy == .daily(isNew ? 900_000 : 100_000))
      #expect(state.patientBolus == (isNew ? nil : .sample) && state.refills == (isNew ? 1 : 0))
      #expect(state.formerDrug == (isNew ? .baclofen : nil))
      #expect(state.isBridging == (isNew && decision == .bridge))
      #expect(bench.entries(.drugChanged).count == (isNew ? 1 : 0))
      outcomes.insert(state.drug)
    }
    #expect(outcomes == [.baclofen, .morphine])
  }

  @Test func `a lost acknowledgement is told again and nothing is done twice`() throws {
    var bench = try Bench.withMorphine()
    #expect(bench.stage(bench.replacing(.daily(900_000), .skip)) == nil)
    guard case .staged(let report) = bench.ask(.readBack) else { return }
    let order = bench.timed(.commit(Commit(token: report.token, confirmedNanograms: 900_000)))
    bench.client.lastRequest += 1
    let id = bench.client.lastRequest
    #expect(bench.ask(order, id: id).isDone)
    #expect(bench.ask(order, id: id).isDone)
    #expect(bench.firmware.state.refills == 1 && bench.entries(.drugChanged).count == 1)
    #expect(bench.status()?.lastApplied?.request == id)
  }

  @Test func `a pump whose library lost its drug runs on, and takes no new dose of it`() throws {
    var bench = try Bench.withMorphine()
    #expect(bench.replace().isDone)
    bench.profile = .sample()
    try bench.restart()
    bench.open()
    #expect(bench.interrogation()?.drug == .morphine)
    #expect(bench.firmware.state.integral.basalPerDay > .zero || bench.firmware.state.isBridging)
    for answer in [
      bench.bolus(1000, over: .hours(1)), bench.ask(.therapy(StageTherapy(.daily(120_000)))),
      bench.ask(.patientBolus(StagePatientBolus(.sample))),
      bench.ask(.refill(bench.refill { $0.drug = .morphine })),
    ] {
      #expect(answer.refusal?.code == .drugUnknown)
    }
    #expect(bench.ask(.therapy(StageTherapy(.minimumRate))).isDone)
    #expect(bench.stop().isDone)
  }
}

extension StageRefill {
  /// Says what becomes of the path.
  fileprivate mutating func decide(_ decision: BridgeDecision) {
    bridge = decision
    skipReason = decision == .skip ? .clinicalJudgement : .none
  }
}

extension Bench {
  fileprivate mutating func read() throws -> Interrogation {
    let body = interrogation()
    return try #require(body)
  }

  /// A pump that knows morphine and ziconotide beside the baclofen it holds, with a session.
  fileprivate static func withMorphine(
    _ therapy: Therapy = .daily(100_000), patientBolus: PatientBolus? = nil,
    clock: WallClock? = nil, _ change: (inout DeviceProfile) -> Void = { _ in }
  ) throws -> Bench {
    var implant = DurableState.implant(therapy, clock: clock)
    implant.patientBolus = patientBolus
    var bench = try Bench(
      .sample {
        $0.path.residual = .nl(1_400_000)
        let limits = DrugLimits(
          minimumDose: .ngPerDay(100_000), maximumDose: .ngPerDay(15_000_000),
          maximumBolus: Picograms(nanograms: 1_000_000), minimumBolusDuration: .minutes(1),
          strengths: DrugLimits.Strengths(500, 1000, 25_000))
        $0.drugs.set(.morphine, limits)
        $0.drugs.set(.ziconotide, limits)
        change(&$0)
      }, implant)
    bench.wait(.hours(30))
    bench.open()
    return bench
  }

  /// 20 mL of morphine 1000 mcg/mL in place of what the pump holds, the path flushed, unless told.
  fileprivate func replacement(_ change: (inout StageRefill) -> Void = { _ in }) -> StageRefill {
    refill {
      $0.drug = .morphine
      $0.concentration = .strength(1000)
      $0.isRinsed = true
      $0.bridge = .flushed
      $0.overridesSoftLimits = true
      change(&$0)
    }
  }

  /// The parts of such a refill with a programme.
  fileprivate func replacing(
    _ therapy: Therapy, _ decision: BridgeDecision = .flushed
  ) -> [Request.Part] {
    [
      .refill(replacement { $0.decide(decision) }),
      .therapy(StageTherapy(therapy, overridesSoftLimits: true)),
    ]
  }

  /// Puts such a refill in force with a programme.
  fileprivate mutating func replace(
    _ therapy: Therapy = .daily(900_000), _ change: (inout StageRefill) -> Void = { _ in }
  ) -> Reply? {
    for part in [
      Request.Part.refill(replacement(change)),
      .therapy(StageTherapy(therapy, overridesSoftLimits: true)),
    ] {
      let answer = ask(part)
      if !answer.isDone { return answer }
    }
    return commit()
  }
}
