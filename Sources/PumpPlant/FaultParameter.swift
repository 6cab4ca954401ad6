/// What the value of a fault counts.
public enum FaultMeasure: UInt8, Sendable {
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
}

/// The value that a fault of one unit and kind takes: what it counts, and its range.
public struct FaultParameter: Equatable, Sendable {
  /// What the value counts.
  public let measure: FaultMeasure
  /// The lowest value there can be.
  public let lowest: Int64
  /// The highest value there can be.
  public let highest: Int64
  /// Whether the value may be left out.
  public let isOptional: Bool

  private init(
    _ measure: FaultMeasure, _ lowest: Int64, _ highest: Int64, isOptional: Bool = false
  ) {
    self.measure = measure
    self.lowest = lowest
    self.highest = highest
    self.isOptional = isOptional
  }

  private static var nothing: FaultParameter { FaultParameter(.none, 0, 0) }

  /// The table of every fault there is; `nil` for a pair of unit and kind that is none.
  ///
  /// | unit | kind | value | what happens |
  /// | --- | --- | --- | --- |
  /// | motor | stall | moment of recovery, or none | commanded strokes are not made |
  /// | motor | drift | ppm, -500 000 to 500 000 | a stroke moves so much more or less |
  /// | motor | overInfusion | ppm, 1 to 9 000 000 | a stroke moves so much more |
  /// | motor | runaway | strokes, 1 to 100 | so many more turn with each commanded one |
  /// | motor | intermittent | strokes, 2 to 1 000 000 | each so-many-th commanded is not made |
  /// | catheter | occlusion | percent, 0 to 99 | only so much passes, the rest slips back |
  /// | catheter | leak | percent, 1 to 100 | so much is lost to tissue just before the tip |
  /// | catheter | disconnection | - | all that is pumped is lost, the path stands still |
  /// | reservoir | wrongContents | mcg/mL, 0 to 1 000 000 | contents and fills are that liquid |
  /// | reservoir | leak | nL/day, 1 to 100 000 000 | so much is lost into the pocket |
  /// | battery | drain | times, 2 to 1000 | so many times the idle power is used, until empty |
  /// | battery | reset | - | the supply breaks down for a moment, once |
  /// | battery | dead | - | no charge can be had |
  /// | clock | drift | ppm, -500 000 to 500 000 | a second is so much longer or shorter |
  /// | clock | reset | - | the time of day is lost, once |
  /// | memory | failure | - | what is written cannot be read back |
  /// | memory | damage | entry, 1 to 4 294 967 295 | one bit of it is no longer as written, once |
  /// | processor | reset | - | the firmware starts anew, once |
  /// | processor | failure | - | the self-test finds a fault |
  public static func of(_ unit: FaultUnit, _ kind: FaultKind) -> FaultParameter? {
    switch (unit, kind) {
    case (.motor, .stall): FaultParameter(.moment, 1, .max, isOptional: true)
    case (.motor, .drift): FaultParameter(.partsPerMillion, -500_000, 500_000)
    case (.motor, .overInfusion): FaultParameter(.partsPerMillion, 1, 9_000_000)
    case (.motor, .runaway): FaultParameter(.strokes, 1, 100)
    case (.motor, .intermittent): FaultParameter(.strokes, 2, 1_000_000)
    case (.catheter, .occlusion): FaultParameter(.percent, 0, 99)
    case (.catheter, .leak): FaultParameter(.percent, 1, 100)
    case (.catheter, .disconnection): nothing
    case (.reservoir, .wrongContents): FaultParameter(.microgramsPerMillilitre, 0, 1_000_000)
    case (.reservoir, .leak): FaultParameter(.nanolitresPerDay, 1, 100_000_000)
    case (.battery, .drain): FaultParameter(.times, 2, 1000)
    case (.battery, .reset), (.battery, .dead): nothing
    case (.clock, .drift): FaultParameter(.partsPerMillion, -500_000, 500_000)
    case (.clock, .reset): nothing
    case (.memory, .failure): nothing
    case (.memory, .damage): FaultParameter(.entry, 1, 4_294_967_295)
    case (.processor, .reset), (.processor, .failure): nothing
    // Every kind by its name: a new one has to be said of a unit, or of none.
    case (_, .stall), (_, .drift), (_, .overInfusion), (_, .runaway), (_, .intermittent),
      (_, .occlusion), (_, .leak), (_, .disconnection), (_, .wrongContents), (_, .drain),
      (_, .reset), (_, .dead), (_, .failure), (_, .damage):
      nil
    }
  }
}
