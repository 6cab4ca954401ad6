import Quantities
package import Telemetry

/// What the pump read back of a staged change.
package struct ReadBackSet {
  /// The programme as it would be, with the token to commit.
  package let programme: Programme
  package let refill: RefillReport?

  package init(programme: Programme, refill: RefillReport?) {
    self.programme = programme
    self.refill = refill
  }

  package var token: UInt32 { programme.report.token }
}

extension ReadBackSet {
  /// What was read back of a change, in a pump that was as `reading` says before. It is refused
  /// unless the pump holds just what it was sent: then nothing stands against committing it but a
  /// person.
  init(
    of change: StagedChange, _ facts: VisitFacts, on reading: PumpReading
  ) throws(VisitFault) {
    guard let programme = facts.staged else { throw .wrongPart }
    self.init(programme: programme, refill: change.refill == nil ? nil : facts.refill)
    let isSame =
      (change.therapy == nil || programme.therapy == change.therapy)
      && change.plans.allSatisfy { programme.plans[$0.number] == $0.plan }
      && (change.patientBolus.map { $0.settings == facts.patientBolus?.settings } ?? true)
    if !isSame { throw .otherProgramme }
    if let sent = change.refill {
      guard let refill, isHeld(sent, refill) else { throw .otherRefill }
    }
    guard ReadBack.isRight(programme.report, refill, for: change, on: reading) else {
      throw .otherStrength
    }
  }

  private func isHeld(_ sent: StageRefill, _ refill: RefillReport) -> Bool {
    let report = programme.report
    return refill.token == report.token
      && refill.withdrawnNanolitres == sent.withdrawnNanolitres
      && refill.volumeNanolitres == sent.filledNanolitres && refill.drug == sent.drug
      && report.drug == sent.drug && refill.filledConcentration == sent.concentration
      && report.concentration == refill.concentration
      && refill.lowAlarmNanolitres == sent.lowAlarmNanolitres && refill.bridge == sent.bridge
      && refill.skipReason == sent.skipReason && refill.isRinsed == sent.isRinsed
  }
}
