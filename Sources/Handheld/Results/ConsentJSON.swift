package import Clinic
import ClinicText
import PumpText
import Quantities
package import Telemetry
import VerbOutput

extension StepRule {
  /// The rule's name in JSON.
  package var name: String {
    switch self {
    case .none: "none"
    case .aboveDouble: "above_double"
    case .belowHalf: "below_half"
    case .bolusAboveHalf: "bolus_above_half"
    case .bridgeSkipped: "bridge_skipped"
    case .primeReachesTip: "prime_reaches_tip"
    case .drugReplaced: "drug_replaced"
    }
  }
}

/// What was consented to, in JSON.
package struct ConsentJSON: Encodable {
  /// Whether a yes was not enough.
  package let total_is_due: Bool
  package let rule: String
  package let most_in_24_h_mcg: Double
  package let former_least_mcg_per_day: Double
  package let former_most_mcg_per_day: Double
  package let tip_mcg: Double
  @OrNull var confirmed_mcg: Double?

  package init(_ consent: Consent) {
    let step = consent.proposal.forecast.step
    total_is_due = consent.proposal.needsTotal
    rule = step.beyond.name
    most_in_24_h_mcg = JSONUnits.micrograms(step.mostNanograms)
    former_least_mcg_per_day = JSONUnits.micrograms(step.formerLeastNanograms)
    former_most_mcg_per_day = JSONUnits.micrograms(step.formerMostNanograms)
    tip_mcg = JSONUnits.micrograms(step.tipNanograms)
    confirmed_mcg =
      consent.confirmedNanograms == 0 ? nil : JSONUnits.micrograms(consent.confirmedNanograms)
  }
}
