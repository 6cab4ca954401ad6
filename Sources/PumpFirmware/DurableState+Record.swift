import Quantities
import Telemetry

extension DurableState {
  /// Puts the record's fields down in the order of memory.md. It changes nothing, as
  /// ``DayPlan/step(at:from:)``.
  mutating func encode(to writer: inout ByteWriter) {
    // Nothing but where it is counted to.
    temporary.count(to: integral.time)
    encodeTherapy(to: &writer)
    writer.put(drug.rawValue)
    writer.put(concentration.microgramsPerMillilitre)
    writer.put(UInt32(truncatingIfNeeded: filledVolume.rawValue))
    writer.put(filledAt.rawValue)
    writer.put(refills)
    writer.put(strokesAtFill)
    writer.put(UInt32(truncatingIfNeeded: lowAlarmVolume.rawValue))
    writer.put(strokes)
    writer.put(rotor)
    integral.encode(to: &writer)
    writer.put(bridgeFlow.rawValue)
    if bridgeFlow > .zero { writer.put(bridgeWaiting.rawValue) }
    writer.put(undelivered.rawValue)
    writer.put(stalled.rawValue)
    recentDoses.encode(to: &writer)
    writer.put(formerDay.rawValue)
    writer.put(formerDayUntil.rawValue)
    writer.put(alarms.bits)
    writer.put(silenced.bits)
    writer.put(silentUntil.rawValue)
    log.encode(to: &writer)
    writer.put(batteryReading)
    writer.put(optional: replacementSince)
    writer.put(clockBase == nil ? 0 : 1 as UInt8)
    writer.put(clockBase ?? 0)
    writer.put(epoch)
    keys.encode(to: &writer)
    AppliedCommand.encode(lastApplied?.command, to: &writer)
    writer.put(lastApplied?.request.rawValue ?? 0)
    writer.put(lastApplied?.time.rawValue ?? 0)
    battery.encode(to: &writer)
    encodeSteps(to: &writer)
    encodePath(to: &writer)
    temporary.encode(at: integral.time, to: &writer)
  }

  /// What the largest step is held against; new with version 4.
  @_addressableSelf
  private func encodeSteps(to writer: inout ByteWriter) {
    formerTotals.encode(to: &writer)
    givenDoses.encode(to: &writer)
    writer.put(isPrimed ? 1 : 0 as UInt8)
    writer.put(formerStrength?.microgramsPerMillilitre ?? 0)
    writer.put(strokesAtChange)
    if integral.infusion?.kind == .prime { writer.put(primeAtTip) }
    writer.put(emergencySeconds)
  }

  /// The catheter, and since when the path fills, new with version 6; and which drugs may lie in
  /// it, new with version 7.
  @_addressableSelf
  private func encodePath(to writer: inout ByteWriter) {
    catheter.encode(to: &writer)
    writer.put(strokesToFill)
    writer.put((formerDrug?.rawValue ?? 0) | (olderDrug?.rawValue ?? 0) << 4)
  }

  private mutating func encodeTherapy(to writer: inout ByteWriter) {
    therapy.encode(to: &writer)
    plans.encode(to: &writer)
    writer.put(therapyRevision)
    writer.put(isStopped ? 1 : 0 as UInt8)
    if let since = stoppedSince { writer.put(since.rawValue) }
    writer.put(optional: nextPeriodic)
    PatientBolus.encode(patientBolus, to: &writer)
    patientStarts.encode(to: &writer)
    writer.put(patientDenied)
    writer.put(deniedBefore)
  }

