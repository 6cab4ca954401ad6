public import Quantities
public import Telemetry

extension PumpFirmware {
  /// Encodes the memory of a pump that was just implanted: one record in slot 0, slot 1 empty.
  ///
  /// `write` is given each slot's bytes in turn.
  public static func formatMemory(
    _ state: DurableState, _ write: (_ slot: UInt8, Span<UInt8>) -> Void
  ) {
    var record = MemoryRecord()
    var blank = record
    var state = state
    record.encode(&state, sequence: 0)
    record.withBytes { write(0, $0) }
    blank.withBytes { write(1, $0) }
  }

  /// Switches the pump on with what its memory holds.
  ///
  /// `rotor` is where the motor's rotor stands; it tells how many strokes were made after the
  /// record was written. Time without power is not made up for: of what was programmed meanwhile
  /// at most one stroke is still given. Throws when neither slot can be trusted, or when the newest
  /// record has a therapy beyond a hard limit of the profile: a pump without its programme does not
  /// invent one. ``init(withoutMemory:secrets:drug:rotor:at:)`` is what it does instead.
  ///
  /// `secrets` has the factory's keys and noise that is new at every switch-on. When the clock was
  /// lost, therapy time goes on from the newest record, whatever `now` says; ``time`` tells where
  /// that is.
  public init(
    profile: DeviceProfile, secrets: PumpSecrets, memory: Span<UInt8>, rotor: UInt16,
    at now: Instant, cause: ResetCause = .power
  ) throws(MemoryFault) {
    self.init(off: profile, secrets: secrets, at: now)
    try switchOn(memory: memory, rotor: rotor, at: now, cause: cause)
  }

  /// Puts a pump that is off in its place; it delivers nothing, whatever it is told, until
  /// ``switchOn(memory:rotor:at:cause:)`` succeeds.
  ///
  /// For a board, which has one place for the pump and no stack for another.
  public static func placeOff(
    _ profile: DeviceProfile, _ secrets: PumpSecrets, at now: Instant,
    in place: UnsafeMutablePointer<PumpFirmware>
  ) {
    unsafe place.initialize(to: PumpFirmware(off: profile, secrets: secrets, at: now))
  }

  /// A pump that is off.
  @inline(__always)
  package init(
    off profile: DeviceProfile, secrets: PumpSecrets, drug: DrugCode = .baclofen,
    rotor: UInt16 = 0, at now: Instant
  ) {
    self.profile = profile
    self.secrets = secrets
    openings = Openings(secrets.noise, at: now.link)
    state = DurableState(
      therapy: .minimumRate, drug: drug, concentration: .weakest, filledVolume: .zero,
      lowAlarmVolume: .zero, clock: nil, rotor: rotor)
    store = StateStore(state)
    chores = Chores(at: now.therapy, profile.alarmTimings)
    motor = MotorWork(from: now.therapy, owed: .zero)
    log = LogWork(durable: 0)
    failure = .memoryLost
  }

  /// Switches a pump that is off on, in the place where it is, as
  /// ``init(profile:secrets:memory:rotor:at:cause:)`` says; when it throws, the pump stays off.
  public mutating func switchOn(
    memory: Span<UInt8>, rotor: UInt16, at now: Instant, cause: ResetCause = .power
  ) throws(MemoryFault) {
    guard memory.count == MemoryMap.imageBytes else { throw .wrongSize }
    let latest = cause == .clockLost ? nil : now.therapy
    guard let slot = Self.newestSlot(of: memory, by: latest), let version = load(slot, of: memory)
    else { throw .noValidRecord }
    // Not the older record instead: the therapy in it is one that another has replaced.
    do throws(Refusal) {
      try profile.checkTherapy(of: state)
    } catch {
      throw .beyondLimits
    }
    Self.forgetWritten(&state.log, memory)
    if version < 4 { Self.bringUpToDate(&state, profile, memory) }
    let time = cause == .clockLost ? state.integral.time : now.therapy
    start(rotor: rotor, at: Instant(therapy: time, link: now.link), cause: cause)
  }

  /// Takes the record of a slot; gives the version of its layout.
  @inline(never)
  private mutating func load(_ slot: UInt32, of memory: Span<UInt8>) -> UInt16? {
    guard
      let record = MemoryRecord.decode(memory.extracting(Self.place(ofSlot: slot)), number: slot)
    else { return nil }
    state = record.state
    store.sequence = record.sequence
    return record.version
  }

