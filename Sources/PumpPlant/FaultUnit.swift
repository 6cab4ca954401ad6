/// The parts of a pump that a bench can make fail.
public enum FaultUnit: UInt8, Sendable {
  /// The peristaltic rotor and what drives it.
  case motor
  /// The fluid path from the pump to the tip.
  case catheter
  /// The reservoir and what is in it.
  case reservoir
  /// The battery.
  case battery
  /// The oscillator that counts therapy time, and the time of day.
  case clock
  /// The non-volatile memory.
  case memory
  /// The processor that runs the firmware.
  case processor

  /// Every unit, in the order a table shows them.
  public static var all: [7 of FaultUnit] {
    [.motor, .catheter, .reservoir, .battery, .clock, .memory, .processor]
  }

  /// Whether a ``Plant`` can have this unit's faults.
  ///
  /// The others do nothing to liquid or charge: whoever runs the firmware has to apply them.
  public var isInPlant: Bool {
    switch self {
    case .motor, .catheter, .reservoir, .battery: true
    case .clock, .memory, .processor: false
    }
  }
}

/// The ways in which a unit can fail. ``FaultParameter`` says which goes with which unit.
public enum FaultKind: UInt8, Sendable {
  /// Nothing turns.
  case stall
  /// A little more or less than it should be, all the time.
  case drift
  /// A multiple of what it should be.
  case overInfusion
  /// It turns by itself.
  case runaway
  /// It misses a turn now and then.
  case intermittent
  /// Liquid does not get through, or not all of it.
  case occlusion
  /// Liquid gets out where it should not.
  case leak
  /// The catheter has come off the pump.
  case disconnection
  /// Something other than what was recorded.
  case wrongContents
  /// It runs down too fast.
  case drain
  /// It starts anew, once.
  case reset
  /// It gives nothing at all.
  case dead
  /// It does not do what it is there for.
  case failure
  /// One piece of what it holds is no longer as it was written, once.
  case damage

  /// Every kind, in the order a table shows them.
  public static var all: [14 of FaultKind] {
    [
      .stall, .drift, .overInfusion, .runaway, .intermittent, .occlusion, .leak, .disconnection,
      .wrongContents, .drain, .reset, .dead, .failure, .damage,
    ]
  }

  /// Whether it is over as soon as it has happened, so that nothing is left to clear.
  public var isEvent: Bool {
    switch self {
    case .reset, .damage: true
    case .stall, .drift, .overInfusion, .runaway, .intermittent, .occlusion, .leak, .disconnection,
      .wrongContents, .drain, .dead, .failure:
      false
    }
  }
}
