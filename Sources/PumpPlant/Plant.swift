public import Quantities

/// The physics of an implanted pump: what really happens, whatever the firmware believes.
///
/// Liquid goes from the reservoir through a ``CatheterLine`` to the patient when the motor turns;
/// the battery runs down with time and with strokes. All amounts are integers. What could leave a
/// remainder is either a function of a counter (stroke volume, battery) or carries it on (drug of a
/// mixture), so years in one call and years in single strokes end in the same ``Truth``.
public struct Plant: Sendable {
  /// The most liquid that may be filled in over a plant's whole life: 1000 L.
  ///
  /// It keeps every counter far inside 64 bits.
  public static var largestTotalFill: Nanolitres { Nanolitres(rawValue: 1_000_000_000_000) }

  /// The constants it was made with.
  public let profile: PlantProfile

  /// How far the plant has got.
  public internal(set) var therapyTime: TherapyTime
  var strokes: UInt64
  var reservoir: Mixture
  var line: CatheterLine
  var catheterAtStart: Liquid
  var filled: Liquid
  var withdrawn: Liquid
  var pumped: Liquid
  var patient: Liquid

  /// A plant at therapy time zero with a full battery.
  ///
  /// The line holds the reservoir's liquid when it is primed, drug-free liquid when it is not;
  /// a `nil` concentration means a drug-free reservoir. Throws ``FillError/overCapacity(room:)``
  /// when the reservoir cannot hold the volume.
  public init(
    profile: PlantProfile, reservoir volume: Nanolitres, concentration: Concentration?,
    isPrimed: Bool
  ) throws(FillError) {
    guard volume <= profile.reservoirCapacity else {
      throw .overCapacity(room: profile.reservoirCapacity)
    }
    self.profile = profile
    therapyTime = .zero
    strokes = 0
    filled = Liquid(volume, of: concentration)
    reservoir = Mixture(filled)
    line = CatheterLine(
      pathVolume: profile.pathVolume, filledWith: isPrimed ? concentration : nil)
    catheterAtStart = line.contents
    withdrawn = .none
    pumped = .none
    patient = .none
  }

  /// The rotor's absolute multi-turn encoder: strokes performed, modulo 65 536.
  public var rotorPosition: UInt16 { UInt16(truncatingIfNeeded: strokes) }

  /// The charge left in 1/100 %, rounded down: 10 000 full, 0 empty.
  public var batteryReading: UInt16 {
    UInt16(batteryRemaining.rawValue * 10_000 / profile.batteryCapacity.rawValue)
  }

  /// The energy left in the battery.
  var batteryRemaining: Nanojoules { profile.charge(at: therapyTime, strokes: strokes) }

  /// Lets time pass with the motor at rest; traps when `time` lies before ``therapyTime``.
  public mutating func advance(to time: TherapyTime) {
    precondition(time >= therapyTime, "therapy time does not run backwards")
    therapyTime = time
  }

  /// Turns the motor by up to `wanted` strokes, the last of them at `end`, and returns how many
  /// it performed: fewer than wanted when the battery has no energy for another one.
  ///
  /// Traps when `end` lies before ``therapyTime``. Energy for the time until `end` is taken first,
  /// so the result is that of single strokes at `end`. A dry reservoir does not stop the motor;
  /// only what is left moves.
  @discardableResult
  public mutating func pump(strokes wanted: UInt32, until end: TherapyTime) -> UInt32 {
    advance(to: end)
    let affordable = batteryRemaining.rawValue / profile.strokeEnergy.rawValue
    let performed = affordable < UInt64(wanted) ? UInt32(affordable) : wanted
    let displaced = profile.volume(ofStrokes: UInt64(performed), after: strokes)
    strokes += UInt64(performed)
    let moved = displaced < reservoir.volume ? UInt32(displaced.rawValue) : reservoir.nanolitres
    let mixture = reservoir.take(moved)
    pumped += mixture.liquid
    patient += line.push(mixture)
    return performed
  }
}