  /// The hard limit that something in a pump's memory is beyond, under the profile the pump is to
  /// be switched on with at a moment; `nil` when there is none, or no record that can be trusted.
  ///
  /// It is told as the refusal of the request by which such a thing comes to be. What moves drug
  /// keeps the pump itself from going on; a volume or a silence beyond its limit only whoever
  /// switches it on. Spec: memory.md, "Limits at power-on".
  public static func breach(
    inMemory memory: Span<UInt8>, of profile: DeviceProfile, at now: TherapyTime
  ) -> Refusal? {
    guard memory.count == MemoryMap.imageBytes, let newest = newestRecord(of: memory, by: now)
    else { return nil }
    do throws(Refusal) {
      try profile.checkRecord(newest.state)
      return nil
    } catch {
      return error
    }
  }

  /// The newer of the records that can be trusted, if there is one.
  private static func newestRecord(
    of memory: Span<UInt8>, by latest: TherapyTime?
  ) -> MemoryRecord.Content? {
    guard let slot = newestSlot(of: memory, by: latest) else { return nil }
    return MemoryRecord.decode(memory.extracting(place(ofSlot: slot)), number: slot)
  }

  /// The slot of the newer record that can be trusted. Only one record is looked at at a time.
  private static func newestSlot(of memory: Span<UInt8>, by latest: TherapyTime?) -> UInt32? {
    guard let first = sequence(ofSlot: 0, of: memory, by: latest) else {
      return sequence(ofSlot: 1, of: memory, by: latest) == nil ? nil : 1
    }
    guard let second = sequence(ofSlot: 1, of: memory, by: latest) else { return 0 }
    // Sequence numbers wrap; the two slots are never more than one write apart.
    return Int32(bitPattern: second &- first) > 0 ? 1 : 0
  }

  /// The sequence number of the record in a slot, unless it cannot be trusted or is from the
  /// future.
  @inline(never)
  private static func sequence(
    ofSlot number: UInt32, of memory: Span<UInt8>, by latest: TherapyTime?
  ) -> UInt32? {
    let slot = memory.extracting(place(ofSlot: number))
    guard let record = MemoryRecord.decode(slot, number: number),
      record.state.integral.time <= latest ?? record.state.integral.time
    else { return nil }
    return record.sequence
  }

  private static func place(ofSlot number: UInt32) -> Range<Int> {
    let start = Int(UInt64(number)) * MemoryMap.slotBytes
    return start..<start + MemoryMap.slotBytes
  }

  /// Switches on a pump whose memory is lost: it delivers nothing, sounds the alarm, and answers.
  ///
  /// It knows no programme, so it reports minimum rate, stopped, and an empty reservoir.
  public init(
    withoutMemory profile: DeviceProfile, secrets: PumpSecrets, drug: DrugCode, rotor: UInt16,
    at now: Instant
  ) {
    self.init(off: profile, secrets: secrets, drug: drug, rotor: rotor, at: now)
    switchOnWithoutMemory(rotor: rotor, at: now)
  }

  /// Switches a pump that was just placed, and is off, on in the place where it is, as
  /// ``init(withoutMemory:secrets:drug:rotor:at:)`` says.
  public mutating func switchOnWithoutMemory(rotor: UInt16, at now: Instant) {
    state.rotor = rotor
    // It is in the very first record, so that no power cut can bring up a pump without its alarm.
    if !has(.inventsProgramme) { state.raise(.memoryLost, at: now.therapy) }
    start(rotor: rotor, at: now, cause: .power)
    // The other slot is written too: what it holds might be taken for newer.
    store.isDirty = true
  }

