import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestSupport

@testable import Soak

/// The most volume that was really moved in any 24 hours, by samples of the strokes made.
struct DayWindow {
  private var samples: [(moment: Int128, strokes: Int128)] = []
  /// The most strokes of 24 hours so far.
  private(set) var most: Int128 = 0

  /// Adds a sample; gives the strokes of the 24 hours, or less, before it.
  mutating func add(_ moment: Int128, _ strokes: Int128) -> Int128 {
    samples.append((moment, strokes))
    let first = samples.firstIndex { $0.moment >= moment - ReferencePump.day } ?? 0
    samples.removeFirst(first)
    most = max(most, strokes - samples[0].strokes)
    return strokes - samples[0].strokes
  }
}

extension Life {
  /// What must hold after every event.
  mutating func check() throws {
    try checkDelivery()
    try checkBalance()
    guard case .interrogation(let report) = handset.ask(.interrogate) else {
      return try expect(false, "no interrogation")
    }
    try check(report)
  }

  /// Delivered and programmed: the strokes are those of the reference, and what is programmed and
  /// neither pumped nor lost is less than one. Both hold at every moment, so over any span.
  mutating func checkDelivery() throws {
    let truth = handset.pump.truth
    let made = Int128(truth.strokes)
    try expect(made, reference.strokes(at: now), "strokes")
    let pumped = (made - reference.strokesSettled) * reference.strokeDrug + reference.settled
    let owed = reference.total(at: now) - pumped
    try expect((0..<reference.strokeDrug).contains(owed), "\(owed) pg are owed after the strokes")
    let counted = handset.pump.firmware.state
    try expect(
      Int128(counted.integral.programmed.rawValue), reference.total(at: now), "programmed pg")
    try expect(
      Int128(counted.undelivered.rawValue), reference.undelivered, "pg that are not made up for")
    // One stroke may fall to either side of the window.
    let window = window.add(now, made) - 1
    let most = Int128(device.limits.maximumDailyVolume.rawValue)
    try expect(
      window * reference.stroke <= most,
      "\(window * reference.stroke) nL in 24 hours, where the device allows \(most)")
  }

  /// Nothing is made or lost on the way from the syringe to the patient, to the nL and the pg.
  private mutating func checkBalance() throws {
    let truth = handset.pump.truth
    func add(_ parts: [Liquid]) -> [Int128] {
      [
        parts.reduce(0) { $0 + Int128($1.volume.rawValue) },
        parts.reduce(0) { $0 + Int128($1.drug.rawValue) },
      ]
    }
    try expect(
      add([truth.filled]),
      add([truth.withdrawn, truth.pocket, truth.reservoir, truth.residual, truth.pumped]),
      "what was filled")
    try expect(
      add([truth.catheterAtStart, truth.pumped]),
      add([truth.catheter, truth.leaked, truth.patient]),
      "what entered the catheter")
    // All strokes together have moved their volume, rounded down once, unless the pump ran dry.
    let stroke = reference.stroke * (1_000_000 + Int128(setup.strokeErrorPPM))
    let moved = Int128(truth.strokes) * stroke / 1_000_000
    let pumped = Int128(truth.pumped.volume.rawValue)
    if truth.reservoir.volume == .zero { ranDry = true }
    try expect(ranDry ? pumped <= moved : pumped == moved, "\(pumped) nL were pumped, not \(moved)")
  }

