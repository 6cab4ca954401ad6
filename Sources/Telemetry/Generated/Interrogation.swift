// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

public import Quantities

/// Everything a clinician reviews before a change. Spec: messages.md, "interrogation".
public struct Interrogation: Equatable, Sendable {
  /// Who the pump is.
  public var identity: Identity
  /// What it is doing.
  public var status: Status
  /// The wall clock, counted from 2000-01-01 00:00:00; zero when it was never set. There exactly
  /// when `status.flags` says `isClockSet`.
  public var clock: WallClock?
  /// The volume a full reservoir holds. Unit nL.
  public var capacityNanolitres: UInt32
  /// The volume at which the low-reservoir alarm sounds. Unit nL.
  public var lowAlarmNanolitres: UInt32
  /// The drug in the reservoir.
  public var drug: DrugCode
  /// Its strength.
  public var concentration: Concentration
  /// The programme.
  public var therapy: Therapy
  /// How many programmes were committed since the factory.
  public var therapyRevision: UInt32
  /// What the motor was commanded to pump since the factory. Unit nL.
  public var pumpedNanolitres: UInt64
  /// The volume between reservoir and catheter tip. Unit nL.
  public var pathNanolitres: UInt32
  /// What the command applied last was, and when. `nil`: no order was ever applied.
  public var lastApplied: Interrogation.Applied?
  /// What runs besides the basal infusion or in its place. `nil`: nothing does.
  public var infusion: InfusionKind?
  /// The whole dose of the running infusion; zero when none runs. Unit ng.
  public var bolusNanograms: UInt32
  /// How long the running infusion still takes; zero when none runs. Unit ms.
  public var bolusRemainingMilliseconds: UInt32
  /// What of a bridge waits until delivery is resumed; zero when none waits. Unit nL.
  public var bridgeWaitingNanolitres: UInt32
  /// Frames the pump dropped since it was switched on; it stays at the highest value it can hold.
  public var droppedFrames: UInt32
  /// The part of the path that lies in the pump; the rest is the catheter. Unit nL.
  public var tubingNanolitres: UInt32
  /// The version of the data that both volumes come from.
  public var volumesVersion: UInt16
  /// What the reservoir held after the last refill, or at implant. Unit nL.
  public var filledNanolitres: UInt32
  /// When that was, in therapy time since the factory. Unit s.
  public var filledSeconds: UInt32
  /// How many refills there were since implant.
  public var refills: UInt16
  /// What no syringe reaches: it lies below the counter and mixes with what is filled in. Unit nL.
  public var residualNanolitres: UInt32
  /// What was programmed since the factory: the sum of all that was to be infused. Unit pg.
  public var programmedPicograms: UInt64
  /// For how long the tones are still silent, rounded up; zero when they are not. Unit min.
  public var silentMinutes: UInt16
  /// The patient bolus. `nil`: the patient bolus is off.
  public var patientBolus: PatientBolus?
  /// The flow of a prime. Unit nL/day.
  public var primeFlowNanolitresPerDay: UInt32
  /// Until the next bolus of the programme is due, rounded up, whether or not something will stand
  /// against it. Unit min. `nil`: none is to come.
  public var minutesToPeriodicBolus: UInt32?
  /// When the emergency rate began, in therapy time since the factory. Unit s. `nil`: not at the
  /// emergency rate.
  public var emergencySeconds: UInt32?
  /// Why a temporary rate or a planned stop runs. `nil`: neither a temporary rate nor a planned
  /// stop runs.
  public var temporaryReason: TemporaryReason?
  /// Its rate; zero for a planned stop, and when neither runs. Unit ng/day.
  public var temporaryNanogramsPerDay: UInt32
  /// How long it lasts in all; zero when neither runs. Unit min.
  public var temporaryMinutes: UInt16
  /// Until it ends by itself, rounded up; zero when neither runs. Unit s.
  public var temporarySecondsLeft: UInt32
  /// What it has given so far, rounded down; zero when neither runs. Unit ng.
  public var temporaryNanograms: UInt32
  /// What the programme would have given since it began, with every bolus of the programme that it
  /// kept from beginning, rounded down; zero when neither runs. Unit ng.
  public var foregoneNanograms: UInt32
  /// The drug of the liquid from before the last change of drug or strength, while some of that
  /// lies in the path. `nil`: the path holds no such liquid, by the pump's account.
  public var formerDrug: DrugCode?
  /// Another drug, from before that one, of which some may still lie in the path. `nil`: none.
  public var olderDrug: DrugCode?

  /// Which command was applied last, and when.
  public struct Applied: Hashable, Sendable {
    /// What the order applied last was.
    public var request: RequestType
    /// When it was applied; zero when there is none. Unit s.
    public var therapySeconds: UInt32

    /// One from its parts.
    public init(_ request: RequestType, therapySeconds: UInt32) {
      self.request = request
      self.therapySeconds = therapySeconds
    }
  }

