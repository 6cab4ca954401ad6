// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Which rule of the largest step an order is beyond. Spec: therapy.md, "Largest step". Spec:
/// messages.md, "stepRule".
public enum StepRule: UInt8, WireNamed {
  /// It is within all of them.
  case none = 0
  /// A day's total is further above the lowest that was in force in the last 24 hours than the
  /// profile's largest step, 200 % unless it says otherwise.
  case aboveDouble = 1
  /// A day's total is further below the highest that was in force in the last 24 hours than the
  /// profile's largest step back.
  case belowHalf = 2
  /// A single, periodic or patient bolus is a larger share of a day's dose than the profile's, 50 %
  /// unless it says otherwise.
  case bolusAboveHalf = 3
  /// The strength changes and no bridge carries the old liquid out at the old dose.
  case bridgeSkipped = 4
  /// A prime pushes more drug out of the catheter tip than the profile's share of a day's dose, or
  /// liquid of a drug that was replaced.
  case primeReachesTip = 5
  /// Another drug takes the place of the one before, or a bridge moves liquid of a drug that was
  /// replaced: no total of the one is held against a total of the other.
  case drugReplaced = 6

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .none: "none"
    case .aboveDouble: "aboveDouble"
    case .belowHalf: "belowHalf"
    case .bolusAboveHalf: "bolusAboveHalf"
    case .bridgeSkipped: "bridgeSkipped"
    case .primeReachesTip: "primeReachesTip"
    case .drugReplaced: "drugReplaced"
    }
  }
}

extension StepRule {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = StepRule(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .none
  }
}