  /// Reads a record of one of ``MemoryMap/readableVersions``, or gives `nil` when a field has a
  /// value no working pump stores.
  init?(from reader: inout ByteReader, version: UInt16) {
    let hasSteps = version >= 4
    let isShort = version >= 5
    let isSparse = version >= 7
    therapy = Therapy(from: &reader)
    plans = DayPlans(from: &reader)
    therapyRevision = reader.u32()
    isStopped = reader.flag()
    if isSparse {
      stoppedSince = isStopped ? TherapyTime(rawValue: reader.u64()) : nil
    } else {
      stoppedSince = reader.optionalTime()
    }
    nextPeriodic = reader.optionalTime()
    patientBolus = PatientBolus.optional(from: &reader)
    patientStarts =
      switch version {
      case ...3: RecentStarts(seconds: &reader)
      case 4: RecentStarts(allPlaces: &reader)
      default: RecentStarts(from: &reader)
      }
    patientDenied = reader.u32()
    deniedBefore = reader.u32()
    drug = DrugCode(from: &reader)
    concentration = reader.concentration()
    filledVolume = reader.volume(isShort: isSparse)
    filledAt = TherapyTime(rawValue: reader.u64())
    refills = reader.u16()
    strokesAtFill = reader.u64()
    lowAlarmVolume = reader.volume(isShort: isSparse)
    strokes = reader.u64()
    rotor = reader.u16()
    integral = DeliveryIntegral(from: &reader)
    if !isSparse { bridgeWaiting = Picograms(rawValue: reader.u64()) }
    bridgeFlow = FlowRate(rawValue: reader.u64())
    if isSparse, bridgeFlow > .zero { bridgeWaiting = Picograms(rawValue: reader.u64()) }
    undelivered = Picograms(rawValue: reader.u64())
    stalled = Picograms(rawValue: reader.u64())
    recentDoses =
      hasSteps
      ? RollingDoses(from: &reader, hasAllPlaces: !isShort) : RollingDoses(hourly: &reader)
    formerDay = Nanolitres(rawValue: reader.u64())
    formerDayUntil = TherapyTime(rawValue: reader.u64())
    let alarms = AlarmSet(bits: reader.u16())
    let silenced = AlarmSet(bits: reader.u16())
    silentUntil = TherapyTime(rawValue: reader.u64())
    log =
      isShort
      ? LogJournal(from: &reader) : LogJournal(chained: &reader, isNumbered: version < 4)
    batteryReading = reader.u16()
    replacementSince = reader.optionalTime()
    let isClockSet = reader.flag()
    let base = reader.u32()
    if !isClockSet && base != 0 { reader.reject() }
    clockBase = isClockSet ? base : nil
    epoch = reader.u16()
    keys = ChangedKeys(from: &reader, hasAllPlaces: !isShort)
    let command = AppliedCommand.optional(from: &reader)
    let request = RequestType(rawValue: reader.u8())
    let time = TherapyTime(rawValue: reader.u64())
    isPrimed = true
    if hasSteps {
      battery = BatteryAccount(from: &reader)
      readSteps(from: &reader, version: version)
    }
    if version >= 6 { readPath(from: &reader) }
    if isSparse {
      readFormerDrugs(from: &reader)
      temporary = TemporaryRate(at: integral.time, from: &reader)
    } else {
      bringPathUpToDate()
    }
    guard reader.fault == nil, let alarms, let silenced, batteryReading <= 10_000,
      (command == nil) == (request == nil)
    else { return nil }
    self.alarms = alarms
    self.silenced = silenced
    if let command, let request {
      lastApplied = AppliedRecord(command: command, request: request, time: time)
    } else {
      lastApplied = nil
    }
    // An earlier version does not tell when it began; it did by the record's time.
    if !hasSteps && isAtEmergencyRate {
      emergencySeconds = UInt32(clamping: integral.time.seconds)
    }
    guard isPossible(), isConsistent() else { return nil }
  }

