import PumpPlant
import Telemetry

/// One fault of a pump: which unit, in which way, and how badly.
///
/// A value of this type is always one ``FaultParameter`` allows.
package struct Fault: Equatable, Sendable {
  /// The unit that fails.
  package let unit: FaultUnit
  /// How it fails.
  package let kind: FaultKind
  /// How badly, in what the parameter of the pair says; `nil` when the fault has no value or none
  /// was given.
  package let value: Int64?

  /// A fault; throws for a pair that is none and for a value that does not fit it.
  package init(unit: FaultUnit, kind: FaultKind, value: Int64? = nil) throws(FaultError) {
    guard let parameter = FaultParameter.of(unit, kind) else { throw .unsupported(unit, kind) }
    if let value {
      guard parameter.measure != .none else { throw .valueUnexpected(unit, kind) }
      guard value >= parameter.lowest, value <= parameter.highest else {
        throw .valueOutOfRange(parameter)
      }
    } else if parameter.measure != .none, !parameter.isOptional {
      throw .valueMissing(parameter)
    }
    self.init(unit, kind, value)
  }

  /// What a unit of the physics has.
  init(_ fault: PlantFault) {
    self.init(FaultUnit(fault.unit), FaultKind(fault.kind), fault.value)
  }

  private init(_ unit: FaultUnit, _ kind: FaultKind, _ value: Int64?) {
    self.unit = unit
    self.kind = kind
    self.value = value
  }

  /// The oscillator as it is, when that is a fault.
  init?(_ oscillator: Oscillator) {
    guard oscillator.driftPPM != 0 else { return nil }
    self.init(.clock, .drift, Int64(oscillator.driftPPM))
  }

  /// The failure of the memory or the processor.
  static func failure(of unit: FaultUnit) -> Fault { Fault(unit, .failure, nil) }

  /// Whether there is such a fault: the matrix of units and kinds.
  package static func isSupported(unit: FaultUnit, kind: FaultKind) -> Bool {
    FaultParameter.of(unit, kind) != nil
  }

  /// Whether the fault is over as soon as it has happened, so that nothing is left to clear.
  package var isEvent: Bool { kind.isEvent }

  /// What a fault does, and to what.
  enum Effect {
    /// The physics have it.
    case plant(PlantFault)
    /// The firmware starts anew.
    case restart(ResetCause)
    /// The oscillator runs so many ppm fast, or slow.
    case drift(Int32)
    /// Writes to the memory fail.
    case memoryFails
    /// A bit of an entry of the log turns.
    case damage(entry: UInt32)
    /// The processor fails its test.
    case processorFails
  }

  var effect: Effect {
    if let unit = unit.inPlant, let kind = kind.inPlant,
      let fault = PlantFault(unit: unit, kind: kind, value: value)
    {
      return .plant(fault)
    }
    switch unit {
    case .battery: return .restart(.lowBattery)
    case .clock:
      return kind == .reset ? .restart(.clockLost) : .drift(Int32(clamping: value ?? 0))
    case .memory:
      return kind == .damage ? .damage(entry: UInt32(clamping: value ?? 0)) : .memoryFails
    case .processor: return kind == .reset ? .restart(.power) : .processorFails
    case .motor, .catheter, .reservoir: preconditionFailure("these fail in the physics only")
    }
  }
}

/// Why there is no such fault.
package enum FaultError: Error, Equatable, Sendable {
  /// This unit does not fail in this way; ``FaultParameter/of(_:_:)`` is the list.
  case unsupported(FaultUnit, FaultKind)
  /// The fault needs a value of this measure and range.
  case valueMissing(FaultParameter)
  /// This fault takes no value.
  case valueUnexpected(FaultUnit, FaultKind)
  /// The value is outside this range.
  case valueOutOfRange(FaultParameter)
}
