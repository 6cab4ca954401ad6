import Quantities

/// Muscle tone on the Ashworth scale: 0 (no increase) to 4 (rigid), in tenths as a mean over
/// several muscles is told, or the 1+ of the modified scale.
package enum AshworthScore: Equatable, Sendable {
  /// A grade or a mean of grades, in tenths, 0 to 40.
  case tenths(UInt8)
  /// Between 1 and 2.
  case onePlus

  /// The highest grade, in tenths.
  package static let highestTenths: UInt8 = 40

  /// Where it is drawn and compared, in tenths: 1+ lies between 1 and 2.
  package var tenths: UInt8 {
    switch self {
    case .tenths(let value): value
    case .onePlus: 15
    }
  }
}

/// What a clinician found in a patient, as it was entered; `nil` is what nobody looked at.
package struct Findings: Equatable, Sendable {
  /// Tone without a word where.
  package var ashworth: AshworthScore?
  /// Tone of the legs.
  package var ashworthLegs: AshworthScore?
  /// Tone of the arms.
  package var ashworthArms: AshworthScore?
  /// How often there are spasms, on Penn's scale: 0 (none) to 4 (more than ten in an hour).
  package var pennSpasms: UInt8?

  /// The most on Penn's scale.
  package static let mostSpasms: UInt8 = 4

  /// Findings of nothing yet.
  package init() {}

  /// Whether nothing was found out at all.
  package var isEmpty: Bool { self == Findings() }
}
