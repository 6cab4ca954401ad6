import Quantities

/// Where in the spinal fluid the drug acts.
public enum PatientSite: UInt8, Sendable {
  /// The head: drowsiness.
  case head
  /// The segments of the arms.
  case arms
  /// The segments of the legs.
  case legs

  /// Every site.
  public static var all: Numbered<PatientSite> { Numbered() }

  /// The cell at the site, 0 at the head through 7 at the lower end.
  public var cell: Int {
    switch self {
    case .head: 0
    case .arms: 2
    case .legs: 6
    }
  }

  var index: Int { Int(rawValue) }

  /// The cell at a vertebra, counted from 1 for C1 through 24 for L5: three in each cell. Traps for
  /// any other number.
  public static func cell(atVertebra number: Int) -> UInt32 {
    precondition((1...24).contains(number), "a spine has 24 vertebrae above the sacrum")
    return UInt32((number - 1) / 3)
  }
}
