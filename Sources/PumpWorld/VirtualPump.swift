public import PumpFirmware
public import PumpPlant
public import Quantities
public import Telemetry

/// A pump in its world: the firmware, the physics it acts on, and the memory it keeps.
///
/// Each of the firmware's actions is carried out on the plant or the memory and its completion is
/// handed back, in order, until the firmware has nothing more to do. True time is passed in; the
/// firmware gets what its oscillator makes of it. What the firmware believes and what is true can
/// differ, and tests compare them.
public struct VirtualPump<Memory: PumpMemory> {
  /// What runs in the pump. While the pump is off it is what would run.
  public internal(set) var firmware: PumpFirmware
  /// What is true.
  public internal(set) var world: World
  /// What survives a power cut.
  public var memory: Memory
  /// What a test of the pump's processor and memories finds besides the world's faults.
  public var findings = SelfTest.sound
  /// The alarms that were active when a tone sounded last, and the first tones not yet taken.
  var sounding = AlarmSet()
  var heard: [AlarmHeard] = []

  /// Switches a pump on in a world without faults that stands at `plant.therapyTime`.
  ///
  /// `image` is the contents of the memory. If none of it can be trusted the pump comes up with its
  /// alarm, delivering nothing. Throws ``PumpFirmware/MemoryFault/wrongSize`` for an image that is
  /// none at all.
  public init(
    profile: DeviceProfile, plant: Plant, memory: Memory, image: Span<UInt8>, link: LinkTime
  ) throws(MemoryFault) {
    try self.init(
      profile: profile, world: World(plant: plant), memory: memory, image: image, link: link)
  }

  /// Switches a pump on in its world, unless it has no power there.
  public init(
    profile: DeviceProfile, world: World, memory: Memory, image: Span<UInt8>, link: LinkTime
  ) throws(MemoryFault) {
    let now = Instant(
      therapy: world.oscillator.pumpTime(at: world.plant.therapyTime), link: link)
    firmware = try Self.boot(profile, image, world.plant.rotorPosition, at: now, .power)
    self.world = world
    self.memory = memory
    if world.isPumpOn { drain(at: now) { _ in } }
  }

  /// The physics.
  public var plant: Plant { world.plant }

  /// The tones the patient has heard.
  public var tones: ToneCount { world.tones }

  /// What is really so.
  public var truth: Truth { world.plant.truth }

  /// The next true moment at which something happens by itself; `nil` when nothing ever does.
  public var deadline: TherapyTime? {
    let ended = world.nextEnd
    guard world.isPumpOn else { return ended }
    let pump = world.oscillator.trueTime(at: firmware.deadline)
    return min(pump, ended ?? pump)
  }

  /// The moment on the link's clock at which an idle session ends; `nil` without a session.
  public var sessionDeadline: LinkTime? { world.isPumpOn ? firmware.sessionDeadline : nil }

  /// Lets time pass, by a moment or by years, and everything happen that falls due.
  public mutating func advance(to now: Instant) {
    repeat {
      let moment = min(now.therapy, max(world.nextEnd ?? now.therapy, world.plant.therapyTime))
      run(to: moment, link: now.link)
      endFaults(at: Instant(therapy: moment, link: now.link))
    } while world.plant.therapyTime < now.therapy
  }

  /// Takes bytes from the link, after letting time pass; hands each frame of an answer to `send`.
  ///
  /// Bytes that come while the pump is off or no head lies over it are lost.
  public mutating func receive(
    _ bytes: Span<UInt8>, at now: Instant, send: (Span<UInt8>) -> Void
  ) {
    advance(to: now)
    guard world.isPumpOn, world.isHeadPlaced else { return }
    let now = Instant(
      therapy: world.oscillator.pumpTime(at: world.plant.therapyTime), link: now.link)
    var position = 0
    while position < bytes.count {
      firmware.receive(bytes, from: &position, at: now)
      drain(at: now, send: send)
    }
  }

  /// A programmer left: an unfinished frame is not to be joined with the next one's bytes.
  public mutating func linkInterrupted() { firmware.linkInterrupted() }

  /// The alarms whose first tone has sounded since this was called last, in their order.
  public mutating func takeAlarmsHeard() -> [AlarmHeard] {
    defer { heard = [] }
    return heard
  }

