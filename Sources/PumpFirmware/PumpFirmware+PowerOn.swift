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
    let blank = record
    record.encode(state, sequence: 0)
    record.withBytes { write(0, $0) }
    blank.withBytes { write(1, $0) }
  }

  /// Switches the pump on with what its memory holds.
  ///
  /// `rotor` is where the motor's rotor stands; it tells how many strokes were made after the
  /// record was written. Time without power is not made up for: of what was programmed meanwhile
  /// at most one stroke is still given. Throws when neither slot can be trusted: a pump without its
  /// programme does not invent one. ``init(withoutMemory:drug:rotor:at:)`` is what it does
  /// instead.
  public init(
    profile: DeviceProfile, memory: Span<UInt8>, rotor: UInt16, at now: Instant
  ) throws(MemoryFault) {
    guard memory.count == MemoryMap.imageBytes else { throw .wrongSize }
    let size = MemoryMap.slotBytes
    let first = Self.record(memory.extracting(0..<size), number: 0, by: now.therapy)
    let second = Self.record(memory.extracting(size..<2 * size), number: 1, by: now.therapy)
    guard let newest = Self.newest(first, second) else { throw .noValidRecord }
    self.init(
      profile: profile, state: newest.state, sequence: newest.sequence, rotor: rotor, at: now)
  }

  /// The record in one slot, unless it cannot be trusted or is from the future.
  private static func record(
    _ slot: Span<UInt8>, number: UInt32, by now: TherapyTime
  ) -> (state: DurableState, sequence: UInt32)? {
    guard let record = MemoryRecord.decode(slot, number: number),
      record.state.integral.time <= now
    else { return nil }
    return record
  }

  private static func newest(
    _ first: (state: DurableState, sequence: UInt32)?,
    _ second: (state: DurableState, sequence: UInt32)?
  ) -> (state: DurableState, sequence: UInt32)? {
    guard let first else { return second }
    guard let second else { return first }
    // Sequence numbers wrap; the two slots are never more than one write apart.
    return Int32(bitPattern: second.sequence &- first.sequence) > 0 ? second : first
  }

  /// Switches on a pump whose memory is lost: it delivers nothing, sounds the alarm, and answers.
  ///
  /// It knows no programme, so it reports minimum rate, stopped, and an empty reservoir.
  public init(withoutMemory profile: DeviceProfile, drug: DrugCode, rotor: UInt16, at now: Instant)
  {
    var unknown = DurableState(
      therapy: .minimumRate, drug: drug, concentration: .weakest, filledVolume: .zero,
      lowAlarmVolume: .zero, clock: nil, rotor: rotor)
    // It is in the very first record, so that no power cut can bring up a pump without its alarm.
    unknown.alarms.insert(.memoryLost)
    self.init(profile: profile, state: unknown, sequence: 0, rotor: rotor, at: now)
    // The other slot is written too: what it holds might be taken for newer.
    isDirty = true
  }

  private init(
    profile: DeviceProfile, state: DurableState, sequence: UInt32, rotor: UInt16, at now: Instant
  ) {
    self.profile = profile
    self.state = state
    self.sequence = sequence
    storedRotor = state.rotor
    let day = DeliveryIntegral.day
    nextMeasurement = TherapyTime(rawValue: (now.therapy.rawValue / day + 1) * day)
    recoverStrokes(rotor: rotor, at: now.therapy)
    self.state.epoch &+= 1
    let isOver = endOfService.map { now.therapy >= $0 } ?? false
    if isOver || self.state.alarms.contains(.endOfService) { fail(.endOfService) }
    if self.state.alarms.contains(.memoryLost) { fail(.memoryLost) }
    applyBasal(to: &self.state, at: now.therapy)
    beginStore(change: nil, order: nil)
  }

  /// Brings the counters up to the strokes the rotor shows, and the integral up to now.
  private mutating func recoverStrokes(rotor: UInt16, at now: TherapyTime) {
    let made = UInt64(rotor &- state.rotor)
    state.strokes += made
    state.rotor = rotor
    countProgramme(to: now)
    let pumped = strokeDrug.times(made) ?? state.integral.owed
    state.integral.owed = state.integral.owed.minus(pumped) ?? .zero
    state.integral.owed = min(state.integral.owed, strokeDrug)
  }

  /// A pump that is only asked about its limits, never switched on.
  init(unchecked state: DurableState, profile: DeviceProfile) {
    self.profile = profile
    self.state = state
    sequence = 0
    storedRotor = state.rotor
    nextMeasurement = .zero
  }
}
