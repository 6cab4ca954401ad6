package import Clinic
import PumpText
import Quantities
package import Telemetry

/// Drugs by name, where more than one is in play.
package enum DrugWords {
  /// Names in a list, such as `baclofen, morphine`.
  package static func names(_ drugs: [DrugCode]) -> String {
    drugs.map { $0.name }.joined(separator: ", ")
  }

  /// Names in a row, such as `baclofen and morphine`.
  package static func list(_ drugs: [DrugCode]) -> String {
    drugs.map { $0.name }.joined(separator: " and ")
  }

  /// What still comes out of the tip of a pump that holds another drug; `nil` when nothing does.
  package static func inPath(_ now: Interrogation) -> String? {
    let others = now.otherDrugsInPath
    guard !others.isEmpty else { return nil }
    return "\(list(others).uppercased()) from before \(now.drug.name) still lies in the path, and "
      + "comes out of the tip first"
  }

  /// The same of an amount that is pushed out of the tip.
  package static func pushed(_ now: Interrogation) -> String {
    let others = now.otherDrugsInPath
    return others.isEmpty ? "" : " of \(list(others)) and \(now.drug.name) together"
  }
}

extension DrugsInPlay {
  /// What a replacement is, at the head of its screen.
  package var heading: String? {
    guard let replaced else { return nil }
    return "ANOTHER DRUG: \(drug.name) takes the place of \(replaced.name). A pump holds one drug "
      + "at a time.\nEvery amount under “now” is \(replaced.name), every one under “new” is "
      + "\(drug.name); no amount of\nthe one is an amount of the other."
  }

  /// What lies in the path, such as `old baclofen`.
  package var oldLiquid: String {
    let old = inPath.isEmpty ? "drug" : DrugWords.list(inPath)
    return "old \(old)"
  }
}
