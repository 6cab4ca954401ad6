package import Quantities
package import Telemetry

/// A refill as it is wanted; what is not said stays as it is in the pump.
package struct RefillWanted {
  /// What was filled in, and what was drawn out before, in nL.
  package let filled: UInt32
  package let withdrawn: UInt32
  package var concentration: Concentration?
  package var drug: DrugCode?
  /// Whether the reservoir was emptied and rinsed.
  package var isRinsed = false
  /// Whether the patient bolus is turned off with it.
  package var turnsPatientBolusOff = false
  /// The volume of the low-reservoir alarm, in nL.
  package var lowAlarm: UInt32?
  package var decision = BridgeDecision.none
  package var skipReason = SkipReason.none
  package var acceptsDiscrepancy = false
  package var programme: ProgrammeWanted?

  package init(filled: UInt32, withdrawn: UInt32) {
    self.filled = filled
    self.withdrawn = withdrawn
  }

  /// The record for a pump that holds what an interrogation says.
  package func refill(
    _ now: Interrogation, drugs: DrugLibrary = .standard, overridesSoftLimits: Bool = false
  ) throws(WantedProblem) -> StageRefill {
    guard drugs[drug ?? now.drug] != nil else { throw .drugUnlisted(drug ?? now.drug, drugs) }
    return StageRefill(
      withdrawnNanolitres: withdrawn, filledNanolitres: filled, drug: drug ?? now.drug,
      concentration: try strength(now, drugs),
      lowAlarmNanolitres: lowAlarm ?? now.lowAlarmNanolitres, bridge: decision,
      skipReason: skipReason, isRinsed: isRinsed, acceptsDiscrepancy: acceptsDiscrepancy,
      overridesSoftLimits: overridesSoftLimits)
  }

  /// The strength that is filled in. What mixed in the reservoir is in no vial: nobody can know
  /// then which one is in hand.
  private func strength(
    _ now: Interrogation, _ drugs: DrugLibrary
  ) throws(WantedProblem) -> Concentration {
    if let concentration { return concentration }
    if let drug, drug != now.drug { throw .strengthOfDrugUnsaid(drug) }
    guard drugs.hasVial(of: now.drug, now.concentration) else {
      throw .strengthUnsaid(now.concentration)
    }
    return now.concentration
  }
}
