public import Quantities

/// Everything a clinician reviews before a change. Spec: messages.md, "interrogation".
public struct Interrogation: Equatable, Sendable {
  /// Who the pump is.
  public var identity: Identity
  /// What it is doing.
  public var status: Status
  /// The wall clock; `nil` exactly when it was never set.
  public var clock: WallClock?
  /// The volume a full reservoir holds, in nL.
  public var capacityNanolitres: UInt32
  /// The volume at which the low-reservoir alarm sounds, in nL.
  public var lowAlarmNanolitres: UInt32
  /// The drug in the reservoir.
  public var drug: DrugCode
  /// Its strength.
  public var concentration: Concentration
  /// The committed programme; it is not given while ``Status/Flags/isStopped``.
  public var therapy: Therapy
  /// How many programmes were committed since the factory.
  public var therapyRevision: UInt32
  /// What the motor was commanded to pump since the factory, in nL.
  public var pumpedNanolitres: UInt64
  /// The volume between reservoir and catheter tip, in nL.
  public var pathNanolitres: UInt32
  /// What the command applied last was, and when; `nil` exactly when ``Status/lastApplied`` is.
  public var lastApplied: Applied?
  /// What runs besides or in place of the basal infusion; `nil` when nothing does.
  public var infusion: InfusionKind?
  /// The whole dose of the running infusion in ng; zero when none runs.
  public var bolusNanograms: UInt32
  /// How long the running infusion still takes, in ms; zero when none runs.
  public var bolusRemainingMilliseconds: UInt32
  /// What of a bridge waits until delivery is resumed, in nL; zero when none waits.
  public var bridgeWaitingNanolitres: UInt32
  /// Frames the pump dropped since it was switched on; it stays at the highest value it can hold.
  public var droppedFrames: UInt32
  /// The part of the path that lies in the pump, in nL; the rest is the catheter.
  public var tubingNanolitres: UInt32
  /// The version of the data that both volumes come from.
  public var volumesVersion: UInt16
  /// What the reservoir held after the last refill, or at implant, in nL.
  public var filledNanolitres: UInt32
  /// When that was, in seconds of therapy since the factory.
  public var filledSeconds: UInt32
  /// How many refills there were since implant.
  public var refills: UInt16
  /// What no syringe reaches, in nL.
  public var residualNanolitres: UInt32
  /// What was programmed since the factory, in pg: the sum of all that was to be infused.
  public var programmedPicograms: UInt64
  /// For how many minutes, rounded up, the tones are still silent; zero when they are not.
  public var silentMinutes: UInt16
  /// The patient bolus; `nil` when it is off.
  public var patientBolus: PatientBolus?
  /// The flow of a prime, in nL/day; a prime's volume at it says how long one takes.
  public var primeFlowNanolitresPerDay: UInt32
  /// Minutes, rounded up, until the next bolus of the programme is due, whether or not something
  /// will stand against it then; `nil` when none is to come.
  public var minutesToPeriodicBolus: UInt32?
  /// When the emergency rate began, in seconds of therapy since the factory; `nil` exactly when
  /// that alarm is not active.
  public var emergencySeconds: UInt32?

  /// Which command was applied last, and when.
  public struct Applied: Hashable, Sendable {
    /// The command.
    public var request: RequestType
    /// Seconds of therapy since the factory.
    public var therapySeconds: UInt32

    /// A command and its moment.
    public init(_ request: RequestType, therapySeconds: UInt32) {
      self.request = request
      self.therapySeconds = therapySeconds
    }
  }

  /// Whether the marks of absence in the fields agree with each other.
  private var isConsistent: Bool {
    (clock != nil) == status.flags.isClockSet
      && (lastApplied != nil) == (status.lastApplied != nil)
      && (infusion != nil || (bolusNanograms == 0 && bolusRemainingMilliseconds == 0))
      && (therapy.periodic != nil || minutesToPeriodicBolus == nil)
      && (emergencySeconds != nil) == status.alarms.contains(.emergencyRate)
  }