  /// Whether the marks of absence in the fields agree with each other.
  private var isConsistent: Bool {
    (clock != nil) == status.flags.isClockSet
      && (status.lastApplied != nil || lastApplied == nil)
      && (status.lastApplied == nil || lastApplied != nil)
      && (infusion != nil || bolusNanograms == 0)
      && (infusion != nil || bolusRemainingMilliseconds == 0)
      && (therapy.periodic != nil || minutesToPeriodicBolus == nil)
      && (status.alarms.contains(.emergencyRate) || emergencySeconds == nil)
      && (!status.alarms.contains(.emergencyRate) || emergencySeconds != nil)
      && (status.flags.isTemporary || temporaryReason == nil)
      && (!status.flags.isTemporary || temporaryReason != nil)
      && (temporaryReason != nil || temporaryNanogramsPerDay == 0)
      && (temporaryReason != nil || temporaryMinutes == 0)
      && (temporaryReason == nil || temporaryMinutes != 0)
      && (temporaryReason != nil || temporarySecondsLeft == 0)
      && (temporaryReason != nil || temporaryNanograms == 0)
      && (temporaryReason != nil || foregoneNanograms == 0)
      && (formerDrug != nil || olderDrug == nil)
  }

  /// One from its parts. Fields that contradict each other trap.
  public init(
    identity: Identity, status: Status, clock: WallClock?, capacityNanolitres: UInt32,
    lowAlarmNanolitres: UInt32, drug: DrugCode, concentration: Concentration, therapy: Therapy,
    therapyRevision: UInt32, pumpedNanolitres: UInt64, pathNanolitres: UInt32,
    lastApplied: Interrogation.Applied?, infusion: InfusionKind?, bolusNanograms: UInt32,
    bolusRemainingMilliseconds: UInt32, bridgeWaitingNanolitres: UInt32, droppedFrames: UInt32,
    tubingNanolitres: UInt32, volumesVersion: UInt16, filledNanolitres: UInt32,
    filledSeconds: UInt32, refills: UInt16, residualNanolitres: UInt32, programmedPicograms: UInt64,
    silentMinutes: UInt16, patientBolus: PatientBolus?, primeFlowNanolitresPerDay: UInt32,
    minutesToPeriodicBolus: UInt32?, emergencySeconds: UInt32?,
    temporaryReason: TemporaryReason? = nil, temporaryNanogramsPerDay: UInt32 = 0,
    temporaryMinutes: UInt16 = 0, temporarySecondsLeft: UInt32 = 0, temporaryNanograms: UInt32 = 0,
    foregoneNanograms: UInt32 = 0, formerDrug: DrugCode?, olderDrug: DrugCode?
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
    self.temporaryReason = temporaryReason
    self.temporaryNanogramsPerDay = temporaryNanogramsPerDay
    self.temporaryMinutes = temporaryMinutes
    self.temporarySecondsLeft = temporarySecondsLeft
    self.temporaryNanograms = temporaryNanograms
    self.foregoneNanograms = foregoneNanograms
    self.formerDrug = formerDrug
    self.olderDrug = olderDrug
    precondition(isConsistent, "an interrogation contradicts its own status")
  }

