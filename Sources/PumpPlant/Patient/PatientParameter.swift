import Quantities

/// What makes one virtual patient another: each is one whole number with the unit it is kept in.
///
/// Illustrative only, and never dosing advice. `protocol-spec/patient.md` says what each does in
/// the equations; `fixtures/patients/patient.yaml` says where its number is from.
public enum PatientParameter: UInt8, Sendable {
  /// Spinal fluid, in uL; the eight cells share it evenly.
  case fluidVolume
  /// Fluid that is renewed, in uL/h; every cell loses the same share of its drug.
  case clearance
  /// Fluid that changes places between two neighbouring cells, in uL/h.
  case exchange
  /// The cell the catheter's tip is in: 0 is at the head, 7 at the lower end.
  case tipCell
  /// How fast an effect site follows its cell, in 1/1 000 000 per hour.
  case effectRate
  /// How slowly a site gets used to the drug, in h.
  case adaptationTime
  /// How slowly the body comes to depend on the drug, and forgets it, in h.
  case dependenceTime
  /// How slowly a withdrawal develops, in h.
  case withdrawalTime
  /// The exponent of the sigmoid from drug to relief.
  case steepness
  /// The drug at the legs' site that gives half the relief to who is not used to it, in pg/mL.
  case legsHalfRelief
  /// The same for the arms, in pg/mL.
  case armsHalfRelief
  /// What of ``legsHalfRelief`` and ``armsHalfRelief`` gives half the relief from spasms, in
  /// 1/1000.
  case spasmHalfRelief
  /// What of tone and spasms the drug can take away at most, in 1/1000.
  case greatestRelief
  /// By how much the half relief rises per drug a site is used to, in 1/1000.
  case tolerance
  /// The drug at the head's site that makes drowsy who is not used to it, in pg/mL.
  case drowsyAt
  /// The lack of drug at which a withdrawal begins to be felt, in pg/mL.
  case withdrawalAt
  /// Ashworth score of the legs without the drug, in 1/100.
  case legsTone
  /// Ashworth score of the arms without the drug, in 1/100.
  case armsTone
  /// Penn spasm score of the legs without the drug, in 1/100.
  case legsSpasms
  /// Penn spasm score of the arms without the drug, in 1/100.
  case armsSpasms

  /// Every parameter.
  public static var all: Numbered<PatientParameter> { Numbered() }

  /// The values a profile may have. They are wider than any patient needs, and keep every product
  /// of the model inside its integers.
  public var range: ClosedRange<UInt32> {
    switch self {
    case .fluidVolume: 20_000...200_000
    case .clearance: 5_000...200_000
    case .exchange: 1_000...100_000
    case .tipCell: 0...7
    case .effectRate: 5_000...1_000_000
    case .adaptationTime: 100...5_000
    case .dependenceTime: 24...1_000
    case .withdrawalTime: 6...200
    case .steepness: 1...8
    case .legsHalfRelief, .armsHalfRelief, .drowsyAt, .withdrawalAt: 1_000...100_000_000
    case .spasmHalfRelief: 100...2_000
    case .greatestRelief: 0...1_000
    case .tolerance: 0...2_000
    case .legsTone, .armsTone, .legsSpasms, .armsSpasms: 0...400
    }
  }
}
