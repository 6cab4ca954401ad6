import PumpFirmware
import PumpPlant
import Quantities
import Telemetry
import Trace

/// Driving the firmware: time in, actions out, completions in.
extension VirtualPump {
  /// The firmware on a memory image, or without any memory when nothing it holds may be followed.
  static func boot(
    _ profile: DeviceProfile, _ secrets: PumpSecrets, _ image: Span<UInt8>, _ rotor: UInt16,
    at now: Instant, _ cause: ResetCause
  ) throws(MemoryFault) -> PumpFirmware {
    do throws(MemoryFault) {
      return try PumpFirmware(
        profile: profile, secrets: secrets, memory: image, rotor: rotor, at: now, cause: cause)
    } catch {
      switch error {
      case .wrongSize: throw error
      case .noValidRecord, .beyondLimits: break
      }
      return PumpFirmware(
        withoutMemory: profile, secrets: secrets, drug: .baclofen, rotor: rotor, at: now)
    }
  }

  /// Lets firmware that was just switched on begin.
  mutating func begin(at now: Instant) {
    drain(at: now) { _ in }
    feelHead(at: now)
  }

  /// Tells the firmware whether the head is in contact.
  mutating func feelHead(at now: Instant) {
    // Power may have failed while it was being switched on.
    guard world.isOn else { return }
    if mirrored != nil { beginMirrored(.feel, at: now.link) }
    firmware.handle(.headMoved(isInContact: world.head == .contact), at: now)
    drain(at: now) { _ in }
    if mirrored != nil { endMirrored() }
  }

  /// Whether the motor may do other than it is told, because it has a fault or the battery may be
  /// empty soon, or the firmware waits to see it turn again.
  ///
  /// Strokes are then made one at a time, so that a stall and its end are noticed with the stroke
  /// they happen at, however far time jumps. It changes nothing; but for what cannot, the compiler
  /// would copy the whole pump.
  private var isMotorWatched: Bool {
    mutating get {
      if world.plant.isMotorSuspect { return true }
      if world.plant.fault(of: .battery)?.kind == .drain { return true }
      return firmware.state.alarms.contains(.motorStall)
    }
  }

  mutating func run(to moment: TherapyTime, link: LinkTime) {
    if mirrored != nil { beginMirrored(.run(to: moment), at: link) }
    if world.isOn {
      let target = world.oscillator.pumpTime(at: moment)
      while isMotorWatched && world.isOn {
        let next = max(firmware.deadline, firmware.time.after(Milliseconds(rawValue: 1)))
        if next >= target { break }
        catchUp(to: Instant(therapy: next, link: link))
      }
      catchUp(to: Instant(therapy: target, link: link))
    }
    world.advance(to: moment)
    if mirrored != nil { endMirrored() }
    if watch != nil { tellChanges() }
  }

  /// Lets the firmware do what is due, for as long as it has power.
  private mutating func catchUp(to now: Instant) {
    while world.isOn {
      firmware.handle(.tick, at: now)
      drain(at: now) { _ in }
      if firmware.isCaughtUp(to: now.therapy) { return }
    }
  }

  /// Lets the physics follow to the moment at which the firmware is.
  private mutating func follow() {
    world.advance(to: trueTime)
  }

  private var trueTime: TherapyTime {
    mutating get {
      max(world.plant.therapyTime, world.oscillator.trueTime(at: firmware.time))
    }
  }

  mutating func drain(at now: Instant, send: (Span<UInt8>) -> Void) {
    while let action = firmware.nextAction() {
      if let failure = powerFailure, failure.counts(action) {
        if failure.actionsLeft == 0 { return failPower(failure, in: action, at: now, send) }
        powerFailure?.actionsLeft -= 1
      }
      carryOut(action, at: now, send)
    }
  }