  /// Begins with the state that is there.
  @inline(never)
  private mutating func start(rotor: UInt16, at moment: Instant, cause: ResetCause) {
    let now = moment.therapy
    failure = nil
    store.start(with: state)
    chores = Chores(at: now, profile.alarmTimings)
    motor.watchdog = DeliveryWatchdog(from: now, owed: state.integral.owed)
    log = LogWork(durable: state.log.sequence)
    openings.start(at: moment.link)
    if has(.forgetsDayAtStart) { state.recentDoses = RollingDoses() }
    if has(.forgetsEpoch) { state.epoch = 0 }
    if has(.forgetsEmergency) {
      state.alarms.remove(.emergencyRate)
      state.emergencySeconds = 0
    }
    if state.temporary.isRunning {
      let step = state.scheduledStep(at: state.integral.time)
      state.temporary.programmePerDay = state.programmedPerDay(profile.limits, in: step)
    }
    recoverStrokes(rotor: rotor, at: now, isClockLost: cause == .clockLost)
    state.beginEpoch()
    state.log.append(
      .switchedOn, at: now, detail: cause.rawValue, number: UInt32(state.epoch),
      amount: state.strokes)
    if now >= state.temporary.end { state.endTemporary(.time, profile) }
    // The record does not tell how much of its time has passed: it would be too long by the rest.
    if cause == .clockLost { state.endTemporary(.clockLost, profile) }
    recover(from: cause)
    skipPeriodicBoluses()
    if cause == .clockLost { delayPeriodicBolus() }
    if let reason = state.alarms.failure { fail(reason) }
    if failure == nil, now >= endOfService(of: state) { fail(.endOfService) }
    if !state.isStopped && failure == nil { state.beginWaitingBridge() }
    // One that was given in full ended at a moment that no record tells: now at the latest.
    state.endGivenBridge()
    stateChanged()
    checkReservoir()
    motor.watchdog = DeliveryWatchdog(from: now, owed: state.integral.owed)
    motor.watchdog.follow(state.integral.basalPerDay, state.integral.infusion, at: now)
    beginStore()
  }

  /// The alarms of a reset that was no mere lack of power.
  private mutating func recover(from cause: ResetCause) {
    switch cause {
    case .power: break
    case .clockLost: state.raise(.clockUncertain, at: time)
    case .lowBattery:
      state.raise(.lowBatteryReset, at: time)
      guard !state.isStopped else { return }
      var change = state
      change.isStopped = true
      endTotals(in: &change)
      change.endTemporary(.stop, profile)
      state = change
      state.stoppedSince = time
      state.endInfusion()
    }
  }

  /// Brings the counters up to the strokes the rotor shows, and the integral up to now.
  ///
  /// What was to be infused without power is counted at the rates of the record. An infusion of
  /// which nobody knows how much was given since the record counts as given with the strokes since.
  private mutating func recoverStrokes(
    rotor: UInt16, at now: TherapyTime, isClockLost: Bool
  ) {
    let made = has(.ignoresRotor) ? 0 : UInt64(rotor &- state.rotor)
    state.strokes += made
    state.rotor = rotor
    let pumped = strokeDrug.times(made) ?? state.integral.owed
    // By a clock that was lost it would go on from the record, and be given twice.
    let isOver = isClockLost && !has(.givesAgain)
    if var run = state.integral.infusion, run.kind == .bridge || isOver {
      let more = pumped.minus(state.integral.owed) ?? .zero
      run.counted = min(run.counted + more, run.dose)
      state.integral.infusion = run
      let rest = state.endInfusion()
      // What lies in the path still has to leave it: the rest of a bridge is not lost with time.
      if run.kind == .bridge { state.bridgeWaiting += rest }
    }
    countProgramme(to: now)
    state.integral.settle(pumped)
    guard let lost = state.integral.owed.minus(strokeDrug), lost > .zero else { return }
    state.integral.owed = strokeDrug
    state.undelivered += lost
    state.log.append(
      .undelivered, at: now, detail: UndeliveredCause.power.rawValue, amount: lost.rawValue)
  }

  /// By a record that is older than it seems a bolus could be due that has just been given: the
  /// next comes a whole interval from now at the earliest.
  private mutating func delayPeriodicBolus() {
    guard let periodic = state.therapy.periodic, let due = state.nextPeriodic, !has(.givesAgain)
    else { return }
    state.nextPeriodic = max(due, time.after(periodic.interval))
  }

  /// Leaves out the boluses of the programme that were due without power. One that is due now is
  /// none of them.
  private mutating func skipPeriodicBoluses() {
    guard let periodic = state.therapy.periodic, let due = state.nextPeriodic, due < time,
      !has(.makesUpBoluses)
    else { return }
    let missed = (time.since(due).rawValue - 1) / periodic.interval.rawValue + 1
    state.nextPeriodic = due.after(periodic.interval.times(missed) ?? .zero)
    state.log.append(
      .infusionSkipped, at: time, detail: InfusionKind.periodicBolus.rawValue,
      number: periodic.nanograms, amount: missed)
  }
}
