import PumpFirmware
import Quantities
import RawClient
import Telemetry
import TestSupport

/// A pump on the bench: its firmware, and hardware that works, fails or loses power on request.
///
/// Power can be cut at any of the steps that lie before, in the middle of and after each action,
/// counted by ``stepsToCut``; a pump whose power was cut does nothing until ``restart(after:)``.
struct Bench {
  /// Factory data; another takes effect when the pump is switched on again.
  var profile: DeviceProfile
  var firmware: PumpFirmware
  var now: Instant
  var memory: BenchMemory
  var motor = BenchMotor()
  var battery = BenchBattery.reads(10_000)
  /// How many steps are left until power is cut; `nil` for never.
  var stepsToCut: Int?
  private(set) var isDead = false
  /// The frames that were sent.
  private(set) var sent: [[UInt8]] = []
  /// A tone the patient heard.
  struct Heard: Equatable {
    var tone: Tone
    var time: TherapyTime
  }
  /// The tones that have sounded.
  private(set) var tones: [Heard] = []
  /// What a test of processor and memories finds.
  var findings = SelfTest.sound
  /// Whether a test goes on until it is ended by hand.
  var isTestHeld = false
  /// What the pump is given when it is switched on; its noise is other each time.
  private(set) var secrets: PumpSecrets
  private var noise = SplitMix64(seed: 2)
  /// Whether the head is over the pump and touches the skin.
  private(set) var isInContact = true
  /// The programmer's end of the link.
  var client = SealedClient()

