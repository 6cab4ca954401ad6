import PumpLinkTesting
import TestLimits
import Testing

/// What a tester writes first, with the kit alone.
@Suite(.limited, .pump(.adult40ml, seed: 7))
struct KitVisitTests {
  @Test func `a dose that was consented to is what the patient gets`() throws {
    let pump = try Pump.current
    let proposal = try pump.handheld().propose(.steady(.mcgPerDay(110)))
    #expect(proposal.total == .mcg(110))
    let outcome = try proposal.consent(total: .mcg(110))
    #expect(outcome.isDone)
    pump.advance(by: .days(7))
    #expect(pump.truth.received.difference(from: .mcg(770)) <= .ng(500))
    #expect(pump.witnesses.agree)
  }

  @Test func `another total than the proposed one orders nothing, and the right one still can`()
    throws
  {
    let pump = try Pump.current
    let proposal = try pump.handheld().propose(.steady(.mcgPerDay(110)))
    let error = #expect(throws: HandheldError.self) { try proposal.consent(total: .mcg(111)) }
    #expect(error?.reason == .otherTotal(given: .mcg(111), proposed: .mcg(110)))
    #expect(
      error?.description.contains("111 mcg, 1 mcg more than 110 mcg (+0.9 %)") == true, "\(error)")
    #expect(try pump.handheld().programme().largestDay == .mcg(100))
  }

  @Test func `a proposal is over once it was consented to`() throws {
    let proposal = try Pump.current.handheld().propose(.steady(.mcgPerDay(110)))
    #expect(try proposal.consent(total: .mcg(110)).isDone)
    let error = #expect(throws: HandheldError.self) { try proposal.consent(total: .mcg(110)) }
    #expect(error?.reason == .proposalOver)
  }

  @Test func `a proposal that is given up leaves the therapy as it was`() throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    try handheld.propose(.steady(.mcgPerDay(110))).giveUp()
    #expect(try handheld.programme().largestDay == .mcg(100))
  }

  @Test func `what was staged dies with its session`() throws {
    let pump = try Pump.current
    let proposal = try pump.handheld().propose(.steady(.mcgPerDay(110)))
    pump.advance(by: .minutes(5))
    let outcome = try proposal.consent(total: .mcg(110))
    #expect(!outcome.isDone && !outcome.isUnknown)
    #expect(try pump.handheld().programme().largestDay == .mcg(100))
  }

  @Test func `the clinic's warnings and the pump's limits are theirs, and not the kit's`() throws {
    let handheld = try Pump.current.handheld()
    let large = try handheld.propose(.steady(.mcgPerDay(180)).for(.spinal))
    #expect(large.warnings == [.largeRise(tenthsOfPercent: 800)])
    let error = #expect(throws: HandheldError.self) {
      try handheld.propose(.steady(.mcgPerDay(2000)))
    }
    #expect(error?.refusal == .doseAboveUsual)
  }

  @Test func `a large step needs its total`() throws {
    let proposal = try Pump.current.handheld().propose(.steady(.mcgPerDay(900)))
    #expect(proposal.needsTotal)
    #expect(try proposal.consent(total: proposal.total).isDone)
  }

  @Test func `stop, resume, bolus and refill are orders like any other`() throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    #expect(try handheld.stop().isDone)
    #expect(try handheld.interrogate().isStopped)
    #expect(try handheld.stop().refusal == .stopped)
    let resumed = try handheld.propose(.resume)
    #expect(try resumed.consent(total: resumed.total).isDone)
    let bolus = try handheld.propose(.bolus(.mcg(20), over: .minutes(10)))
    #expect(try bolus.consent(total: bolus.total).isDone)
    #expect(try handheld.interrogate().infusion == .bolus)
    #expect(try handheld.cancelBolus().isDone)
    let drawn = pump.withdraw(.millilitres(40))
    try pump.fill(.millilitres(38), of: .mcgPerMillilitre(2000))
    let refill = try handheld.propose(.refill(.millilitres(38), withdrawn: drawn.volume))
    #expect(try refill.consent(total: refill.total).isDone)
    #expect(try handheld.interrogate().reservoir == .millilitres(38))
  }

  @Test func `a day schedule, a temporary rate, alarms, clock and the patient's bolus`() throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    let schedule = try handheld.propose(
      .schedule([.at(0, .mcgPerDay(100)), .at(6, 30, .mcgPerDay(160)), .at(22, .mcgPerDay(100))]))
    #expect(try schedule.consent(total: schedule.total).isDone)
    #expect(try handheld.programme().mode == .daySchedule)
    let less = try handheld.propose(.temporary(.mcgPerDay(96), for: .hours(3), because: .illness))
    #expect(try less.consent(total: less.total).isDone)
    #expect(try handheld.interrogate().isTemporary)
    #expect(try handheld.endTemporaryRate().isDone)
    #expect(try handheld.setLowAlarm(.millilitres(5)).isDone)
    #expect(try handheld.interrogate().lowAlarm == .millilitres(5))
    #expect(try handheld.silenceAlarms(for: .hours(2)).isDone)
    let own = try handheld.propose(
      .patientBolus(.mcg(5), over: .minutes(5), lockout: .hours(4), perDay: 3))
    #expect(try own.consent(total: own.total).isDone)
    let patient = pump.handheld(.patient)
    #expect(try patient.requestBolus().isDone)
    #expect(try patient.requestBolus().refusal != nil)
    #expect(throws: HandheldError.self) { try patient.propose(.steady(.mcgPerDay(200))) }
  }

  @Test func `the emergency needs no key, and the head on the skin`() throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    pump.moveHead(.near)
    #expect(try handheld.callEmergency().refusal == .noContact)
    pump.moveHead(.contact)
    pump.setLine(.losing(.percent(30)))
    #expect(try !handheld.callEmergency().isUnknown)
    pump.setLine(.perfect)
    #expect(try handheld.callEmergency().isDone)
    #expect(try handheld.status().alarms.contains(.emergencyRate))
  }

  @Test func `two handhelds know nothing of each other's orders`() throws {
    let pump = try Pump.current
    let (one, other) = (pump.handheld(), pump.handheld())
    let proposal = try one.propose(.steady(.mcgPerDay(110)))
    #expect(try other.stop().isDone)
    #expect(try !proposal.consent(total: .mcg(110)).isDone)
  }
}
