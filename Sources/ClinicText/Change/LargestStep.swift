package import Clinic
import PumpText
import Quantities
import Telemetry

/// Why a step needs more than a yes, in words (therapy.md, "Largest step").
package enum LargestStep {
  /// What has to be typed. The number stands above and not here: who types it has read it.
  package static let prompt =
    "If it is meant, type the most that any 24 h will hold, exactly as it is printed above: "

  /// The rule with its numbers under a preview; empty within all of them.
  package static func reason(_ proposal: Proposal, _ drugs: DrugsInPlay? = nil) -> String {
    guard let why = why(proposal.forecast.step, drugs) else { return "" }
    let isOne = drugs.map { $0.replaced == nil && $0.inPath.isEmpty } ?? true
    let of = isOne ? "" : " of \(drugs?.drug.name ?? "")"
    return
      "!! \(why) Any 24 h will hold up to \(proposal.totalWords)\(of). A slip of one key can make "
      + "a dose ten times as large: check every digit and every unit.\n"
  }

  private static func why(_ step: Forecast.StepFigures, _ drugs: DrugsInPlay?) -> String? {
    switch step.beyond {
    case .none: nil
    case .aboveDouble:
      step.formerLeastNanograms == 0
        ? "A LARGE STEP: nothing was in force in the last 24 h, so this is a start from nothing."
        : "A LARGE STEP: up to \(times(step)) times the \(dose(step.formerLeastNanograms)) a day "
          + "that was the lowest in force in the last 24 h, and \(rule)."
    case .belowHalf:
      "A LARGE STEP down from \(dose(step.formerMostNanograms)) a day, the highest that was in "
        + "force in the last 24 h: it is \(rule). A sudden fall of intrathecal "
        + "\(drugs?.drug.name ?? "baclofen") can kill."
    case .bolusAboveHalf:
      "A LARGE BOLUS for a day's dose, with \(inForce(step)) in force: it is \(rule)."
    case .bridgeSkipped:
      "NO BRIDGE: the \(other(drugs) == nil ? "strength" : "drug") changes, and the old "
        + "\(other(drugs) ?? "drug") that is in the path reaches the patient at the new flow. "
        + "Until now \(inForce(step)) were in force."
    case .drugReplaced: drugReplaced(drugs)
    case .primeReachesTip:
      "DRUG AT THE TIP: the prime pushes up to \(dose(step.tipNanograms))\(pushed(drugs)) out of "
        + "the catheter into the patient at once, with \(inForce(step)) in force: it is \(rule)."
    }
  }

  private static func drugReplaced(_ drugs: DrugsInPlay?) -> String {
    guard let drugs, let old = drugs.replaced else {
      let old = other(drugs) ?? "a drug that was replaced"
      return "ANOTHER DRUG IN THE PATH: the bridge moves \(old), and at its flow nobody has held "
        + "that against anything."
    }
    return "ANOTHER DRUG: \(drugs.drug.name) takes the place of \(old.name). What was in force was "
      + "\(old.name), so nothing that is known of it says whether this dose of \(drugs.drug.name) "
      + "is right."
  }

  /// The other drugs in the path by name; `nil` without one.
  private static func other(_ drugs: DrugsInPlay?) -> String? {
    guard let drugs, !drugs.inPath.isEmpty else { return nil }
    return DrugWords.list(drugs.inPath)
  }

  private static func pushed(_ drugs: DrugsInPlay?) -> String {
    guard let drugs, let other = other(drugs) else { return "" }
    return " of \(other) and \(drugs.drug.name)"
  }

  /// How large a step may be is the drug profile's to say; the pump holds the order against it, and
  /// its shares are not on the wire.
  private static let rule = "more than the drug profile lets pass with a plain yes"

  /// How many times the lowest total any 24 hours may hold, such as `3.5`.
  private static func times(_ step: Forecast.StepFigures) -> String {
    let least = UInt64(step.formerLeastNanograms)
    let tenths = Rounded.ratio(UInt64(step.mostNanograms), times: 10, by: least)
    return "\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths % 10)")
  }

  /// The days' totals of the last 24 hours.
  private static func inForce(_ step: Forecast.StepFigures) -> String {
    let most = dose(step.formerMostNanograms)
    if step.formerMostNanograms == 0 { return "nothing" }
    return step.formerLeastNanograms == step.formerMostNanograms
      ? "\(most) a day" : "\(dose(step.formerLeastNanograms)) to \(most) a day"
  }

  private static func dose(_ nanograms: UInt32) -> String {
    QuantityWords.dose(nanograms: UInt64(nanograms))
  }
}

extension Proposal {
  /// The most that any 24 hours will hold, as it is printed and has to be typed.
  package var totalWords: String {
    QuantityWords.dose(nanograms: UInt64(forecast.step.mostNanograms))
  }
}
