public import Quantities

/// The physics of an implanted pump: what really happens, whatever the firmware believes.
///
/// Liquid goes from the reservoir through a ``CatheterLine`` to the patient when the motor turns;
/// the battery runs down with time, with strokes and with what is drawn for the link; a
/// ``PlantFault`` changes where the liquid goes or how much of it moves. All amounts are integers.
/// What could leave a remainder is either a function of a counter (battery) or carries it on
/// (stroke volume, drug of a mixture, a leak), so years in one call and years in single strokes end
/// in the same ``Truth``.
public struct Plant: Sendable {
  /// The most liquid that may be filled in over a plant's whole life: 1000 L.
  ///
  /// It keeps every counter far inside 64 bits.
  public static var largestTotalFill: Nanolitres { Nanolitres(rawValue: 1_000_000_000_000) }

  /// The constants it was made with.
  public let profile: PlantProfile

  /// How far the plant has got.
  public internal(set) var therapyTime: TherapyTime
  /// Everything that left the catheter's tip since the start, and reached the patient.
  public internal(set) var patient: Liquid
  var strokes: UInt64
  /// The volume that strokes should have moved but was not a whole nanolitre yet: 1/1 000 000 nL.
  var strokeCarry: UInt64
  /// All liquid in the reservoir, the residual included.
  var reservoir: Mixture
  var line: CatheterLine
  var catheterAtStart: Liquid
  var filled: Liquid
  var withdrawn: Liquid
  var replaced: Liquid
  var pocket: Liquid
  var pumped: Liquid
  var leaked: Liquid
  /// Whether it is in a body; outside of one its path ends where the catheter would begin.
  public internal(set) var isImplanted: Bool
  /// Whether rinsing liquid stands in the residual, where the next fill takes its place.
  public internal(set) var isRinsed = false
  /// What was in catheters that it was connected to, after its start.
  var joined: Liquid
  /// What was in catheters that it was taken off.
  var parted: Liquid
  /// What it pumped while it was in no body.
  var spilled: Liquid
  /// What had come out at the tip when the pump was implanted last.
  var patientBefore: Liquid
  /// What battery drains that are over took, beyond the idle power.
  var drained: Nanojoules
  /// What the link took.
  var telemetry: Nanojoules
  var faults: ActiveFaults

  /// A plant at therapy time zero with a full battery and no fault.
  ///
  /// The reservoir holds `volume` and the residual, of one concentration (`nil` is drug-free). The
  /// line holds the same liquid when it is primed, drug-free liquid when it is not. A plant that is
  /// not implanted has the tubing alone as its path; traps when its profile tells of none. Throws
  /// ``FillError/overCapacity(room:)`` when the reservoir cannot hold the volume.
  public init(
    profile: PlantProfile, reservoir volume: Nanolitres, concentration: Concentration?,
    isPrimed: Bool, isImplanted: Bool = true
  ) throws(FillError) {
    guard volume <= profile.reservoirCapacity else {
      throw .overCapacity(room: profile.reservoirCapacity)
    }
    self.profile = profile
    therapyTime = .zero
    strokes = 0
    strokeCarry = 0
    filled = Liquid(volume + profile.residualVolume, of: concentration)
    reservoir = Mixture(filled)
    line = CatheterLine(
      pathVolume: isImplanted ? profile.pathVolume : profile.tubingVolume,
      frontSmear: isImplanted ? profile.frontSmear : .zero,
      filledWith: isPrimed ? concentration : nil)
    self.isImplanted = isImplanted
    joined = .none
    parted = .none
    spilled = .none
    patientBefore = .none
    catheterAtStart = line.contents
    withdrawn = .none
    replaced = .none
    pocket = .none
    pumped = .none
    leaked = .none
    patient = .none
    drained = .zero
    telemetry = .zero
    faults = ActiveFaults()
  }

