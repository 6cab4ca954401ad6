package import Quantities
package import Telemetry

/// What a handheld knows of the drugs that its pumps hold.
package struct DrugLibrary: Equatable, Sendable {
  /// The drugs, each once.
  package let drugs: [Drug]

  package init(_ drugs: [Drug]) { self.drugs = drugs }

  /// What is known of a drug; `nil` of one that is not listed.
  package subscript(code: DrugCode) -> Drug? { drugs.first { $0.code == code } }

  /// Whether there are vials of a strength. What is in none was mixed, or its drug is not listed.
  package func hasVial(of code: DrugCode, _ concentration: Concentration) -> Bool {
    let held = concentration.microgramsPerMillilitre
    return self[code]?.strengths.contains { $0.microgramsPerMillilitre == held } ?? false
  }

  /// How long a drug of some strength keeps in a pump, in days from its filling; `nil` where
  /// nobody knows.
  package func stableDays(_ code: DrugCode, _ concentration: Concentration) -> UInt16? {
    self[code]?.stableDays(concentration)
  }

  /// The library of a handheld that was given no other. The strengths are those of the public
  /// labels; that they keep for 180 days in a pump is illustrative, and no label's number.
  package static let standard = DrugLibrary([
    Drug(
      code: .baclofen,
      source: "strengths: public labels of intrathecal baclofen; stability: illustrative",
      strengths: [
        Drug.Strength(microgramsPerMillilitre: 50, isForPumps: false, stableDays: nil),
        Drug.Strength(microgramsPerMillilitre: 500, stableDays: 180),
        Drug.Strength(microgramsPerMillilitre: 1000, stableDays: 180),
        Drug.Strength(microgramsPerMillilitre: 2000, stableDays: 180),
      ])
  ])
}