  /// An interrogation of a pump that was never set up.
  package init() {
    self.init(
      identity: Identity(), status: Status(), clock: nil, capacityNanolitres: 0,
      lowAlarmNanolitres: 0, drug: .baclofen, concentration: .weakest, therapy: .minimumRate,
      therapyRevision: 0, pumpedNanolitres: 0, pathNanolitres: 0, lastApplied: nil, infusion: nil,
      bolusNanograms: 0, bolusRemainingMilliseconds: 0, bridgeWaitingNanolitres: 0,
      droppedFrames: 0, tubingNanolitres: 0, volumesVersion: 0, filledNanolitres: 0,
      filledSeconds: 0, refills: 0, residualNanolitres: 0, programmedPicograms: 0, silentMinutes: 0,
      patientBolus: nil, primeFlowNanolitresPerDay: 0, minutesToPeriodicBolus: nil,
      emergencySeconds: nil, temporaryReason: nil, temporaryNanogramsPerDay: 0, temporaryMinutes: 0,
      temporarySecondsLeft: 0, temporaryNanograms: 0, foregoneNanograms: 0, formerDrug: nil,
      olderDrug: nil
    )
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
    drug = DrugCode(from: &reader)
    concentration = reader.concentration()
    therapy = Therapy(from: &reader)
    therapyRevision = reader.u32()
    pumpedNanolitres = reader.u64()
    pathNanolitres = reader.u32()
    let lastAppliedRequest = reader.u8()
    let lastAppliedRequestKnown = RequestType(rawValue: lastAppliedRequest)
    if lastAppliedRequest != 0 && lastAppliedRequestKnown == nil { reader.reject() }
    if status.lastApplied == nil && lastAppliedRequest != 0 { reader.reject() }
    if status.lastApplied != nil && lastAppliedRequest == 0 { reader.reject() }
    let lastAppliedTherapySeconds = reader.u32()
    if status.lastApplied == nil && lastAppliedTherapySeconds != 0 { reader.reject() }
    lastApplied = lastAppliedRequestKnown.map {
      Interrogation.Applied($0, therapySeconds: lastAppliedTherapySeconds)
    }
    infusion = InfusionKind.optional(from: &reader)
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
    minutesToPeriodicBolus = reader.u32(orNoneAt: .max)
    if therapy.periodic == nil && minutesToPeriodicBolus != nil { reader.reject() }
    emergencySeconds = reader.u32(orNoneAt: .max)
    if !status.alarms.contains(.emergencyRate) && emergencySeconds != nil { reader.reject() }
    if status.alarms.contains(.emergencyRate) && emergencySeconds == nil { reader.reject() }
    temporaryReason = TemporaryReason.optional(from: &reader)
    if !status.flags.isTemporary && temporaryReason != nil { reader.reject() }
    if status.flags.isTemporary && temporaryReason == nil { reader.reject() }
    temporaryNanogramsPerDay = reader.u32()
    if temporaryReason == nil && temporaryNanogramsPerDay != 0 { reader.reject() }
    temporaryMinutes = reader.u16()
    if temporaryReason == nil && temporaryMinutes != 0 { reader.reject() }
    if temporaryReason != nil && temporaryMinutes == 0 { reader.reject() }
    temporarySecondsLeft = reader.u32()
    if temporaryReason == nil && temporarySecondsLeft != 0 { reader.reject() }
    temporaryNanograms = reader.u32()
    if temporaryReason == nil && temporaryNanograms != 0 { reader.reject() }
    foregoneNanograms = reader.u32()
    if temporaryReason == nil && foregoneNanograms != 0 { reader.reject() }
    formerDrug = DrugCode.optional(from: &reader)
    olderDrug = DrugCode.optional(from: &reader)
    if formerDrug == nil && olderDrug != nil { reader.reject() }
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
    writer.put(minutesToPeriodicBolus ?? .max)
    writer.put(emergencySeconds ?? .max)
    writer.put(temporaryReason?.rawValue ?? 0)
    writer.put(temporaryNanogramsPerDay)
    writer.put(temporaryMinutes)
    writer.put(temporarySecondsLeft)
    writer.put(temporaryNanograms)
    writer.put(foregoneNanograms)
    writer.put(formerDrug?.rawValue ?? 0)
    writer.put(olderDrug?.rawValue ?? 0)
  }
}

extension Interrogation: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.enter("identity")
    identity.visit(&visitor)
    visitor.leave()
    visitor.enter("status")
    status.visit(&visitor)
    visitor.leave()
    visitor.number("clock", clock?.rawValue)
    visitor.number("capacityNanolitres", capacityNanolitres)
    visitor.number("lowAlarmNanolitres", lowAlarmNanolitres)
    visitor.choice("drug", drug.wireName)
    visitor.number("concentration.microgramsPerMillilitre", concentration.microgramsPerMillilitre)
    visitor.enter("therapy")
    therapy.visit(&visitor)
    visitor.leave()
    visitor.number("therapyRevision", therapyRevision)
    visitor.number("pumpedNanolitres", pumpedNanolitres)
    visitor.number("pathNanolitres", pathNanolitres)
    if let lastApplied {
      visitor.enter("lastApplied")
      lastApplied.visit(&visitor)
      visitor.leave()
    } else {
      visitor.nothing("lastApplied")
    }
    visitor.choice("infusion", infusion?.wireName)
    visitor.number("bolusNanograms", bolusNanograms)
    visitor.number("bolusRemainingMilliseconds", bolusRemainingMilliseconds)
    visitor.number("bridgeWaitingNanolitres", bridgeWaitingNanolitres)
    visitor.number("droppedFrames", droppedFrames)
    visitor.number("tubingNanolitres", tubingNanolitres)
    visitor.number("volumesVersion", volumesVersion)
    visitor.number("filledNanolitres", filledNanolitres)
    visitor.number("filledSeconds", filledSeconds)
    visitor.number("refills", refills)
    visitor.number("residualNanolitres", residualNanolitres)
    visitor.number("programmedPicograms", programmedPicograms)
    visitor.number("silentMinutes", silentMinutes)
    if let patientBolus {
      visitor.enter("patientBolus")
      patientBolus.visit(&visitor)
      visitor.leave()
    } else {
      visitor.nothing("patientBolus")
    }
    visitor.number("primeFlowNanolitresPerDay", primeFlowNanolitresPerDay)
    visitor.number("minutesToPeriodicBolus", minutesToPeriodicBolus)
    visitor.number("emergencySeconds", emergencySeconds)
    visitor.choice("temporaryReason", temporaryReason?.wireName)
    visitor.number("temporaryNanogramsPerDay", temporaryNanogramsPerDay)
    visitor.number("temporaryMinutes", temporaryMinutes)
    visitor.number("temporarySecondsLeft", temporarySecondsLeft)
    visitor.number("temporaryNanograms", temporaryNanograms)
    visitor.number("foregoneNanograms", foregoneNanograms)
    visitor.choice("formerDrug", formerDrug?.wireName)
    visitor.choice("olderDrug", olderDrug?.wireName)
  }
}

extension Interrogation.Applied: Visitable {
  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.choice("request", request.wireName)
    visitor.number("therapySeconds", therapySeconds)
  }
}
