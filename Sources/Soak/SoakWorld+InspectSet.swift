import ProgrammerSession
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry

extension SoakWorld {
  /// Stages something, reads it back and commits it; each answer is the reference's.
  ///
  /// It is another set at every event, also where nothing has changed since the last one: left out
  /// there, mistakes in the limits are found in a third of the lives that find them so.
  func inspectSet(
    _ inspection: Inspection, _ random: inout Random
  ) throws(SoakFailure) {
    let strength = UInt64(reference.strength)
    var parts = random.stagedTherapy(strength)
    if random.once(in: 3) { parts.append(random.stagedPatientBolus(strength)) }
    if random.once(in: 3) {
      let refill = random.refill(
        strength, of: reference.drug, drawable: pump.truthNow().reservoir.volume)
      parts.append(.refill(refill))
    }
    var set: ReferenceSet?
    for part in parts {
      let expected: Result<ReferenceSet, No>
      do throws(No) {
        expected = .success(try reference.staging(ReferencePart(part), set ?? ReferenceSet()))
      } catch { expected = .failure(error) }
      switch (inspection.ask(.part(part), at: now), expected) {
      case (.acknowledged?, .success(let staged)): set = staged
      case (.refused(let refusal)?, .failure(let no)):
        try expect(refusal.code, no.code, .limits, "the refusal to stage \(part.words)")
      case (.refused(let refusal)?, .success):
        throw fail(.limits, "\(part.words) is not staged (\(named(refusal.code)))")
      case (let reply, _):
        throw fail(
          .limits, "\(part.words) is answered \(reply.map { named($0.type) } ?? "with nothing")")
      }
    }
    guard let set, let token = try inspectReadBack(inspection, set) else { return }
    try inspectCommit(inspection, token, set)
  }

  /// What was sent is what is read back, with what follows from it; gives the token.
  private func inspectReadBack(
    _ inspection: Inspection, _ set: ReferenceSet
  ) throws(SoakFailure) -> UInt32? {
    var after = reference
    var refusal: RefusalCode?
    do throws(No) { try after.apply(set, isWhole: true) } catch { refusal = error.code }
    switch inspection.ask(.query(.readBack), at: now) {
    case .staged(let report)?:
      try expect(nil, refusal, .limits, "the refusal of the read-back")
      let programme = after.programme
      try expect(
        report.therapy, set.therapy?.therapy ?? programme.therapy, .therapy, "staged: the programme"
      )
      try expect(
        Int128(report.dailyNanograms), programme.largestDay / 1000, .therapy,
        "staged: ng of the day")
      try expect(
        Int128(report.leastDailyNanograms), programme.smallestDay / 1000, .therapy,
        "staged: ng of the least day")
      try expect(
        Int128(report.flowNanolitresPerDay), programme.largestDay / after.strength, .therapy,
        "staged: nL of the day")
      try expect(
        Int128(report.concentration.microgramsPerMillilitre), after.strength, .therapy,
        "staged: the strength")
      try inspectParts(inspection, set, after)
      return report.token
    case .refused(let answer)?:
      try expect(answer.code, refusal, .limits, "the refusal of the read-back")
      return nil
    case let reply:
      throw fail(
        .therapy, "a read-back is answered \(reply.map { named($0.type) } ?? "with nothing")")
    }
  }

  private func inspectParts(
    _ inspection: Inspection, _ set: ReferenceSet, _ after: ReferencePump
  ) throws(SoakFailure) {
    for (number, steps) in set.plans {
      guard
        case .dayPlan(let report)? = inspection.ask(
          .query(.readDayPlan(ReadDayPlan(number, .staged))), at: now)
      else { throw fail(.therapy, "a staged plan cannot be read back") }
      try expect(
        (0..<report.plan.count).map { report.plan[$0] }, steps, .therapy, "staged: a plan")
    }
    if let patient = set.patient {
      guard
        case .patientBolus(let report)? = inspection.ask(
          .query(.readPatientBolus(.staged)), at: now)
      else { throw fail(.therapy, "a staged patient bolus cannot be read back") }
      try expect(report.settings, patient.settings, .therapy, "staged: the patient bolus")
      try expect(report.deniedInAll, reference.denied, .limits, "told: requests denied")
    }
    guard let refill = set.refill else { return }
    guard case .refill(let report)? = inspection.ask(.query(.readRefill), at: now) else {
      throw fail(.therapy, "a staged refill cannot be read back")
    }
    try expect(Int128(report.expectedNanolitres), reference.reservoir, .log, "told: nL expected")
    try expect(
      report.withdrawnNanolitres, refill.withdrawnNanolitres, .therapy, "staged: nL withdrawn")
    try expect(report.volumeNanolitres, refill.filledNanolitres, .therapy, "staged: nL filled in")
    try expect(
      [report.oldDrug, report.drug], [reference.drug, refill.drug], .therapy, "staged: the drugs")
    try expect(
      Int128(report.concentration.microgramsPerMillilitre), after.strength, .therapy,
      "staged: the mixed strength")
    let isBridge = refill.bridge == .bridge
    try expect(
      Int128(report.bridgeNanolitres), isBridge ? reference.path : 0, .therapy,
      "staged: nL of the bridge")
    let flow = isBridge ? after.bridgeFlow : 0
    try expect(
      Int128(report.bridgeFlowNanolitresPerDay), flow, .therapy, "staged: nL/day of the bridge")
    let length = isBridge ? (reference.path * ReferencePump.day).dividedUp(by: flow) : 0
    try expect(
      Int128(report.bridgeSeconds), length.dividedUp(by: 1000), .therapy, "staged: s of the bridge")
  }

  /// A commit is carried out or refused as the reference does it, and withholds what it withholds.
  private func inspectCommit(
    _ inspection: Inspection, _ token: UInt32, _ set: ReferenceSet
  ) throws(SoakFailure) {
    let unconfirmed = Order.Body.commit(Commit(token: token))
    let body =
      reference.confirmation(of: unconfirmed, staged: set).map { unconfirmed.confirming($0) }
      ?? unconfirmed
    var after = reference
    var withheld: UInt32?
    var refusal: RefusalCode?
    do throws(No) { withheld = try after.order(body, staged: set) } catch { refusal = error.code }
    let limit = UInt32(truncatingIfNeeded: now.link.rawValue + 2000)
    switch inspection.ask(.order(Order(body, notAfter: limit)), at: now) {
    case .acknowledged(let answer)?:
      try expect(nil, refusal, .limits, "the refusal of a commit")
      try expect(answer.withheldNanograms, withheld, .limits, "ng withheld by a commit")
    // What did not get into the memory when it failed has to get there first.
    case .refused(let answer)? where answer.code == .storageFailed && checks.log.hasFailed: return
    case .refused(let answer)?:
      try expect(answer.code, refusal, .limits, "the refusal of a commit")
    case let reply:
      throw fail(.therapy, "a commit is answered \(reply.map { named($0.type) } ?? "with nothing")")
    }
  }
}
