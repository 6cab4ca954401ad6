import Quantities

/// The same liquid with nothing dissolved in it.
///
/// Where a volume goes never hangs on what is dissolved in it. So each drug has a plant of its own:
/// all of them are handed the same strokes, syringes and faults, and agree in every volume, and
/// each counts the amounts of its drug alone, exactly.
extension Plant {
  /// This plant as one that never held any drug.
  public var withoutDrug: Plant {
    var plant = self
    plant.reservoir = Mixture(Liquid(reservoir.volume, of: nil))
    plant.line = line.withoutDrug
    plant.catheterAtStart.drug = .zero
    plant.filled.drug = .zero
    plant.withdrawn.drug = .zero
    plant.replaced.drug = .zero
    plant.pocket.drug = .zero
    plant.pumped.drug = .zero
    plant.leaked.drug = .zero
    plant.patient.drug = .zero
    plant.joined.drug = .zero
    plant.parted.drug = .zero
    plant.spilled.drug = .zero
    plant.patientBefore.drug = .zero
    plant.faults.loseDrug()
    return plant
  }

  /// Whether any drug was ever in it.
  public var hadDrug: Bool {
    filled.drug > .zero || catheterAtStart.drug > .zero || joined.drug > .zero
  }
}

extension PlantFault {
  /// The fault of a plant whose drug is not the one that wrong contents hold.
  public var withoutDrug: PlantFault {
    guard kind == .wrongContents else { return self }
    return PlantFault(unit: unit, kind: kind, value: 0) ?? self
  }
}

extension ActiveFaults {
  fileprivate mutating func loseDrug() {
    drugCarry = 0
    reservoir = reservoir?.withoutDrug
  }
}

extension CatheterLine {
  fileprivate var withoutDrug: CatheterLine {
    let smear = Nanolitres(rawValue: UInt64(mixer.stepVolume) * UInt64(FrontMixer.steps))
    return CatheterLine(pathVolume: pathVolume, frontSmear: smear, filledWith: nil)
  }
}

extension Body {
  /// This body as one that never had any drug, with nobody in it.
  public var withoutDrug: Body {
    var body = Body()
    body.infused.volume = infused.volume
    body.removed.volume = removed.volume
    body.catheter = catheter.flatMap { Catheter(new: $0.volume) }
    return body
  }

  /// Whether any drug is or was in it, or in its catheters.
  public var hadDrug: Bool {
    infused.drug > .zero || injected > .zero || removed.drug > .zero
      || (catheter?.contents.drug ?? .zero) > .zero
  }
}

extension Truth {
  /// Counts the drug of another truth as well, whose volumes are the same.
  public mutating func addDrug(of other: Truth) {
    filled.drug += other.filled.drug
    withdrawn.drug += other.withdrawn.drug
    replaced.drug += other.replaced.drug
    pocket.drug += other.pocket.drug
    reservoir.drug += other.reservoir.drug
    residual.drug += other.residual.drug
    pumped.drug += other.pumped.drug
    catheterAtStart.drug += other.catheterAtStart.drug
    catheter.drug += other.catheter.drug
    leaked.drug += other.leaked.drug
    patient.drug += other.patient.drug
    joined.drug += other.joined.drug
    parted.drug += other.parted.drug
    spilled.drug += other.spilled.drug
  }
}