  // MARK: Driving the firmware

  /// The firmware on a memory image, or without any memory when it holds nothing to be trusted.
  static func boot(
    _ profile: DeviceProfile, _ image: Span<UInt8>, _ rotor: UInt16, at now: Instant,
    _ cause: ResetCause
  ) throws(MemoryFault) -> PumpFirmware {
    do throws(MemoryFault) {
      return try PumpFirmware(
        profile: profile, memory: image, rotor: rotor, at: now, cause: cause)
    } catch {
      guard error == .noValidRecord else { throw error }
      return PumpFirmware(withoutMemory: profile, drug: .baclofen, rotor: rotor, at: now)
    }
  }

  /// Whether the motor may do other than it is told, or the firmware waits to see it turn again.
  ///
  /// Strokes are then made one at a time, so that a stall and its end are noticed with the stroke
  /// they happen at, however far time jumps.
  private var isMotorWatched: Bool {
    world.plant.isMotorSuspect || firmware.state.alarms.contains(.motorStall)
  }

  private mutating func run(to moment: TherapyTime, link: LinkTime) {
    if world.isPumpOn {
      let target = world.oscillator.pumpTime(at: moment)
      while isMotorWatched {
        let next = max(firmware.deadline, firmware.time.after(Milliseconds(rawValue: 1)))
        if next >= target { break }
        catchUp(to: Instant(therapy: next, link: link))
      }
      catchUp(to: Instant(therapy: target, link: link))
    }
    world.plant.advance(to: moment)
  }

  private mutating func catchUp(to now: Instant) {
    repeat {
      firmware.handle(.tick, at: now)
      drain(at: now) { _ in }
    } while !firmware.isCaughtUp(to: now.therapy)
  }

  /// Lets the physics follow to the moment at which the firmware is.
  private mutating func follow() {
    world.plant.advance(to: trueTime)
  }

  private var trueTime: TherapyTime {
    max(world.plant.therapyTime, world.oscillator.trueTime(at: firmware.time))
  }

  mutating func drain(at now: Instant, send: (Span<UInt8>) -> Void) {
    while let action = firmware.nextAction() {
      switch action {
      case .turnMotor(let strokes):
        let performed = world.plant.pump(strokes: strokes, until: trueTime)
        firmware.handle(
          .motorStopped(strokes: performed, rotor: world.plant.rotorPosition), at: now)
      case .measureBattery:
        follow()
        firmware.handle(.batteryMeasured(world.plant.batteryReading), at: now)
      case .store(let slot):
        follow()
        let isGood =
          !world.isMemoryFailing
          && firmware.withRecord { record in
            memory.store(record, slot: slot, world: world)
          }
        firmware.handle(.stored(isGood), at: now)
      case .storeLog(let entry, let place):
        let isGood =
          !world.isMemoryFailing
          && entry.withStoredBytes { bytes in
            memory.storeLog(bytes, place: place)
          }
        firmware.handle(.logStored(isGood), at: now)
      case .readLog(let place, let count):
        firmware.logRead(memory.readLog(place: place, count: count).span, at: now)
      case .selfTest:
        firmware.handle(.selfTested(findingsNow), at: now)
      case .sound(let tone):
        follow()
        hear(tone)
        firmware.handle(.sounded, at: now)
      case .transmit:
        firmware.withTransmission(send)
      }
    }
  }

  private var findingsNow: SelfTest {
    var bits = findings.bits
    if world.isProcessorFailing { bits |= SelfTest.processor.bits }
    if world.isMemoryFailing { bits |= SelfTest.storedRecord.bits }
    return SelfTest(bits: bits) ?? findings
  }

  private mutating func hear(_ tone: Tone) {
    world.tones.count(tone, at: world.plant.therapyTime)
    let active = firmware.state.alarms
    guard active != sounding else { return }
    let new = active.without(sounding)
    sounding = active
    for number in 0..<Alarm.count {
      guard let alarm = Alarm(rawValue: number), new.contains(alarm) else { continue }
      heard.append(AlarmHeard(alarm: alarm, tone: tone, time: world.plant.therapyTime))
    }
  }
}

extension VirtualPump: Sendable where Memory: Sendable {}
