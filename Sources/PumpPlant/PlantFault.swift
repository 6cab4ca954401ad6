public import Quantities

/// One fault of the physics: which unit, in which way, and how badly.
///
/// A value of this type is always one that ``value(of:_:)`` allows.
public struct PlantFault: Equatable, Sendable {
  /// The unit that fails.
  public let unit: PlantUnit
  /// How it fails.
  public let kind: PlantFaultKind
  /// How badly; `nil` when the fault has no value or none was given.
  public let value: Int64?

  /// The moments that a fault can name, in ms since the factory.
  public static var moments: ClosedRange<Int64> { 1...Int64.max }

  /// What the number of a fault counts.
  public enum Measure: Sendable {
    /// Parts per million more (or less, when negative) than without the fault.
    case partsPerMillion
    /// Strokes of the motor.
    case strokes
    /// Percent of a flow.
    case percent
    /// A concentration in mcg/mL; 0 is drug-free liquid.
    case microgramsPerMillilitre
    /// A flow in nL/day.
    case nanolitresPerDay
    /// How many times as much as without the fault.
    case times
  }

  /// What value a fault takes.
  public enum Value: Equatable, Sendable {
    /// None.
    case none
    /// One of ``PlantFault/moments``, or none.
    case moment
    /// A number in a range, and what it counts.
    case within(ClosedRange<Int64>, Measure)

    /// Whether a value is one of them.
    public func allows(_ value: Int64?) -> Bool {
      switch self {
      case .none: value == nil
      case .moment: value.map { PlantFault.moments.contains($0) } ?? true
      case .within(let range, _): value.map { range.contains($0) } ?? false
      }
    }
  }

  /// A fault, or `nil` for a pair that is none and for a value that does not fit it.
  public init?(unit: PlantUnit, kind: PlantFaultKind, value: Int64? = nil) {
    guard let possible = Self.value(of: unit, kind), possible.allows(value) else { return nil }
    self.unit = unit
    self.kind = kind
    self.value = value
  }

  /// The value that a fault takes; `nil` for a pair of unit and kind that is none.
  ///
  /// | unit | kind | what happens |
  /// | --- | --- | --- |
  /// | motor | stall | commanded strokes are not made, until the moment or for good |
  /// | motor | drift | a stroke moves so much more or less |
  /// | motor | overInfusion | a stroke moves so much more |
  /// | motor | runaway | so many more turn with each commanded one |
  /// | motor | intermittent | each Nth commanded is not made |
  /// | catheter | occlusion | only so much passes, the rest slips back |
  /// | catheter | leak | so much is lost to tissue just before the tip |
  /// | catheter | disconnection | all that is pumped is lost, the path stands still |
  /// | reservoir | wrongContents | contents and fills are that liquid |
  /// | reservoir | leak | so much is lost into the pocket |
  /// | battery | drain | so many times the idle power is used, until empty |
  /// | battery | dead | no charge can be had |
  public static func value(of unit: PlantUnit, _ kind: PlantFaultKind) -> Value? {
    switch (unit, kind) {
    case (.motor, .stall): .moment
    case (.motor, .drift): .within(-500_000...500_000, .partsPerMillion)
    case (.motor, .overInfusion): .within(1...9_000_000, .partsPerMillion)
    case (.motor, .runaway): .within(1...100, .strokes)
    case (.motor, .intermittent): .within(2...1_000_000, .strokes)
    case (.catheter, .occlusion): .within(0...99, .percent)
    case (.catheter, .leak): .within(1...100, .percent)
    case (.catheter, .disconnection): Value.none
    case (.reservoir, .wrongContents): .within(0...1_000_000, .microgramsPerMillilitre)
    case (.reservoir, .leak): .within(1...100_000_000, .nanolitresPerDay)
    case (.battery, .drain): .within(2...1000, .times)
    case (.battery, .dead): Value.none
    // Every kind by its name: a new one has to be said of a unit, or of none.
    case (_, .stall), (_, .drift), (_, .overInfusion), (_, .runaway), (_, .intermittent),
      (_, .occlusion), (_, .leak), (_, .disconnection), (_, .wrongContents), (_, .drain),
      (_, .dead):
      nil
    }
  }

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

/// Why a fault could not be applied; nothing has changed then.
public enum PlantFaultError: Error, Equatable, Sendable {
  /// The motor is to recover at a moment that has passed; it is now this.
  case recoveryPassed(now: TherapyTime)
  /// Wrong contents would exceed ``Plant/largestTotalFill``.
  case overTotal
}
