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
    guard memory.count == MemoryMap.imageBytes else { throw .wrongSize }
    let latest = cause == .clockLost ? nil : now.therapy
    guard var newest = Self.newestRecord(of: memory, by: latest) else { throw .noValidRecord }
    // Not the older record instead: the therapy in it is one that another has replaced.
    do throws(Refusal) {
      try profile.checkTherapy(of: newest.state)
    } catch {
      throw .beyondLimits
    }
    Self.forgetWritten(&newest.state.log, memory)
    if newest.version < 4 { Self.bringUpToDate(&newest.state, profile, memory) }
    let time = cause == .clockLost ? newest.state.integral.time : now.therapy
    self.init(
      profile: profile, secrets, state: newest.state, sequence: newest.sequence, rotor: rotor,
      at: Instant(therapy: time, link: now.link), cause: cause)
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
    let size = MemoryMap.slotBytes
    let first = record(memory.extracting(0..<size), number: 0, by: latest)
    let second = record(memory.extracting(size..<2 * size), number: 1, by: latest)
    return newest(first, second)
  }

  /// The record in one slot, unless it cannot be trusted or is from the future.
  private static func record(
    _ slot: Span<UInt8>, number: UInt32, by latest: TherapyTime?
  ) -> MemoryRecord.Content? {
    guard let record = MemoryRecord.decode(slot, number: number),
      record.state.integral.time <= latest ?? record.state.integral.time
    else { return nil }
    return record
  }

  private static func newest(
    _ first: MemoryRecord.Content?,
    _ second: MemoryRecord.Content?
  ) -> MemoryRecord.Content? {
    guard let first else { return second }
    guard let second else { return first }
    // Sequence numbers wrap; the two slots are never more than one write apart.
    return Int32(bitPattern: second.sequence &- first.sequence) > 0 ? second : first
  }

  /// Switches on a pump whose memory is lost: it delivers nothing, sounds the alarm, and answers.
  ///
  /// It knows no programme, so it reports minimum rate, stopped, and an empty reservoir.
  public init(
    withoutMemory profile: DeviceProfile, secrets: PumpSecrets, drug: DrugCode, rotor: UInt16,
    at now: Instant
  ) {
    var unknown = DurableState(
      therapy: .minimumRate, drug: drug, concentration: .weakest, filledVolume: .zero,
      lowAlarmVolume: .zero, clock: nil, rotor: rotor)
    // It is in the very first record, so that no power cut can bring up a pump without its alarm.
    unknown.raise(.memoryLost, at: now.therapy)
    self.init(
      profile: profile, secrets, state: unknown, sequence: 0, rotor: rotor, at: now, cause: .power)
    // The other slot is written too: what it holds might be taken for newer.
    isDirty = true
  }

  private init(
    profile: DeviceProfile, _ secrets: PumpSecrets, state: DurableState, sequence: UInt32,
    rotor: UInt16, at moment: Instant, cause: ResetCause
  ) {
    let now = moment.therapy
    self.init(profile: profile, secrets, state: state, sequence: sequence, at: moment)
    if has(.forgetsDayAtStart) { self.state.recentDoses = RollingDoses() }
    if has(.forgetsEpoch) { self.state.epoch = 0 }
    recoverStrokes(rotor: rotor, at: now)
    self.state.beginEpoch()
    self.state.log.append(
      .switchedOn, at: now, detail: cause.rawValue, number: UInt32(self.state.epoch),
      amount: self.state.strokes)
    recover(from: cause)
    skipPeriodicBoluses()
    if let reason = self.state.alarms.failure { fail(reason) }
    if failure == nil, now >= endOfService(of: self.state) { fail(.endOfService) }
    if !self.state.isStopped && failure == nil { self.state.beginWaitingBridge() }
    stateChanged()
    checkReservoir()
    watchdog = DeliveryWatchdog(from: now, owed: self.state.integral.owed)
    watchdog.follow(self.state.integral.basalPerDay, self.state.integral.infusion, at: now)
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
      state = change
      state.stoppedSince = time
      state.endInfusion()
    }
  }

  /// Brings the counters up to the strokes the rotor shows, and the integral up to now.
  ///
  /// What was to be infused without power is counted at the rates of the record.
  private mutating func recoverStrokes(rotor: UInt16, at now: TherapyTime) {
    let made = has(.ignoresRotor) ? 0 : UInt64(rotor &- state.rotor)
    state.strokes += made
    state.rotor = rotor
    let pumped = strokeDrug.times(made) ?? state.integral.owed
    if var bridge = state.integral.infusion, bridge.kind == .bridge {
      // What lies in the path still has to leave it: the rest of a bridge is not lost with time.
      let more = pumped.minus(state.integral.owed) ?? .zero
      bridge.counted = min(bridge.counted + more, bridge.dose)
      state.integral.infusion = bridge
      state.bridgeWaiting += state.endInfusion()
    }
    countProgramme(to: now)
    state.integral.settle(pumped)
    guard let lost = state.integral.owed.minus(strokeDrug), lost > .zero else { return }
    state.integral.owed = strokeDrug
    state.undelivered += lost
    state.log.append(
      .undelivered, at: now, detail: UndeliveredCause.power.rawValue, amount: lost.rawValue)
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

  private init(
    profile: DeviceProfile, _ secrets: PumpSecrets, state: DurableState, sequence: UInt32,
    at now: Instant
  ) {
    let time = now.therapy
    self.profile = profile
    self.secrets = secrets
    nonces = NonceSource(secrets.noise)
    sessionCount = nonces.firstCount
    openLink = OpenLinkBudget(at: now.link)
    self.state = state
    changed = state
    self.sequence = sequence
    storedRotor = state.rotor
    chores = Chores(at: time, profile.alarmTimings)
    watchdog = DeliveryWatchdog(from: time, owed: state.integral.owed)
    log = LogWork(durable: state.log.sequence)
  }
}
