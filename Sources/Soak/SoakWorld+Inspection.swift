import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

/// What the pump says of itself and of what is staged, held against the reference: at a copy of it,
/// with a clinician at its side whose line is perfect. Nothing of it is left in the life.
extension SoakWorld {
  func inspect() throws(SoakFailure) {
    guard pump.isOn, !pump.world.isMemoryFailing, !pump.firmware.isStoring else {
      return
    }
    let key = openingKey
    let inspection = Inspection(
      of: self, by: visitor(with: key, seed: UInt64(event) << 32 | 0x15))
    // A pump whose memory has not taken its epoch yet opens no session.
    guard inspection.begins(at: now) else { return }
    try inspect(inspection)
    try inspectLog(inspection)
    // Nobody is given a copy who does not need one: it is of tens of kilobytes.
    if let end = lockoutEnd(before: false) { try inspectWait(inspection, until: end) }
    if let end = lockoutEnd(before: true) { try inspectLockout(inspection, at: end) }
    if let end = lockoutEnd(before: false) { try inspectLockout(inspection, at: end) }
    var random = Random(seed: scope.seed &* 0xA076_1D64_78BD_642F &+ UInt64(event))
    try inspectSet(inspection, &random)
    if random.once(in: 4) { try inspectFormerKeys() }
    checks.inspections += 1
  }

  /// What an interrogation tells.
  private func inspect(_ inspection: Inspection) throws(SoakFailure) {
    guard case .interrogation(let report)? = inspection.ask(.query(.interrogate), at: now) else {
      throw fail(.delivery, "a clinician at its side cannot interrogate the pump")
    }
    let now = pumpTime
    let expected = reference
    let status = report.status
    try expect(
      Int128(report.programmedPicograms), expected.total(at: now), .delivery, "told: programmed pg")
    try expect(
      Int128(status.basalNanogramsPerDay), expected.basal / 1000, .therapy, "told: ng/day of basal")
    try expect(
      Int128(status.reservoirNanolitres), expected.reservoir, .log, "told: the counter in nL")
    try expect(
      status.flags.isStopped, expected.isStopped || expected.failure != nil, .therapy,
      "told: stopped")
    try expect(Int128(status.therapySeconds), now / 1000, .delivery, "told: therapy time in s")
    try expect(report.infusion, expected.running?.kind, .therapy, "told: the infusion")
    try expect(
      Int128(report.bolusNanograms), (expected.running?.dose ?? 0) / 1000, .therapy,
      "told: ng of the infusion")
    let left = expected.running.map { $0.dose - $0.given(by: now) } ?? 0
    try expect(
      Int128(status.bolusRemainingNanograms), left / 1000, .delivery, "told: ng to be infused")
    try expect(
      Int128(report.bolusRemainingMilliseconds),
      min((expected.running?.end ?? now) - now, Int128(UInt32.max)), .delivery,
      "told: ms left of the infusion")
    try expect(
      Int128(report.bridgeWaitingNanolitres), expected.volume(expected.bridgeWaiting), .therapy,
      "told: nL of a bridge that waits")
    try expect(
      Int128(report.concentration.microgramsPerMillilitre), expected.strength, .therapy,
      "told: the strength")
    let before = expected.formerInPath > 0 ? expected.formerDrugs : []
    try expect(
      [report.drug] + [report.formerDrug, report.olderDrug].compactMap { $0 },
      [expected.drug] + before, .therapy, "told: the drugs")
    try expect(Int128(report.filledNanolitres), expected.filled, .therapy, "told: nL filled")
    try expect(
      Int128(report.filledSeconds), expected.filledAt / 1000, .therapy, "told: s of the refill")
    try expect(Int(report.refills), expected.refills, .therapy, "told: refills")
    try expect(
      Int128(report.lowAlarmNanolitres), expected.lowAlarm, .therapy, "told: the alarm volume")
    try expect(
      report.clock.map { Int128($0.rawValue) }, expected.clock, .therapy, "told: the wall clock")
    try expect(report.therapy, expected.programme.therapy, .therapy, "told: the programme")
    try expect(report.therapyRevision, expected.revision, .therapy, "told: the revision")
    try expect(report.patientBolus, expected.patient, .therapy, "told: the patient bolus")
    try expect(
      report.emergencySeconds.map { Int128($0) }, expected.emergencySince.map { $0 / 1000 },
      .therapy, "told: since when the emergency rate is")
    let isOver = expected.failure == .endOfService
    let battery: BatteryState =
      isOver ? .endOfService : expected.replacementSince == nil ? .ok : .electiveReplacement
    try expect(status.flags.battery, battery, .therapy, "told: the battery")
  }
}