  /// An answer from its parts. `lastApplied` and `clock` must be there exactly when `status` says
  /// so, dose and time of an infusion only when there is one, and the time until the next periodic
  /// bolus only when `therapy` has one, the beginning of the emergency rate exactly with its alarm;
  /// anything else traps.
  public init(
    identity: Identity, status: Status, clock: WallClock?, capacityNanolitres: UInt32,
    lowAlarmNanolitres: UInt32, drug: DrugCode, concentration: Concentration, therapy: Therapy,
    therapyRevision: UInt32, pumpedNanolitres: UInt64, pathNanolitres: UInt32,
    lastApplied: Applied?, infusion: InfusionKind?, bolusNanograms: UInt32,
    bolusRemainingMilliseconds: UInt32, bridgeWaitingNanolitres: UInt32, droppedFrames: UInt32,
    tubingNanolitres: UInt32, volumesVersion: UInt16, filledNanolitres: UInt32,
    filledSeconds: UInt32, refills: UInt16, residualNanolitres: UInt32,
    programmedPicograms: UInt64, silentMinutes: UInt16, patientBolus: PatientBolus?,
    primeFlowNanolitresPerDay: UInt32, minutesToPeriodicBolus: UInt32?,
    emergencySeconds: UInt32?
  ) {
    self.identity = identity
    self.status = status
    self.clock = clock
    self.capacityNanolitres = capacityNanolitres
    self.lowAlarmNanolitres = lowAlarmNanolitres
    self.drug = drug
    self.concentration = concentration
    self.therapy = therapy
    self.therapyRevision = therapyRevision
    self.pumpedNanolitres = pumpedNanolitres
    self.pathNanolitres = pathNanolitres
    self.lastApplied = lastApplied
    self.infusion = infusion
    self.bolusNanograms = bolusNanograms
    self.bolusRemainingMilliseconds = bolusRemainingMilliseconds
    self.bridgeWaitingNanolitres = bridgeWaitingNanolitres
    self.droppedFrames = droppedFrames
    self.tubingNanolitres = tubingNanolitres
    self.volumesVersion = volumesVersion
    self.filledNanolitres = filledNanolitres
    self.filledSeconds = filledSeconds
    self.refills = refills
    self.residualNanolitres = residualNanolitres
    self.programmedPicograms = programmedPicograms
    self.silentMinutes = silentMinutes
    self.patientBolus = patientBolus
    self.primeFlowNanolitresPerDay = primeFlowNanolitresPerDay
    self.minutesToPeriodicBolus = minutesToPeriodicBolus
    self.emergencySeconds = emergencySeconds
    precondition(isConsistent, "an interrogation contradicts its own status")
  }
}

extension Interrogation {
  init(from reader: inout ByteReader) {
    identity = Identity(from: &reader)
    status = Status(from: &reader)
    let clock = reader.u32()
    if !status.flags.isClockSet && clock != 0 { reader.reject() }
    self.clock = status.flags.isClockSet ? WallClock(rawValue: clock) : nil
    capacityNanolitres = reader.u32()
    lowAlarmNanolitres = reader.u32()
    drug = reader.drug()
    concentration = reader.concentration()
    therapy = Therapy(from: &reader)
    therapyRevision = reader.u32()
    pumpedNanolitres = reader.u64()
    pathNanolitres = reader.u32()
    lastApplied = Applied.optional(from: &reader, expected: status.lastApplied != nil)
    infusion = reader.infusion()
    bolusNanograms = reader.u32()
    if infusion == nil && bolusNanograms != 0 { reader.reject() }
    bolusRemainingMilliseconds = reader.u32()
    if infusion == nil && bolusRemainingMilliseconds != 0 { reader.reject() }
    bridgeWaitingNanolitres = reader.u32()
    droppedFrames = reader.u32()
    tubingNanolitres = reader.u32()
    volumesVersion = reader.u16()
    filledNanolitres = reader.u32()
    filledSeconds = reader.u32()
    refills = reader.u16()
    residualNanolitres = reader.u32()
    programmedPicograms = reader.u64()
    silentMinutes = reader.u16()
    patientBolus = PatientBolus.optional(from: &reader)
    primeFlowNanolitresPerDay = reader.u32()
    minutesToPeriodicBolus = reader.optionalMinutes()
    if therapy.periodic == nil && minutesToPeriodicBolus != nil { reader.reject() }
    emergencySeconds = reader.optionalSpan()
    if (emergencySeconds != nil) != status.alarms.contains(.emergencyRate) { reader.reject() }
  }

  func encode(to writer: inout ByteWriter) {
    identity.encode(to: &writer)
    status.encode(to: &writer)
    writer.put(clock?.rawValue ?? 0)
    writer.put(capacityNanolitres)
    writer.put(lowAlarmNanolitres)
    writer.put(drug.rawValue)
    writer.put(concentration.microgramsPerMillilitre)
    therapy.encode(to: &writer)
    writer.put(therapyRevision)
    writer.put(pumpedNanolitres)
    writer.put(pathNanolitres)
    writer.put(lastApplied?.request.rawValue ?? 0)
    writer.put(lastApplied?.therapySeconds ?? 0)
    writer.put(infusion?.rawValue ?? 0)
    writer.put(bolusNanograms)
    writer.put(bolusRemainingMilliseconds)
    writer.put(bridgeWaitingNanolitres)
    writer.put(droppedFrames)
    writer.put(tubingNanolitres)
    writer.put(volumesVersion)
    writer.put(filledNanolitres)
    writer.put(filledSeconds)
    writer.put(refills)
    writer.put(residualNanolitres)
    writer.put(programmedPicograms)
    writer.put(silentMinutes)
    PatientBolus.encode(patientBolus, to: &writer)
    writer.put(primeFlowNanolitresPerDay)
    writer.put(minutes: minutesToPeriodicBolus)
    writer.put(span: emergencySeconds)
  }
}

extension Interrogation.Applied {
  static func optional(from reader: inout ByteReader, expected: Bool) -> Self? {
    let type = reader.u8()
    let request = RequestType(rawValue: type)
    if expected ? request == nil : type != 0 { reader.reject() }
    let seconds = reader.u32()
    guard expected, let request else {
      if seconds != 0 { reader.reject() }
      return nil
    }
    return Self(request, therapySeconds: seconds)
  }
}

extension ByteReader {
  /// The kind of an infusion; zero when there is none.
  package mutating func infusion() -> InfusionKind? {
    let number = u8()
    let kind = InfusionKind(rawValue: number)
    if number != 0 && kind == nil { reject() }
    return kind
  }
}
