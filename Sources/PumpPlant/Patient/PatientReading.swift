import Quantities

/// What somebody sees who examines a virtual patient; illustrative, and never dosing advice.
public struct PatientReading: Equatable, Sendable {
  /// Ashworth score of the legs in 1/100, 0 through 400: 0 is normal tone, 400 rigid.
  public var legsTone: UInt32
  /// Ashworth score of the arms in 1/100, 0 through 400.
  public var armsTone: UInt32
  /// Penn spasm score of the legs in 1/100: 0 is none, 400 more than ten an hour.
  public var legsSpasms: UInt32
  /// Penn spasm score of the arms in 1/100, 0 through 400.
  public var armsSpasms: UInt32
  /// How drowsy too much of the drug made the patient.
  public var drowsiness: Drowsiness
  /// How far a withdrawal has come.
  public var withdrawal: Withdrawal

  /// What too much does, after the overdoses told in the label and in case reports.
  public enum Drowsiness: UInt8, Comparable, Sendable {
    /// Awake.
    case awake
    /// Drowsy, and easily woken.
    case drowsy
    /// Hard to wake, breathing weakly.
    case stupor
    /// Cannot be woken.
    case coma

    /// Every grade, the mildest first.
    public static var all: Numbered<Drowsiness> { Numbered() }

    /// What is milder comes first.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The drug at the head's site at which it begins, as a multiple of that of drowsiness.
    var beginsAt: Int64 {
      switch self {
      case .awake: 0
      case .drowsy: 1
      case .stupor: 2
      case .coma: 4
      }
    }
  }

  /// What too little does, in the order in which it comes (Coffey 2002, PMID 12048649).
  public enum Withdrawal: UInt8, Comparable, Sendable {
    /// Nothing.
    case none
    /// Itching, and more tone than without the drug.
    case itchAndTone
    /// Fever and an altered mind.
    case feverAndMind
    /// Muscle breaks down: rhabdomyolysis.
    case rhabdomyolysis

    /// Every grade, the mildest first.
    public static var all: Numbered<Withdrawal> { Numbered() }

    /// What is milder comes first.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The lack of drug at which it begins, as a multiple of that of the first signs.
    var beginsAt: Int64 {
      switch self {
      case .none: 0
      case .itchAndTone: 1
      case .feverAndMind: 3
      case .rhabdomyolysis: 8
      }
    }
  }
}
