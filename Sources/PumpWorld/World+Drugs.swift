package import PumpPlant
import Quantities
import Telemetry

/// What is done to all drugs alike, and what tells them apart. Spec: bench.md, "Drugs".
extension World {
  /// What is really so, all drugs together.
  package var truth: Truth {
    @_addressableSelf get {
      var truth = plant.truth
      for other in others { truth.addDrug(of: other.plant.truth) }
      return truth
    }
  }

  /// The same for who asks at every event: a getter that changes nothing is given a copy of the
  /// world, which holds references.
  @inline(never)
  package mutating func truthNow() -> Truth {
    var truth = plant.truth
    for index in others.indices { truth.addDrug(of: others[index].plant.truth) }
    return truth
  }

  /// What other drugs have reached whoever is in the body since they were there.
  package var othersFelt: [DrugAmount] {
    guard body?.patient != nil else { return [] }
    return others.compactMap { other in
      guard let felt = other.received?.minus(other.before), felt > .zero else { return nil }
      return DrugAmount(drug: other.drug, amount: felt)
    }
  }

  @inline(never)
  mutating func advanceOthers() {
    for index in others.indices { others[index].plant.advance(to: plant.therapyTime) }
  }

  @inline(never)
  mutating func turnOthers(_ strokes: UInt32, until end: TherapyTime) {
    for index in others.indices { others[index].plant.pump(strokes: strokes, until: end) }
  }

  /// Draws energy for the link.
  mutating func draw(_ energy: Nanojoules) {
    plant.draw(energy)
    for index in others.indices { others[index].plant.draw(energy) }
  }

  /// Applies a fault of the physics. Wrong contents are of baclofen.
  mutating func inject(_ fault: PlantFault) throws(PlantFaultError) {
    try plant.inject(fault)
    for index in others.indices { try others[index].plant.inject(fault.withoutDrug) }
  }

  /// Ends the fault of a unit of the physics.
  mutating func clear(_ unit: PlantUnit) {
    plant.clear(unit)
    for index in others.indices { others[index].plant.clear(unit) }
  }

  /// Draws liquid out of the reservoir with a syringe.
  mutating func withdraw(_ volume: Nanolitres) -> DrawnLiquid {
    draw { plant in plant.withdraw(volume) }
  }

  /// Draws everything out of the reservoir and rinses it.
  mutating func rinse() throws(BenchError) -> DrawnLiquid {
    do throws(FillError) {
      return try draw { plant throws(FillError) in try plant.rinse() }
    } catch {
      throw .fill(error)
    }
  }

  private mutating func draw<Failure: Error>(
    _ take: (inout Plant) throws(Failure) -> Liquid
  ) throws(Failure) -> DrawnLiquid {
    var drawn = DrawnLiquid(liquid: try take(&plant))
    guard !others.isEmpty else { return drawn }
    drawn.drugs.append(DrugAmount(drug: .baclofen, amount: drawn.liquid.drug))
    for index in others.indices {
      let amount = try take(&others[index].plant).drug
      drawn.liquid.drug += amount
      drawn.drugs.append(DrugAmount(drug: others[index].drug, amount: amount))
    }
    return drawn
  }

  /// Fills liquid into the reservoir; a `nil` concentration is drug-free, whatever the drug.
  mutating func fill(
    _ volume: Nanolitres, of concentration: Concentration?, _ drug: DrugCode
  ) throws(BenchError) {
    // While contents are wrong by a fault, what is filled in is of that liquid.
    let isWrong = plant.fault(of: .reservoir)?.kind == .wrongContents
    let filled = concentration != nil && volume > .zero && !isWrong ? drug : .baclofen
    var changed = self
    changed.begin(filled)
    do throws(FillError) {
      try changed.plant.fill(volume, of: filled == .baclofen ? concentration : nil)
      for index in changed.others.indices {
        let isIt = changed.others[index].drug == filled
        try changed.others[index].plant.fill(volume, of: isIt ? concentration : nil)
      }
    } catch {
      throw .fill(error)
    }
    self = changed
  }

  /// Counts a drug from now on, of which nothing was here so far, unless it is counted already.
  mutating func begin(_ drug: DrugCode) {
    guard drug != .baclofen, !others.contains(where: { $0.drug == drug }) else { return }
    let place = others.firstIndex { $0.drug.rawValue > drug.rawValue } ?? others.endIndex
    others.insert(
      OtherDrug(drug: drug, plant: plant.withoutDrug, body: body?.withoutDrug), at: place)
  }

  /// Counts no longer of what nothing is or was here.
  mutating func forgetOthers() { others.removeAll { !$0.isThere } }
}