  private mutating func readSteps(from reader: inout ByteReader, version: UInt16) {
    let hasAllPlaces = version < 5
    formerTotals = FormerTotals(from: &reader, hasAllPlaces: hasAllPlaces)
    givenDoses = GivenDoses(from: &reader, hasAllPlaces: hasAllPlaces)
    isPrimed = reader.flag()
    let strength = reader.u32()
    formerStrength = Concentration(microgramsPerMillilitre: strength)
    if formerStrength == nil && strength != 0 { reader.reject() }
    strokesAtChange = reader.u64()
    if version < 7 || integral.infusion?.kind == .prime { primeAtTip = reader.u32() }
    emergencySeconds = reader.u32()
  }

  private mutating func readPath(from reader: inout ByteReader) {
    catheter = FittedCatheter(from: &reader)
    strokesToFill = reader.u64()
    if isPrimed && strokesToFill != 0 { reader.reject() }
  }

  private mutating func readFormerDrugs(from reader: inout ByteReader) {
    let both = reader.u8()
    formerDrug = DrugCode(rawValue: both & 15)
    olderDrug = DrugCode(rawValue: both >> 4)
    let isKnown =
      (both & 15 == 0 || formerDrug != nil) && (both >> 4 == 0 || olderDrug != nil)
    if !isKnown { reader.reject() }
  }

  /// Before version 7 there was one drug, whose strength alone could change.
  mutating func bringPathUpToDate() {
    formerDrug = formerStrength == nil ? nil : drug
  }

  /// Whether a working pump can have come to this state. What lies beyond would overflow in later
  /// arithmetic, and a record that holds it is better not trusted.
  @_addressableSelf
  private func isPossible() -> Bool {
    let largestVolume = Nanolitres(rawValue: 1_000_000_000)
    let largestDrug = Picograms(rawValue: 1 << 60)
    let now = integral.time
    let soon = now.after(.days(366))
    return filledVolume <= largestVolume && lowAlarmVolume <= largestVolume
      && strokesAtFill <= strokes && strokes <= 1 << 48 && filledAt <= now
      && now.rawValue <= 1 << 53 && recentDoses.newest <= now.after(.hours(1))
      && UInt64(battery.day) <= now.rawValue / DeliveryIntegral.day
      && formerDay <= Nanolitres(rawValue: 1 << 40) && formerDayUntil <= now.after(.hours(24))
      && (replacementSince ?? now) <= now && (lastApplied?.time ?? now) <= now
      && (stoppedSince ?? now) <= now && (nextPeriodic ?? now) <= soon && silentUntil <= soon
      && bridgeWaiting <= largestDrug && undelivered <= integral.programmed
      && stalled <= undelivered && bridgeFlow <= FlowRate(rawValue: 1 << 40)
      && strokesAtChange <= strokes && UInt64(emergencySeconds) <= now.seconds
      && formerTotals.isPossible(at: now) && givenDoses.isPossible(at: now)
  }

  /// Whether fields that say the same thing in two ways agree.
  @_addressableSelf
  private func isConsistent() -> Bool {
    if therapy.mode == .daySchedule && (clockBase == nil || !hasWholeWeek) { return false }
    // A pump whose delivery has ended for good has no bolus due, whatever its programme is.
    let isDue = therapy.periodic != nil && alarms.failure == nil
    return isStopped == (stoppedSince != nil) && isDue == (nextPeriodic != nil)
      && (bridgeFlow > .zero || !isBridging) && (isAtEmergencyRate || emergencySeconds == 0)
      && (formerStrength != nil || strokesAtChange == 0)
      && (formerStrength == nil) == (formerDrug == nil)
      && (olderDrug == nil || formerDrug != nil && formerDrug != olderDrug)
      && (primeAtTip == 0 || integral.infusion?.kind == .prime)
      && (!temporary.isRunning || isTemporaryPossible)
  }
}

extension DurableState {
  /// Whether nothing runs that a temporary rate does not go together with.
  private var isTemporaryPossible: Bool {
    !isStopped && alarms.failure == nil && bridgeFlow == .zero
      && integral.infusion?.kind.replacesBasal != true
      && !(temporary.isPlannedStop && integral.infusion != nil)
  }
}