  private func check(_ report: Interrogation) throws {
    let expected = reference
    let status = report.status
    try expect(Int128(report.programmedPicograms), expected.total(at: now), "programmed pg")
    try expect(
      Int128(report.pumpedNanolitres), expected.strokes(at: now) * expected.stroke, "pumped nL")
    try expect(Int128(status.reservoirNanolitres), expected.reservoir, "the counter in nL")
    try expect(Int128(status.basalNanogramsPerDay), expected.basal / 1000, "ng of basal per day")
    try expect(status.flags.isStopped, expected.isStopped, "stopped")
    try expect(status.alarms, expected.alarms, "alarms")
    try expect(Int128(status.therapySeconds), now / 1000, "therapy time in s")
    try expect(report.infusion, expected.running?.kind, "the infusion")
    try expect(
      Int128(report.bolusNanograms), (expected.running?.dose ?? 0) / 1000, "ng of the infusion")
    let left = expected.running.map { $0.dose - $0.given(by: now) } ?? 0
    try expect(Int128(status.bolusRemainingNanograms), left / 1000, "ng still to be infused")
    try expect(
      Int128(report.bolusRemainingMilliseconds),
      min((expected.running?.end ?? now) - now, Int128(UInt32.max)), "ms left of the infusion")
    try expect(
      Int128(report.bridgeWaitingNanolitres), expected.volume(expected.bridgeWaiting),
      "nL of a bridge that waits")
    try expect(
      Int128(report.concentration.microgramsPerMillilitre), expected.strength, "the strength")
    try expect(Int128(report.filledNanolitres), expected.filled, "nL filled")
    try expect(Int128(report.filledSeconds), expected.filledAt / 1000, "s of the last refill")
    try expect(Int(report.refills), expected.refills, "refills")
    try expect(Int128(report.lowAlarmNanolitres), expected.lowAlarm, "the alarm volume in nL")
    try expect(report.clock.map { Int128($0.rawValue) }, expected.clock, "the wall clock")
    try expect(report.therapy, expected.programme.therapy, "the programme")
    try expect(report.therapyRevision, expected.revision, "the revision")
    try expect(report.patientBolus, expected.patient, "the patient bolus")
  }

  // MARK: What was staged

  /// What was sent is what is read back, with what follows from it; gives the token.
  mutating func readBack(_ set: ReferenceSet) throws -> UInt32? {
    var trial = reference
    let expected: Result<Void, No>
    do throws(No) { expected = .success(try trial.apply(set)) } catch { expected = .failure(error) }
    switch (handset.ask(.readBack), expected) {
    case (.staged(let report), .success):
      let programme = trial.programme
      try expect(report.therapy, set.therapy?.therapy ?? programme.therapy, "the staged programme")
      try expect(Int128(report.dailyNanograms), programme.largestDay / 1000, "ng of the day")
      try expect(
        Int128(report.leastDailyNanograms), programme.smallestDay / 1000, "ng of the least")
      try expect(
        Int128(report.flowNanolitresPerDay), programme.largestDay / trial.strength, "nL of the day")
      try expect(
        Int128(report.concentration.microgramsPerMillilitre), trial.strength, "the staged strength")
      try readBackParts(set, trial)
      return report.token
    case (.refused(let refusal), .failure(let no)):
      try expect(refusal.code, no.code, "the refusal of the read-back")
    case (let found, _): try expect(false, "the read-back is \(String(describing: found))")
    }
    return nil
  }

  private mutating func readBackParts(_ set: ReferenceSet, _ trial: ReferencePump) throws {
    for (number, steps) in set.plans {
      guard case .dayPlan(let report) = handset.ask(.readDayPlan(ReadDayPlan(number, .staged)))
      else { return try expect(false, "no staged plan \(number)") }
      try expect((0..<report.plan.count).map { report.plan[$0] }, steps, "the staged plan")
    }
    if let patient = set.patient {
      guard case .patientBolus(let report) = handset.ask(.readPatientBolus(.staged)) else {
        return try expect(false, "no staged patient bolus")
      }
      try expect(report.settings, patient.settings, "the staged patient bolus")
      try expect(report.deniedInAll, reference.denied, "requests denied")
    }
    guard let refill = set.refill else { return }
    guard case .refill(let report) = handset.ask(.readRefill) else {
      return try expect(false, "no staged refill")
    }
    try expect(Int128(report.expectedNanolitres), reference.reservoir, "nL expected")
    try expect(report.withdrawnNanolitres, refill.withdrawnNanolitres, "nL withdrawn")
    try expect(report.volumeNanolitres, refill.filledNanolitres, "nL filled in")
    try expect(
      Int128(report.concentration.microgramsPerMillilitre), trial.strength, "the mixed strength")
    let isBridge = refill.bridge == .bridge
    try expect(
      Int128(report.bridgeNanolitres), isBridge ? reference.path : 0, "nL of the bridge")
    let flow = isBridge ? trial.bridgeFlow : 0
    try expect(Int128(report.bridgeFlowNanolitresPerDay), flow, "nL/day of the bridge")
    let length = isBridge ? (reference.path * ReferencePump.day).dividedUp(by: flow) : 0
    try expect(Int128(report.bridgeSeconds), length.dividedUp(by: 1000), "s of the bridge")
  }
}
