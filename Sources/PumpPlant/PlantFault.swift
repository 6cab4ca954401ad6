public import Quantities

/// One fault: which unit, in which way, and how badly.
///
/// A value of this type is always one ``FaultParameter`` allows.
public struct PlantFault: Equatable, Sendable {
  /// The unit that fails.
  public let unit: FaultUnit
  /// How it fails.
  public let kind: FaultKind
  /// How badly, in what ``parameter`` says; `nil` when the fault has no value or none was given.
  public let value: Int64?

  /// A fault; throws ``FaultError`` for a pair that is none and for a value that does not fit it.
  public init(unit: FaultUnit, kind: FaultKind, value: Int64? = nil) throws(FaultError) {
    guard let parameter = FaultParameter.of(unit, kind) else { throw .unsupported(unit, kind) }
    if let value {
      guard parameter.measure != .none else { throw .valueUnexpected(unit, kind) }
      guard value >= parameter.lowest, value <= parameter.highest else {
        throw .valueOutOfRange(parameter)
      }
    } else if parameter.measure != .none, !parameter.isOptional {
      throw .valueMissing(parameter)
    }
    self.unit = unit
    self.kind = kind
    self.value = value
  }

  /// Whether there is such a fault: the matrix of units and kinds.
  public static func isSupported(unit: FaultUnit, kind: FaultKind) -> Bool {
    FaultParameter.of(unit, kind) != nil
  }

  /// Whether the fault is over as soon as it has happened, so that nothing is left to clear.
  public var isEvent: Bool { kind.isEvent }

  /// The value, 0 when there is none; never negative but for a drift.
  var amount: UInt64 { UInt64(bitPattern: value ?? 0) }

  /// By how much a stroke moves more or less than a healthy one, in ppm of the nominal stroke.
  var strokeErrorPPM: Int64 { kind == .drift || kind == .overInfusion ? value ?? 0 : 0 }

  /// What wrong contents are; `nil` is drug-free liquid.
  var concentration: Concentration? {
    Concentration(microgramsPerMillilitre: UInt32(truncatingIfNeeded: amount))
  }

  /// When a stalled motor turns again by itself.
  var recovery: TherapyTime? {
    guard kind == .stall, let value else { return nil }
    return TherapyTime(rawValue: UInt64(bitPattern: value))
  }
}

/// Why there is no such fault, or why it could not be applied; nothing has changed then.
public enum FaultError: Error, Equatable, Sendable {
  /// This unit does not fail in this way; ``FaultParameter/of(_:_:)`` is the list.
  case unsupported(FaultUnit, FaultKind)
  /// The fault needs a value of this measure and range.
  case valueMissing(FaultParameter)
  /// This fault takes no value.
  case valueUnexpected(FaultUnit, FaultKind)
  /// The value is outside this range.
  case valueOutOfRange(FaultParameter)
  /// The unit is not part of the plant: ``FaultUnit/isInPlant``.
  case notInPlant(FaultUnit)
  /// The motor is to recover at a moment that has passed; it is now this.
  case recoveryPassed(now: TherapyTime)
  /// Wrong contents would exceed ``Plant/largestTotalFill``.
  case overTotal
}
