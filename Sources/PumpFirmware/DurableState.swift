public import Quantities
public import Telemetry

/// Everything the pump must know again after a power cut. Spec: memory.md, "Record".
///
/// The firmware works on one value of it. A change is made on a copy, the copy is stored, and only
/// when it is stored does it become the value in use; so there is no moment with half a change.
///
/// Its large parts come last, as ``PumpFirmware`` says.
public struct DurableState: Equatable, Sendable {
  /// The committed programme.
  public internal(set) var therapy: Therapy
  /// How many programmes were committed.
  public internal(set) var therapyRevision: UInt32 = 0
  /// Whether delivery was stopped by command.
  public internal(set) var isStopped = false
  /// Since when; `nil` while delivery is not stopped.
  public internal(set) var stoppedSince: TherapyTime?
  /// When the next bolus of the programme is due; `nil` when it has none.
  var nextPeriodic: TherapyTime?
  /// The patient bolus; `nil` when it is off.
  public internal(set) var patientBolus: PatientBolus?
  /// Requests of the patient that were denied since the factory.
  public internal(set) var patientDenied: UInt32 = 0
  /// How many of them were accounted for in the log.
  var deniedBefore: UInt32 = 0
  /// The drug in the reservoir.
  public internal(set) var drug: DrugCode
  /// Its strength.
  public internal(set) var concentration: Concentration
  /// What the reservoir held when it was last filled.
  public internal(set) var filledVolume: Nanolitres
  /// When that was.
  public internal(set) var filledAt: TherapyTime = .zero
  /// How many refills there were since implant.
  public internal(set) var refills: UInt16 = 0
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
  /// What of a bridge is still to be given after the part that runs, or when delivery is resumed.
  public internal(set) var bridgeWaiting: Picograms = .zero
  /// At what flow a bridge runs, or will go on; zero without one.
  var bridgeFlow = FlowRate(rawValue: 0)
  /// Drug that was programmed and is not made up for, since the factory.
  public internal(set) var undelivered: Picograms = .zero
  /// What of it the present stall of the motor has cost and no entry of the log tells yet.
  var stalled: Picograms = .zero
  /// The most that a programme which ended within the last 24 hours infused in a day.
  var formerDay: Nanolitres = .zero
  /// Until when ``formerDay`` counts.
  var formerDayUntil: TherapyTime = .zero
  /// Whether the whole fluid path counts as filled: it held drug when the pump was implanted, and
  /// nobody said since that it was emptied.
  public var isPrimed: Bool
  /// From which count of strokes on they fill the path, modulo 2^64, where it was emptied; else
  /// zero.
  var strokesToFill: UInt64 = 0
  /// The catheter that the pump was told of.
  public internal(set) var catheter = FittedCatheter()
  /// The strength before the last change of drug or strength, or the strongest that lay in the path
  /// then; `nil` when neither ever changed.
  var formerStrength: Concentration?
  /// The drug before the last change of drug or strength; `nil` when neither ever changed.
  var formerDrug: DrugCode?
  /// Another drug that lay in the path then, from before that one; `nil` when there was none.
  var olderDrug: DrugCode?
  /// The strokes made when it changed.
  var strokesAtChange: UInt64 = 0
  /// The drug in ng that the prime which runs pushes out of the tip; zero without one.
  var primeAtTip: UInt32 = 0
  /// When the emergency rate began, in seconds of therapy; zero without that alarm.
  var emergencySeconds: UInt32 = 0
  /// The temporary rate or planned stop that runs, if one does.
  public internal(set) var temporary = TemporaryRate()
  /// The alarms that are active.
  public internal(set) var alarms = AlarmSet()
  /// The alarms whose tones are silenced.
  var silenced = AlarmSet()
  /// Until when they are.
  var silentUntil: TherapyTime = .zero
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
  /// What the battery has given beyond what time and strokes explain.
  var battery = BatteryAccount()
  /// When the patient's last boluses began.
  var patientStarts = RecentStarts()
  /// The pairing keys that are not the factory's.
  var keys = ChangedKeys()
  /// The totals of programmes that were in force within the last 24 hours.
  var formerTotals = FormerTotals()
  /// What ordered boluses and primes gave within the last 24 hours.
  var givenDoses = GivenDoses()
  /// What was given beside the programme in the last 24 hours.
  var recentDoses = RollingDoses()
  /// The day plans it follows.
  public internal(set) var plans = DayPlans()
  /// The end of the event log.
  public internal(set) var log = LogJournal()

  /// A command that was applied, and when.
  public struct AppliedRecord: Hashable, Sendable {
    /// Whose it was.
    public var command: AppliedCommand
    /// What it was.
    public var request: RequestType
    /// When it took effect.
    public var time: TherapyTime
  }

  /// A pump as it leaves the operating theatre, filled and programmed, at therapy time 0, with its
  /// path primed unless told.
  ///
  /// `rotor` is where the motor's rotor stands. Nothing here is checked against the profile's
  /// limits; ``PumpFirmware/checkImplant(_:_:)`` does that.
  @inline(never)
  public init(
    therapy: Therapy, plans: DayPlans = DayPlans(), patientBolus: PatientBolus? = nil,
    drug: DrugCode, concentration: Concentration, filledVolume: Nanolitres,
    lowAlarmVolume: Nanolitres, clock: WallClock?, rotor: UInt16, isStopped: Bool = false,
    isPrimed: Bool = true
  ) {
    self.therapy = therapy
    self.plans = plans
    self.patientBolus = patientBolus
    self.isStopped = isStopped
    stoppedSince = isStopped ? .zero : nil
    self.drug = drug
    self.concentration = concentration
    self.filledVolume = filledVolume
    self.lowAlarmVolume = lowAlarmVolume
    self.rotor = rotor
    self.isPrimed = isPrimed
    batteryReading = 10_000
    clockBase = clock?.rawValue
    nextPeriodic = therapy.periodic.map { .zero.after(.minutes(UInt64($0.firstMinutes))) }
    // The firmware sets the basal rate when it is switched on, from the programme and the profile.
    integral = DeliveryIntegral(basalPerDay: .zero, from: .zero)
  }
}

extension DurableState {
  /// Stands in a session's number for an epoch that is not stored yet. It comes after all those of
  /// the first 32 766 switch-ons, so an order of such a session, which is never applied, is not
  /// taken for one that another came after.
  static var noEpoch: UInt16 { 0x7FFF }

  /// Takes the next epoch of session numbers.
  mutating func beginEpoch() {
    repeat { epoch &+= 1 } while epoch == 0 || epoch == Self.noEpoch
  }

  /// Whether somebody without a key had the pump go to minimum rate, until a clinician resumes. It
  /// is one fact with its alarm.
  var isAtEmergencyRate: Bool { alarms.contains(.emergencyRate) }

  /// The wall clock at a moment, if it was ever set.
  @_addressableSelf
  public func clock(at time: TherapyTime) -> WallClock? {
    clockBase.map { WallClock(rawValue: $0 &+ UInt32(truncatingIfNeeded: time.seconds)) }
  }

  /// What the reservoir holds by the pump's own count, and zero once the count has run out.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  @_addressableSelf
  func reservoir(strokeVolume: Nanolitres) -> Nanolitres {
    let pumped = strokeVolume.times(strokes - strokesAtFill) ?? filledVolume
    return filledVolume.minus(pumped) ?? .zero
  }
}
