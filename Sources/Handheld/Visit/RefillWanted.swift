import Clinic
package import PumpText
package import Quantities
package import Telemetry
import VerbOutput

/// A refill as it was typed; what is not said stays as it is in the pump.
package struct RefillWanted {
  package let filled: UInt32
  package let withdrawn: UInt32
  package var concentration: Concentration?
  package var drug: DrugCode?
  package var lowAlarm: UInt32?
  package var decision = BridgeDecision.none
  package var skipReason = SkipReason.none
  package var acceptsDiscrepancy = false
  package var overridesSoftLimits = false
  package var programme: ProgrammeWanted?

  package init(filled: String, withdrawn: String) throws(QuantityError) {
    self.filled = try Typed.nanolitres(filled)
    self.withdrawn = try Typed.nanolitres(withdrawn)
    guard self.filled > 0 else {
      throw QuantityError("a refill with nothing is none; write the volume filled in")
    }
  }

  /// The record for a pump that holds what an interrogation says.
  package func refill(_ now: Interrogation) throws(QuantityError) -> StageRefill {
    StageRefill(
      withdrawnNanolitres: withdrawn, filledNanolitres: filled, drug: drug ?? now.drug,
      concentration: try strength(now), lowAlarmNanolitres: lowAlarm ?? now.lowAlarmNanolitres,
      bridge: decision, skipReason: skipReason, acceptsDiscrepancy: acceptsDiscrepancy,
      overridesSoftLimits: overridesSoftLimits)
  }

  /// The strength that is filled in. What mixed in the reservoir is in no vial: the programmer
  /// cannot know then which one is in hand.
  private func strength(_ now: Interrogation) throws(QuantityError) -> Concentration {
    if let concentration { return concentration }
    guard TitrationRules.strengths.contains(now.concentration.microgramsPerMillilitre) else {
      throw QuantityError(
        "the reservoir holds a mixture of \(QuantityWords.concentration(now.concentration)), which "
          + "is in no vial; say what is filled in, for example --concentration 2000 mcg/mL")
    }
    return now.concentration
  }
}