  /// A pump at therapy time zero.
  init(_ profile: DeviceProfile = .sample(), _ implant: DurableState = .implant()) throws {
    var image = [UInt8](repeating: 0xFF, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    try self.init(profile, image: image, rotor: implant.rotor)
  }

  init(_ profile: DeviceProfile, image: [UInt8], rotor: UInt16 = 0) throws {
    self.profile = profile
    now = Instant(therapy: .zero, link: .zero)
    memory = BenchMemory(image: image)
    motor.rotor = rotor
    secrets = .sample(noise: noise.next())
    firmware = try PumpFirmware(
      profile: profile, secrets: secrets, memory: image.span, rotor: rotor, at: now)
    firmware.handle(.headMoved(isInContact: isInContact), at: now)
    drain()
  }

  /// Switches the pump on again after some time without power.
  mutating func restart(
    after off: Milliseconds = .zero, cutAgainAfter steps: Int? = nil, cause: ResetCause = .power,
    noise wanted: UInt64? = nil
  ) throws {
    // A jump that was cut off ended where the firmware had got to.
    now = Instant(therapy: firmware.time.after(off), link: .zero)
    stepsToCut = steps
    isDead = false
    client.session = nil
    memory.heldSlot = nil
    secrets = .sample(noise: wanted ?? noise.next())
    do throws(MemoryFault) {
      firmware = try PumpFirmware(
        profile: profile, secrets: secrets, memory: memory.image.span, rotor: motor.rotor, at: now,
        cause: cause)
      // A pump that lost its clock sets it to what it last knew.
      now.therapy = firmware.time
    } catch {
      if error == .wrongSize { throw error }
      firmware = PumpFirmware(
        withoutMemory: profile, secrets: secrets, drug: .baclofen, rotor: motor.rotor, at: now)
    }
    firmware.handle(.headMoved(isInContact: isInContact), at: now)
    drain()
  }

  /// Puts the head where it touches the skin over the pump, or away from it.
  mutating func moveHead(isInContact: Bool) {
    self.isInContact = isInContact
    firmware.handle(.headMoved(isInContact: isInContact), at: now)
    drain()
  }

  // MARK: Time

  /// Lets time pass in one jump, on both clocks or on one.
  mutating func wait(_ therapy: Milliseconds, link: Milliseconds? = nil) {
    now = Instant(
      therapy: now.therapy.after(therapy), link: now.link.after(link ?? therapy))
    work()
  }

  /// Lets time pass as a pump lives it: woken at each of its deadlines and at no other time.
  mutating func live(_ length: Milliseconds) {
    let end = now.therapy.after(length)
    while !isDead, firmware.deadline < end {
      let next = max(firmware.deadline, now.therapy)
      wait(next.since(now.therapy))
    }
    if !isDead { wait(end.since(now.therapy)) }
  }

  private mutating func work() {
    repeat {
      if isDead { return }
      firmware.handle(.tick, at: now)
      drain()
    } while !firmware.isCaughtUp(to: now.therapy) && memory.heldSlot == nil && !isTestHeld
  }

  // MARK: Bytes

  /// Hands bytes in; gives what was sent for them.
  @discardableResult
  mutating func receive(_ bytes: [UInt8]) -> [[UInt8]] {
    sent.removeAll()
    var position = 0
    while position < bytes.count, !isDead {
      firmware.receive(bytes.span, from: &position, at: now)
      drain()
    }
    return sent
  }

  // MARK: Actions

  private mutating func drain() {
    while !isDead, let action = firmware.nextAction() {
      switch action {
      case .turnMotor(let strokes): turn(strokes)
      case .store(let slot): store(slot)
      case .storeLog(let place, let count): storeLog(place, Int(count))
      case .readLog(let place, let count):
        firmware.logRead(memory.log(from: place, count: count).span, at: now)
      case .selfTest:
        if powerFails() || isTestHeld { return }
        firmware.handle(.selfTested(findings), at: now)
      case .sound(let tone):
        tones.append(Heard(tone: tone, time: firmware.time))
        firmware.handle(.sounded, at: now)
      case .measureBattery:
        if powerFails() { return }
        let reading = battery.reading(
          at: firmware.time, strokes: motor.strokes, profile.battery)
        firmware.handle(.batteryMeasured(reading), at: now)
      case .transmit:
        if powerFails() { return }
        sent.append(firmware.withTransmission { bytes in bytes.indices.map { bytes[$0] } })
      }
    }
  }

  private mutating func turn(_ strokes: UInt32) {
    if powerFails() { return }
    let half = motor.turn(strokes / 2, at: firmware.time)
    if powerFails() { return }
    let made = half + motor.turn(strokes - strokes / 2, at: firmware.time)
    if powerFails() { return }
    firmware.handle(.motorStopped(strokes: made, rotor: motor.rotor), at: now)
  }

  private mutating func store(_ slot: UInt8) {
    if powerFails() { return }
    switch memory.behaviour {
    case .works:
      write(slot, bytes: MemoryMap.slotBytes / 4)
      if powerFails() { return }
      write(slot, bytes: MemoryMap.slotBytes)
      if powerFails() { return }
    case .fails: break
    case .tears: write(slot, bytes: MemoryMap.slotBytes / 4)
    case .doubts: write(slot, bytes: MemoryMap.slotBytes)
    case .holds:
      memory.heldSlot = slot
      return
    }
    firmware.handle(.stored(memory.behaviour == .works), at: now)
  }

  /// Writes entries to the ring in two halves, which power can fail before, between and behind.
  private mutating func storeLog(_ place: UInt16, _ count: Int) {
    if powerFails() { return }
    let isGood =
      (memory.behaviour == .works || memory.behaviour == .holds) && !memory.isLogBroken
    let size = count * MemoryMap.entryBytes
    if let most = memory.logBytesToCut {
      firmware.withLogEntries { memory.writeLog($0, place: place, bytes: min(most, size)) }
      memory.logBytesToCut = nil
      isDead = true
      return
    }
    if isGood {
      firmware.withLogEntries { memory.writeLog($0, place: place, bytes: size / 2) }
      if powerFails() { return }
      firmware.withLogEntries { memory.writeLog($0, place: place, bytes: size) }
    }
    if powerFails() { return }
    firmware.handle(.logStored(isGood), at: now)
  }

  /// Ends a write that was held.
  mutating func endStore(_ isGood: Bool) {
    guard let slot = memory.heldSlot else { return }
    memory.heldSlot = nil
    if isGood { write(slot, bytes: MemoryMap.slotBytes) }
    sent.removeAll()
    firmware.handle(.stored(isGood), at: now)
    drain()
    work()
  }

  private mutating func write(_ slot: UInt8, bytes count: Int) {
    firmware.withRecord { memory.write($0, slot: slot, bytes: count) }
  }

  private mutating func powerFails() -> Bool {
    guard let left = stepsToCut else { return false }
    stepsToCut = left - 1
    if left == 0 { isDead = true }
    return isDead
  }
}
