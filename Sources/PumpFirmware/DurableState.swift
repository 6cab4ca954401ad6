public import Quantities
public import Telemetry

/// Everything the pump must know again after a power cut. Spec: memory.md, "Record".
///
/// The firmware works on one value of it. A change is made on a copy, the copy is stored, and only
/// when it is stored does it become the value in use; so there is no moment with half a change.
public struct DurableState: Equatable, Sendable {
  /// The committed programme.
  public internal(set) var therapy: Therapy
  /// How many programmes were committed.
  public internal(set) var therapyRevision: UInt32 = 0
  /// Whether delivery was stopped by command.
  public internal(set) var isStopped = false
  /// The drug in the reservoir.
  public internal(set) var drug: DrugCode
  /// Its strength.
  public internal(set) var concentration: Concentration
  /// What the reservoir held when it was last filled.
  public internal(set) var filledVolume: Nanolitres
  /// The strokes made when it was last filled.
  public internal(set) var strokesAtFill: UInt64 = 0
  /// The volume at which the low-reservoir alarm sounds; the clinician sets it for the patient.
  public internal(set) var lowAlarmVolume: Nanolitres
  /// The strokes made since the factory.
  public internal(set) var strokes: UInt64 = 0
  /// Where the motor's rotor stood after the last of them.
  public internal(set) var rotor: UInt16
  /// What is programmed and not yet pumped.
  public internal(set) var integral: DeliveryIntegral
  /// The boluses of the last 24 hours.
  var recentBoluses = RollingDoses()
  /// The highest basal infusion that was programmed within the last 24 hours and has ended.
  var formerBasal: Picograms = .zero
  /// Until when ``formerBasal`` counts.
  var formerBasalUntil: TherapyTime = .zero
  /// The alarms that are active.
  public internal(set) var alarms = AlarmSet()
  /// The last reading of the battery in 1/100 %.
  public internal(set) var batteryReading: UInt16
  /// When elective replacement was indicated.
  public internal(set) var replacementSince: TherapyTime?
  /// The wall clock at therapy time zero, modulo 2^32; `nil` when the clock was never set.
  var clockBase: UInt32?
  /// How often the pump was switched on; the high half of its session numbers.
  public internal(set) var epoch: UInt16 = 0
  /// The command applied last.
  public internal(set) var lastApplied: AppliedRecord?

  /// A command that was applied, and when.
  public struct AppliedRecord: Hashable, Sendable {
    /// Whose it was.
    public var command: AppliedCommand
    /// What it was.
    public var request: RequestType
    /// When it took effect.
    public var time: TherapyTime
  }

  /// A pump as it leaves the operating theatre, filled, primed and programmed, at therapy time 0.
  ///
  /// `rotor` is where the motor's rotor stands. Nothing here is checked against the profile's
  /// limits; ``PumpFirmware/checkImplant(_:_:)`` does that.
  public init(
    therapy: Therapy, drug: DrugCode, concentration: Concentration, filledVolume: Nanolitres,
    lowAlarmVolume: Nanolitres, clock: WallClock?, rotor: UInt16
  ) {
    self.therapy = therapy
    self.drug = drug
    self.concentration = concentration
    self.filledVolume = filledVolume
    self.lowAlarmVolume = lowAlarmVolume
    self.rotor = rotor
    batteryReading = 10_000
    clockBase = clock?.rawValue
    // The firmware sets the basal rate when it is switched on, from the programme and the profile.
    integral = DeliveryIntegral(basalPerDay: .zero, from: .zero)
  }
}

extension DurableState {
  /// The wall clock at a moment, if it was ever set.
  func clock(at time: TherapyTime) -> WallClock? {
    clockBase.map { WallClock(rawValue: $0 &+ UInt32(truncatingIfNeeded: time.seconds)) }
  }

  /// What the reservoir holds by the pump's own count, and zero once the count has run out.
  func reservoir(strokeVolume: Nanolitres) -> Nanolitres {
    let pumped = strokeVolume.times(strokes - strokesAtFill) ?? filledVolume
    return filledVolume.minus(pumped) ?? .zero
  }
}