// MARK: What comes later

extension SoakWorld {
  /// The newest entries of the log since the last inspection, as they are read over the line: none
  /// is missing, and each has the chain value that follows from the one before.
  private func inspectLog(_ inspection: Inspection) throws(SoakFailure) {
    let newest = pump.firmware.state.log.sequence
    let chain = pump.firmware.state.log.chain
    guard newest > 0, !checks.log.hasFailed, chain != checks.inspected.chain else { return }
    // From the last that was read on, unless the memory was put back since.
    let known = checks.inspected.entry <= newest ? checks.inspected.entry : 0
    let first = max(newest - min(newest - 1, 7), min(known + 1, newest))
    checks.inspected = (newest, chain)
    guard
      case .logPage(let page)? = inspection.ask(.query(.readLog(ReadLog(from: first))), at: now)
    else { throw fail(.log, "entry \(first) of \(newest) cannot be read") }
    try expect(page.first, first, .log, "the first entry of a page")
    try expect(page.count > 0, .log, "the page from entry \(first) on is empty")
    var last = page.previousChain
    if first == 1 { try expect(last, 0, .log, "the chain value before the first entry") }
    for place in 0..<page.count {
      let link = page[place]
      try expect(link.entry.sequence, first + UInt32(place), .log, "the number of an entry")
      last = ReferenceChain.value(of: link.entry, after: last)
      try expect(link.chain, last, .log, "the chain value of an entry")
    }
  }

  /// The last moment before the patient's bolus may be had again, or that at which it may; `nil`
  /// where it is not known or not near.
  private func lockoutEnd(before isBefore: Bool) -> Int128? {
    // The pump's moment is the true one while its oscillator is sound, and its motor turns.
    guard let patient = reference.patient, let last = reference.patientStarts.last,
      pump.currentFault(of: .clock) == nil, pump.currentFault(of: .motor) == nil,
      pumpTime == Int128(therapy)
    else { return nil }
    let first = reference.patientStarts.suffix(Int(patient.maximumPerDay)).first ?? last
    let isFull = reference.patientStarts.count >= Int(patient.maximumPerDay)
    let lockout = last + Int128(patient.lockoutMinutes) * 60_000
    let end = max(lockout, isFull ? first + ReferencePump.day : lockout) - (isBefore ? 1 : 0)
    return end > pumpTime && end < pumpTime + 7 * ReferencePump.day ? end : nil
  }

  /// What the pump says of how long the patient has to wait for another bolus.
  private func inspectWait(_ inspection: Inspection, until end: Int128) throws(SoakFailure) {
    let asked = Request.query(.readPatientBolus(.committed))
    guard case .patientBolus(let report)? = inspection.ask(asked, at: now) else {
      throw fail(.limits, "the pump does not tell of the patient's bolus")
    }
    try expect(
      Int128(max(report.lockoutSecondsLeft, report.maximumSecondsLeft)),
      (end - pumpTime).dividedUp(by: 1000), .limits, "told: s to the patient's next bolus")
  }

  /// The patient's bolus at such a moment: what the reference makes of it. It is asked for at a
  /// copy of the copy, so that nobody sees it who comes after.
  private func inspectLockout(
    _ inspection: Inspection, at end: Int128
  ) throws(SoakFailure) {
    let then = Instant(therapy: TherapyTime(rawValue: UInt64(end)), link: now.link)
    var expected = reference
    expected.advance(to: end)
    var refusal: RefusalCode?
    do throws(No) { _ = try expected.order(.requestBolus, staged: nil) } catch {
      refusal = error.code
    }
    let limit = UInt32(truncatingIfNeeded: now.link.rawValue + 2000)
    let trial = Inspection(of: inspection.pump, by: inspection.clinician)
    switch trial.ask(.order(Order(.requestBolus, notAfter: limit)), at: then) {
    case .acknowledged?: try expect(nil, refusal, .limits, "the refusal of the patient's bolus")
    case .refused(let answer)? where answer.code == .storageFailed && checks.log.hasFailed: return
    case .refused(let answer)?:
      try expect(answer.code, refusal, .limits, "the refusal of the patient's bolus")
    case let reply:
      throw fail(
        .limits, "a patient's bolus is answered \(reply.map { named($0.type) } ?? "with nothing")")
    }
  }
}