  /// The rotor's absolute multi-turn encoder: strokes performed, modulo 65 536.
  public var rotorPosition: UInt16 {
    @_addressableSelf get { UInt16(truncatingIfNeeded: strokes) }
  }

  /// The charge left in 1/100 %, rounded down: 10 000 full, 0 empty.
  public var batteryReading: UInt16 {
    @_addressableSelf get {
      UInt16(batteryRemaining.rawValue * 10_000 / profile.batteryCapacity.rawValue)
    }
  }

  /// The energy left in the battery; none can be had while it is dead.
  var batteryRemaining: Nanojoules {
    @_addressableSelf get {
      let charge = charge
      return faults.battery == nil ? charge : faults.remaining(of: charge, at: therapyTime, profile)
    }
  }

  /// What is left in a battery that has no fault.
  private var charge: Nanojoules {
    @_addressableSelf get {
      profile.charge(at: therapyTime, strokes: strokes, drained: drained + telemetry)
    }
  }

  /// Draws energy for the link. What the battery has not got is not drawn.
  public mutating func draw(_ energy: Nanojoules) {
    telemetry += min(energy, batteryRemaining)
  }

  /// What is in the reservoir and can be had, above the residual.
  public var usableReservoir: Nanolitres {
    @_addressableSelf get { reservoir.volume - profile.residualVolume }
  }

  /// Lets time pass with the motor at rest; traps when `time` lies before ``therapyTime``.
  ///
  /// A stall ends on the way, and a leaking reservoir leaks.
  public mutating func advance(to time: TherapyTime) {
    precondition(time >= therapyTime, "therapy time does not run backwards")
    if faults.motor != nil || faults.reservoir != nil { settleFaults(until: time) }
    therapyTime = time
  }

  /// Commands up to `wanted` strokes, the last of them at `end`, and returns how many the motor
  /// performed, as the encoder shows: fewer than wanted when the battery has no energy for another
  /// one, and fewer or more when the motor has a fault (at most what fits the result).
  ///
  /// Traps when `end` lies before ``therapyTime``. Energy for the time until `end` is taken first,
  /// so the result is that of single strokes at `end`. A dry reservoir does not stop the motor;
  /// only what is left moves.
  @discardableResult
  public mutating func pump(strokes wanted: UInt32, until end: TherapyTime) -> UInt32 {
    advance(to: end)
    let turned = faults.motor == nil ? UInt64(wanted) : faults.turns(commanded: wanted)
    var charge = charge
    if faults.battery != nil { charge = faults.remaining(of: charge, at: therapyTime, profile) }
    let needed = profile.strokeEnergy.times(turned)
    let performed =
      needed.map { $0 <= charge } == true
      ? turned : min(turned, charge.rawValue / profile.strokeEnergy.rawValue)
    var displaced = profile.volume(
      ofStrokes: performed, fault: faults.motor?.strokeErrorPPM ?? 0, carry: &strokeCarry)
    strokes += performed
    let isPathWhole = faults.catheter == nil && isImplanted
    if isImplanted, faults.catheter != nil { displaced = faults.passing(displaced) }
    let mixture = reservoir.take(profile.usable(displaced, of: reservoir.volume))
    pumped += mixture.liquid
    if isPathWhole { patient += line.push(mixture) } else { pushThroughFault(mixture) }
    return UInt32(clamping: performed)
  }

  /// Pushes liquid into a catheter that has a fault, and may lose it before the path or at its end,
  /// or into none.
  private mutating func pushThroughFault(_ mixture: Mixture) {
    // What is wrong with a catheter does not matter to a pump that has none.
    guard isImplanted else { return spill(line.push(mixture)) }
    if faults.catheter?.kind == .disconnection {
      leaked += mixture.liquid
      return
    }
    let arrived = line.push(mixture)
    let lost = faults.leaking(arrived)
    leaked += lost
    patient.volume += arrived.volume - lost.volume
    patient.drug += arrived.drug - lost.drug
  }
}
