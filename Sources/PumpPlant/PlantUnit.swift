/// The parts of a pump and its body that a plant can make fail.
///
/// The raw values are kept in files.
public enum PlantUnit: UInt8, Sendable {
  /// The peristaltic rotor and what drives it.
  case motor = 0
  /// The fluid path from the pump to the tip.
  case catheter = 1
  /// The reservoir and what is in it.
  case reservoir = 2
  /// The battery.
  case battery = 3

  /// Every unit, in the order in which a snapshot has them.
  public static var all: [4 of PlantUnit] { [.motor, .catheter, .reservoir, .battery] }
}

/// The ways in which liquid, charge and what moves them can fail. ``PlantFault/value(of:_:)`` says
/// which goes with which unit.
///
/// The raw values are kept in files; a pump fails in other ways too, which have the ones between.
public enum PlantFaultKind: UInt8, Sendable {
  /// Nothing turns.
  case stall = 0
  /// A little more or less than it should be, all the time.
  case drift = 1
  /// A multiple of what it should be.
  case overInfusion = 2
  /// It turns by itself.
  case runaway = 3
  /// It misses a turn now and then.
  case intermittent = 4
  /// Liquid does not get through, or not all of it.
  case occlusion = 5
  /// Liquid gets out where it should not.
  case leak = 6
  /// The catheter has come off the pump.
  case disconnection = 7
  /// Something other than what was recorded.
  case wrongContents = 8
  /// It runs down too fast.
  case drain = 9
  /// It gives nothing at all.
  case dead = 11

  /// Every kind, in the order of their numbers.
  public static var all: [11 of PlantFaultKind] {
    [
      .stall, .drift, .overInfusion, .runaway, .intermittent, .occlusion, .leak, .disconnection,
      .wrongContents, .drain, .dead,
    ]
  }
}
