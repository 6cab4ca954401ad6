package import PumpPlant
package import Quantities
package import Telemetry

/// A drug beside baclofen: the same liquid everywhere, of which only this drug counts.
///
/// Its plant and body are handed all that the world's own are, so that they agree with them in
/// every volume. The world's tell of baclofen, which is the drug that a patient's model knows.
package struct OtherDrug: Sendable {
  /// Which drug.
  package let drug: DrugCode
  /// The physics, in which drug is this one.
  package internal(set) var plant: Plant
  /// The body, which had of this drug; `nil` where the world has none.
  package internal(set) var body: Body?
  /// What had reached the spinal fluid before somebody was in the body; zero while nobody is.
  package internal(set) var before = Picograms.zero

  /// All of it that ever reached the spinal fluid; `nil` where no body is.
  package var received: Picograms? { body?.received(beside: plant) }

  /// Whether any of it is or was in plant or body.
  var isThere: Bool { plant.hadDrug || body?.hadDrug == true }

  mutating func explant() throws(ImplantError) {
    guard var body else { return }
    try plant.explant(from: &body)
    self.body = body
  }

  mutating func implant(newCatheter volume: Nanolitres?) throws(ImplantError) {
    guard var body else { return }
    if let volume { _ = body.replaceCatheter(volume) }
    try plant.implant(in: &body)
    self.body = body
  }

  /// What a body takes along of this drug; `nil` when it had none.
  var carried: CarriedBody.Part? {
    guard let body, body.hadDrug else { return nil }
    return CarriedBody.Part(drug: drug, body: body, before: before)
  }
}

/// An amount of one drug.
package struct DrugAmount: Equatable, Sendable {
  /// Which drug.
  package let drug: DrugCode
  /// How much, in pg.
  package let amount: Picograms
}

/// What came into a syringe.
package struct DrawnLiquid: Equatable, Sendable {
  /// The volume, and all drugs in it together.
  package var liquid: Liquid
  /// The drugs in it, baclofen first; none where there never was another.
  package var drugs: [DrugAmount] = []
}
