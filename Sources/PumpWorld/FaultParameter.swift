import PumpPlant

/// What the value of a fault counts.
package enum FaultMeasure: UInt8, Sendable {
  /// The fault has no value.
  case none
  /// A moment of therapy, in ms since the factory.
  case moment
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
  /// The number of an entry of the event log.
  case entry

  /// What the number of a fault of the physics counts.
  init(_ measure: PlantFault.Measure) {
    switch measure {
    case .partsPerMillion: self = .partsPerMillion
    case .strokes: self = .strokes
    case .percent: self = .percent
    case .microgramsPerMillilitre: self = .microgramsPerMillilitre
    case .nanolitresPerDay: self = .nanolitresPerDay
    case .times: self = .times
    }
  }
}

/// The value that a fault of one unit and kind takes: what it counts, and its range.
package struct FaultParameter: Equatable, Sendable {
  /// What the value counts.
  package let measure: FaultMeasure
  /// The lowest value there can be.
  package let lowest: Int64
  /// The highest value there can be.
  package let highest: Int64
  /// Whether the value may be left out.
  package let isOptional: Bool

  private init(
    _ measure: FaultMeasure, _ range: ClosedRange<Int64>, isOptional: Bool = false
  ) {
    self.measure = measure
    lowest = range.lowerBound
    highest = range.upperBound
    self.isOptional = isOptional
  }

  private static var nothing: FaultParameter { FaultParameter(.none, 0...0) }

  /// The matrix of every fault there is; `nil` for a pair of unit and kind that is none.
  ///
  /// What the physics do, what that takes and in which range, is in
  /// ``PumpPlant/PlantFault/value(of:_:)``. Beside them there are
  ///
  /// | unit | kind | value | what happens |
  /// | --- | --- | --- | --- |
  /// | battery | reset | - | the supply breaks down for a moment, once |
  /// | clock | drift | ppm, -500 000 to 500 000 | a second is so much longer or shorter |
  /// | clock | reset | - | the time of day is lost, once |
  /// | memory | failure | - | what is written cannot be read back |
  /// | memory | damage | entry, 1 to 4 294 967 295 | one bit of it is no longer as written, once |
  /// | processor | reset | - | the firmware starts anew, once |
  /// | processor | failure | - | the self-test finds a fault |
  package static func of(_ unit: FaultUnit, _ kind: FaultKind) -> FaultParameter? {
    if let unit = unit.inPlant, let kind = kind.inPlant { return inPlant(unit, kind) }
    return switch (unit, kind) {
    case (.battery, .reset), (.clock, .reset), (.processor, .reset): nothing
    case (.clock, .drift):
      FaultParameter(
        .partsPerMillion,
        -Int64(Oscillator.largestDrift)...Int64(Oscillator.largestDrift))
    case (.memory, .damage): FaultParameter(.entry, 1...Int64(UInt32.max))
    case (.memory, .failure), (.processor, .failure): nothing
    // Every kind by its name: a new one has to be said of a unit, or of none.
    case (_, .stall), (_, .drift), (_, .overInfusion), (_, .runaway), (_, .intermittent),
      (_, .occlusion), (_, .leak), (_, .disconnection), (_, .wrongContents), (_, .drain),
      (_, .reset), (_, .dead), (_, .failure), (_, .damage):
      nil
    }
  }

  private static func inPlant(_ unit: PlantUnit, _ kind: PlantFaultKind) -> FaultParameter? {
    switch PlantFault.value(of: unit, kind) {
    case nil: nil
    case .some(.none): nothing
    case .moment: FaultParameter(.moment, PlantFault.moments, isOptional: true)
    case .within(let range, let measure): FaultParameter(FaultMeasure(measure), range)
    }
  }
}
