import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// Staging: in the pump's order, and nothing taken on trust.
@Suite(.limited)
struct ReadBackSetTests {
  private let plans = [
    StageDayPlan(.plan1, Samples.workday), StageDayPlan(.plan2, Samples.sunday),
  ]
  private var week: StagedChange {
    StagedChange(plans: plans, therapy: .daySchedule(Samples.week))
  }
  private let settings = PatientBolus(
    nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 240, maximumPerDay: 3)

  private func stage(_ change: StagedChange, _ pump: FakePump = FakePump()) throws -> ReadBackSet {
    var reading = VisitReading(change.steps)
    while let request = reading.next() { reading.heard(pump.ask(request)) }
    if let fault = reading.fault { throw fault }
    return try ReadBackSet(
      of: change, reading.facts,
      on: PumpReading(
        now: Samples.interrogation(), programme: pump.committed, running: Samples.forecast()))
  }

  private func expectViolation(
    _ change: StagedChange, _ pump: FakePump = FakePump(),
    _ tamper: @escaping (inout Reply) -> Void, _ location: SourceLocation = #_sourceLocation
  ) {
    pump.tamper = tamper
    let fault = #expect(throws: VisitFault.self, sourceLocation: location) {
      try stage(change, pump)
    }
    switch fault {
    case .wrongKind, .wrongPart, .contradiction, .otherProgramme, .otherRefill, .otherStrength:
      break
    case .refused, .notDone, .unknown, .failed, .wanted, .clockReason, .givenUp, .lost, .withheld,
      nil:
      Issue.record("\(String(describing: fault))", sourceLocation: location)
    }
  }

  @Test func `a plain dose is staged and read back, and no more`() throws {
    let pump = FakePump()
    let staged = try stage(StagedChange(therapy: Samples.simple(110_000)), pump)
    #expect(pump.asked == [.stageTherapy, .readBack])
    #expect(staged.token == 77)
    #expect(staged.programme.therapy == Samples.simple(110_000))
  }

  @Test func `everything goes in the order the pump checks it`() throws {
    let pump = FakePump()
    pump.refill = Samples.refill()
    var change = week
    change.refill = Samples.stageRefill()
    change.patientBolus = settings.map { .on($0) }
    let staged = try stage(change, pump)
    #expect(
      pump.asked == [
        .stageRefill, .stageDayPlan, .stageDayPlan, .stageTherapy, .stagePatientBolus, .readBack,
        .readRefill, .readDayPlan, .readDayPlan, .readPatientBolus,
      ])
    #expect(staged.programme.plans == [.plan1: Samples.workday, .plan2: Samples.sunday])
    #expect(staged.refill == pump.refill)
  }

  @Test func `plans that stay are read as they are in force`() throws {
    let pump = FakePump(Samples.schedule())
    var change = week
    change.plans = [StageDayPlan(.plan1, Samples.sunday)]
    #expect(
      try stage(change, pump).programme.plans
        == [.plan1: Samples.sunday, .plan2: Samples.sunday])
  }

  @Test func `another programme read back is never committed`() {
    expectViolation(StagedChange(therapy: Samples.simple(110_000))) {
      guard case .staged(var report) = $0 else { return }
      report.therapy = Samples.simple(110_001)
      $0 = .staged(report)
    }
  }

  @Test func `another step read back is never committed`() {
    expectViolation(week) {
      guard case .dayPlan(var report) = $0, report.number == .plan1 else { return }
      report.plan = Samples.day([(0, 100), (360, 150), (1320, 101)])
      $0 = .dayPlan(report)
    }
  }

  @Test func `another plan than asked for is never committed`() {
    expectViolation(week) {
      guard case .dayPlan(var report) = $0 else { return }
      report.number = .plan3
      $0 = .dayPlan(report)
    }
  }

  @Test func `another patient bolus read back is never committed`() {
    for change: StagedChange.PatientBolusChange in [settings.map { .on($0) } ?? .off, .off] {
      expectViolation(StagedChange(patientBolus: change)) {
        guard case .patientBolus(var report) = $0 else { return }
        report.settings = PatientBolus(
          nanograms: 10_000, milliseconds: 300_000, lockoutMinutes: 239, maximumPerDay: 3)
        $0 = .patientBolus(report)
      }
    }
  }

  @Test(
    arguments: [
      { $0.token = 78 }, { $0.withdrawnNanolitres += 1 }, { $0.volumeNanolitres -= 1 },
      { $0.concentration = Samples.strength(1999) },
      { $0.filledConcentration = Samples.strength(1999) }, { $0.lowAlarmNanolitres = 2_000_000 },
      { $0.bridge = .bridge }, { $0.bridge = .flushed },
    ] as [@Sendable (inout RefillReport) -> Void])
  func `another refill read back is never committed`(
    change: @escaping @Sendable (inout RefillReport) -> Void
  ) {
    let pump = FakePump()
    pump.refill = Samples.refill()
    expectViolation(StagedChange(refill: Samples.stageRefill()), pump) {
      guard case .refill(var report) = $0 else { return }
      change(&report)
      $0 = .refill(report)
    }
  }

  @Test func `another reason to skip a bridge read back is never committed`() {
    let pump = FakePump()
    pump.refill = Samples.refill {
      $0.bridge = .skip
      $0.skipReason = .emergency
    }
    let sent = Samples.stageRefill {
      $0.bridge = .skip
      $0.skipReason = .clinicalJudgement
    }
    expectViolation(StagedChange(refill: sent), pump) { _ in }
  }

  @Test(
    arguments: [
      { $0.dailyNanograms -= 1 }, { $0.leastDailyNanograms += 1 }, { $0.leastDailyNanograms -= 1 },
      { $0.flowNanolitresPerDay += 1 }, { $0.flowNanolitresPerDay -= 1 },
      { $0.concentration = Samples.strength(1999) },
      {
        $0.concentration = Samples.strength(500)
        $0.flowNanolitresPerDay *= 4
      },
      { $0.dailyNanograms = .max },
    ] as [@Sendable (inout TherapyReport) -> Void])
  func `totals that do not follow from the programme beside them are never committed`(
    change: @escaping @Sendable (inout TherapyReport) -> Void
  ) {
    for wanted in [
      StagedChange(therapy: Samples.simple(110_000)), week,
      StagedChange(therapy: Samples.simple(90_000, periodic: Samples.periodic(every: 420))),
    ] {
      expectViolation(wanted) {
        guard case .staged(var report) = $0 else { return }
        change(&report)
        $0 = .staged(report)
      }
    }
  }

  @Test func `what minimum rate gives is the pump's to say, and no less than the rest`() throws {
    let nights = StagedChange(
      plans: [StageDayPlan(.plan1, Samples.day([(0, 0), (480, 150)]))],
      therapy: .daySchedule(WeekPlan(everyDay: .plan1)))
    for change in [nights, StagedChange(therapy: .minimumRate)] { _ = try stage(change) }
    let hourly = try #require(Samples.periodic(every: 60))
    _ = try stage(StagedChange(therapy: .periodicBolus(hourly)))
    expectViolation(nights) {
      guard case .staged(var report) = $0 else { return }
      report.dailyNanograms = 99_999
      report.leastDailyNanograms = 99_999
      report.flowNanolitresPerDay = 49_999
      $0 = .staged(report)
    }
  }

  @Test func `totals are compared to the picogram that the pump rounds up to`() throws {
    // 1439 minutes of 1 ng/day leave a fraction of 1439/1440 ng, which is the next ng.
    let plan = Samples.day([(0, 100), (1439, 101)])
    let step = try #require(DayStep(startMinute: 1, dose: Samples.dose(100_001)))
    var odd = DayPlan(try #require(DayStep(startMinute: 0, dose: Samples.dose(100_000))))
    odd.append(step)
    #expect(day(odd) == 100_001)
    #expect(day(plan) == 100_000)
  }

  private func day(_ plan: DayPlan) -> UInt64 {
    ProgrammeDay(
      weekdays: .everyDay, number: .plan1, steps: (0..<plan.count).map { plan[$0] }
    ).nanograms
  }

  @Test func `a mixture or a bridge that does not follow is never committed`() throws {
    let pump = FakePump()
    let sent = Samples.stageRefill {
      $0.concentration = Samples.strength(500)
      $0.bridge = .bridge
    }
    // 1.4 mL of 2000 and 18 mL of 500 mcg/mL; 0.272 mL at 0.05 mL/day.
    func answer(_ change: (inout RefillReport) -> Void = { _ in }) -> RefillReport {
      Samples.refill {
        $0.filledConcentration = Samples.strength(500)
        $0.concentration = Samples.strength(608)
        $0.bridge = .bridge
        $0.bridgeNanolitres = 272_000
        $0.bridgeFlowNanolitresPerDay = 50_000
        $0.bridgeSeconds = 470_016
        change(&$0)
      }
    }
    pump.refill = answer()
    #expect(try stage(StagedChange(refill: sent), pump).refill == answer())
    for change in [
      { $0.concentration = Samples.strength(607) }, { $0.oldConcentration = Samples.strength(500) },
      { $0.residualNanolitres = 0 }, { $0.bridgeNanolitres = 140_000 },
      { $0.bridgeFlowNanolitresPerDay = 500_000 }, { $0.bridgeSeconds = 47_001 },
    ] as [(inout RefillReport) -> Void] {
      pump.refill = answer(change)
      expectViolation(StagedChange(refill: sent), pump) { _ in }
    }
  }

  @Test func `an answer of the wrong kind is never committed`() {
    expectViolation(StagedChange(therapy: .minimumRate)) {
      if case .staged(let report) = $0 { $0 = .therapy(report) }
    }
  }

  @Test(
    arguments: [
      .stageDayPlan, .stageTherapy, .readBack, .readDayPlan,
    ] as [RequestType])
  func `a refusal ends it at once`(request: RequestType) {
    let pump = FakePump()
    pump.refusals[request] = .stepOffGrid
    let fault = #expect(throws: VisitFault.self) { try stage(week, pump) }
    #expect(fault == .refused(Refusal(request, .stepOffGrid)))
    #expect(pump.asked.last == request)
  }

  @Test func `what the pump holds after the commit is compared too`() {
    var change = week
    let plans: [PlanNumber: DayPlan] = [.plan1: Samples.workday, .plan2: Samples.sunday]
    let after = Samples.interrogation { $0.therapy = Samples.schedule().therapy }
    #expect(change.difference(from: after, plans) == nil)
    #expect(change.difference(from: Samples.interrogation(), plans) == .programme)
    #expect(change.difference(from: after, [.plan1: Samples.workday]) == .dayPlan)
    change.patientBolus = settings.map { .on($0) }
    #expect(change.difference(from: after, plans) == .patientBolus)
    change = StagedChange(refill: Samples.stageRefill())
    let refilled = Samples.interrogation {
      $0.filledNanolitres = 18_000_000
      $0.lowAlarmNanolitres = 4_000_000
    }
    #expect(change.difference(from: refilled, nil) == nil)
    #expect(change.difference(from: Samples.interrogation(), nil) == .refill)
    let old = Samples.interrogation { $0.filledNanolitres = 18_000_000 }
    #expect(change.difference(from: old, nil) == .lowAlarm)
  }
}
