import BenchControl
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry

extension DrugAnswer {
  init(_ amount: DrugAmount) { self.init(amount.drug.benchName, pg: amount.amount.rawValue) }
}

extension DrugTruth {
  /// What is so of one drug, by its own plant and body.
  init(_ drug: DrugCode, _ plant: Plant, _ body: PumpPlant.Body?) {
    self.init()
    let truth = plant.truth
    self.drug = drug.benchName
    filled_pg = truth.filled.drug.rawValue
    withdrawn_pg = truth.withdrawn.drug.rawValue
    replaced_pg = truth.replaced.drug.rawValue
    pocket_pg = truth.pocket.drug.rawValue
    reservoir_pg = truth.reservoir.drug.rawValue
    residual_pg = truth.residual.drug.rawValue
    pumped_pg = truth.pumped.drug.rawValue
    catheter_pg = truth.catheter.drug.rawValue
    patient_pg = truth.patient.drug.rawValue
    leaked_pg = truth.leaked.drug.rawValue
    spilled_pg = truth.spilled.drug.rawValue
    self.body = body.map { body in
      var found = Body()
      found.infused_pg = (body.infused.drug + plant.givenHere).rawValue
      found.injected_pg = body.injected.rawValue
      found.catheter_pg = body.catheter?.contents.drug.rawValue
      return found
    }
  }

  /// All drugs of a world, baclofen first; `nil` where there never was another.
  static func all(in world: World) -> [DrugTruth]? {
    guard !world.others.isEmpty else { return nil }
    return [DrugTruth(.baclofen, world.plant, world.body)]
      + world.others.map { DrugTruth($0.drug, $0.plant, $0.body) }
  }
}

/// How amounts of several drugs are told: each by its name, those of which there is nothing not.
enum DrugWords {
  /// Strengths, as in ` of 1000 mcg/mL`, or where drugs are to be named ` of 1000 mcg/mL morphine`.
  static func strength(_ picograms: UInt64, in nanolitres: UInt64, _ drugs: [DrugAnswer]?) -> String
  {
    guard nanolitres > 0 else { return "" }
    guard let drugs else { return " of \(picograms / nanolitres) mcg/mL" }
    let parts = drugs.filter { $0.pg > 0 }.map { drug in
      let strength = drug.pg / nanolitres
      return (strength > 0 ? "\(strength)" : "less than 1") + " mcg/mL \(drug.drug)"
    }
    return parts.isEmpty ? ", drug-free" : " of " + joined(parts)
  }

  /// Amounts, as in `110 mcg`, or where drugs are to be named `110 mcg baclofen`.
  static func amount(_ picograms: UInt64, _ drugs: [DrugAnswer]?) -> String {
    let dose = { (picograms: UInt64) in QuantityWords.dose(nanograms: picograms / 1000) }
    guard let drugs else { return dose(picograms) }
    let parts = drugs.filter { $0.pg > 0 }.map { "\(dose($0.pg)) \($0.drug)" }
    return parts.isEmpty ? "no drug" : joined(parts)
  }

  private static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension [DrugTruth]? {
  /// An amount of each drug; `nil` where there never was another than baclofen.
  func amounts(_ amount: (DrugTruth) -> UInt64) -> [DrugAnswer]? {
    self?.map { DrugAnswer($0.drug, pg: amount($0)) }
  }
}