  private mutating func carryOut(
    _ action: PumpAction, at now: Instant, _ send: (Span<UInt8>) -> Void
  ) {
    switch action {
    case .turnMotor(let strokes):
      let performed = world.pump(strokes: strokes, until: trueTime)
      if isTold { note(.strokes(commanded: strokes, made: performed), at: now.link) }
      firmware.handle(
        .motorStopped(strokes: performed, rotor: world.plant.rotorPosition), at: now)
    case .measureBattery:
      follow()
      firmware.handle(.batteryMeasured(world.plant.batteryReading), at: now)
    case .store(let slot):
      follow()
      let isGood = !world.isMemoryFailing && store(slot, .max)
      if isTold { noteRecord(slot, isGood: isGood, at: now.link) }
      firmware.handle(.stored(isGood), at: now)
    case .storeLog(let place, _):
      let isGood = !world.isMemoryFailing && storeLog(place, .max)
      if watch != nil, isGood { tellEntries() }
      if isTold { noteLog(place, isGood: isGood, at: now.link) }
      firmware.handle(.logStored(isGood), at: now)
    case .readLog(let place, let count):
      firmware.logRead(memory.readLog(place: place, count: count).span, at: now)
    case .selfTest:
      firmware.handle(.selfTested(findingsNow), at: now)
    case .sound(let tone):
      follow()
      hear(tone)
      if isTold { note(.tone(tone, firmware.state.alarms), at: now.link) }
      firmware.handle(.sounded, at: now)
    case .transmit: transmit(at: now, send)
    }
  }

  /// Writes no more than so many bytes of the record to a slot.
  private mutating func store(_ slot: UInt8, _ most: Int) -> Bool {
    let isGood = firmware.withRecord { record in
      memory.store(
        record.extracting(first: min(record.count, most)), slot: slot, world: world)
    }
    memory.written(at: firmware.time)
    return isGood
  }

  /// Writes no more than so many bytes of entries to the log's ring.
  private mutating func storeLog(_ place: UInt16, _ most: Int) -> Bool {
    firmware.withLogEntries { entries in
      memory.storeLog(entries.extracting(first: min(entries.count, most)), place: place)
    }
  }

  private mutating func transmit(at now: Instant, _ send: (Span<UInt8>) -> Void) {
    if world.head == .near { world.draw(Self.transmissionEnergy) }
    if isTold {
      let frame = firmware.withTransmission { Self.copy($0) }
      note(.frame(.fromPump, frame), at: now.link)
    }
    if mirrored != nil { mirrored?.sent += firmware.withTransmission { Self.copy($0) } }
    firmware.withTransmission(send)
  }

  /// Power fails within an action, of which only a part is done. Nobody hears of its end.
  private mutating func failPower(
    _ failure: PowerFailure, in action: PumpAction, at now: Instant, _ send: (Span<UInt8>) -> Void
  ) {
    powerFailure = nil
    let part = failure.part
    if part > 0 {
      switch action {
      case .turnMotor(let strokes):
        let made = world.pump(strokes: min(strokes, part), until: trueTime)
        if isTold { note(.strokes(commanded: strokes, made: made), at: now.link) }
      case .store(let slot):
        follow()
        if !world.isMemoryFailing { _ = store(slot, Int(clamping: part)) }
        if isTold { noteRecord(slot, isGood: false, at: now.link) }
      case .storeLog(let place, _):
        if !world.isMemoryFailing { _ = storeLog(place, Int(clamping: part)) }
        if isTold { noteLog(place, isGood: false, at: now.link) }
      case .transmit: transmit(at: now, send)
      case .measureBattery, .readLog, .selfTest, .sound: break
      }
    }
    if isTold { note(.power(.failed), at: now.link) }
    if watch != nil { tellPowerLost() }
    if failure.isBrief {
      follow()
      restart(.power, at: now)
    } else {
      world.isPowered = false
    }
  }

  /// What one frame out of contact costs the battery: 100 uJ. Spec: security.md, "Attempts".
  private static var transmissionEnergy: Nanojoules { Nanojoules(rawValue: 100_000) }

  private var findingsNow: SelfTest {
    @_addressableSelf get {
      var bits = findings.bits
      if world.isProcessorFailing { bits |= SelfTest.processor.bits }
      if world.isMemoryFailing { bits |= SelfTest.storedRecord.bits }
      return SelfTest(bits: bits) ?? findings
    }
  }

  private mutating func hear(_ tone: Tone) {
    world.sound(tone)
    let active = firmware.state.alarms
    guard active != sounding else { return }
    let new = active.without(sounding)
    sounding = active
    for number in 0..<Alarm.count {
      guard let alarm = Alarm(rawValue: number), new.contains(alarm) else { continue }
      heard.append(AlarmHeard(alarm: alarm, tone: tone, time: world.plant.therapyTime))
      if watch != nil { tell(.alarm(alarm, tone)) }
    }
  }
}
