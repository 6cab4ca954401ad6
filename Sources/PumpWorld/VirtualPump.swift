public import PumpFirmware
public import PumpPlant
public import Quantities
import Telemetry

/// A pump in its world: the firmware, the physics it acts on, and the memory it keeps.
///
/// Each of the firmware's actions is carried out on the plant or the memory and its completion is
/// handed back, in order, until the firmware has nothing more to do. Time is passed in. What the
/// firmware believes and what is true can differ, and tests compare them.
public struct VirtualPump<Memory: PumpMemory> {
  /// What runs in the pump.
  public private(set) var firmware: PumpFirmware
  /// What is true.
  public private(set) var plant: Plant
  /// What survives a power cut.
  public var memory: Memory
  /// The tones that have sounded since the pump was switched on.
  public private(set) var tones = ToneCount()
  /// What a test of the pump's processor and memories finds.
  public var findings = SelfTest.sound

  /// Switches a pump on in a world that stands at `plant.therapyTime`.
  ///
  /// `image` is the contents of the memory. If none of it can be trusted the pump comes up with its
  /// alarm, delivering nothing. Throws ``PumpFirmware/MemoryFault/wrongSize`` for an image that is
  /// none at all.
  public init(
    profile: DeviceProfile, plant: Plant, memory: Memory, image: Span<UInt8>, link: LinkTime
  ) throws(MemoryFault) {
    let now = Instant(therapy: plant.therapyTime, link: link)
    do throws(MemoryFault) {
      firmware = try PumpFirmware(
        profile: profile, memory: image, rotor: plant.rotorPosition, at: now)
    } catch {
      guard error == .noValidRecord else { throw error }
      firmware = PumpFirmware(
        withoutMemory: profile, drug: .baclofen, rotor: plant.rotorPosition, at: now)
    }
    self.plant = plant
    self.memory = memory
    drain(at: now) { _ in }
  }

  /// What is really so.
  public var truth: Truth { plant.truth }

  /// Lets time pass, by a moment or by years, and everything happen that falls due.
  public mutating func advance(to now: Instant) {
    repeat {
      firmware.handle(.tick, at: now)
      drain(at: now) { _ in }
    } while !firmware.isCaughtUp(to: now.therapy)
    plant.advance(to: now.therapy)
  }

  /// Takes bytes from the link, after letting time pass; hands each frame of an answer to `send`.
  public mutating func receive(
    _ bytes: Span<UInt8>, at now: Instant, send: (Span<UInt8>) -> Void
  ) {
    advance(to: now)
    var position = 0
    while position < bytes.count {
      firmware.receive(bytes, from: &position, at: now)
      drain(at: now, send: send)
    }
  }

  /// A programmer left: an unfinished frame is not to be joined with the next one's bytes.
  public mutating func linkInterrupted() { firmware.linkInterrupted() }

  private mutating func drain(at now: Instant, send: (Span<UInt8>) -> Void) {
    while let action = firmware.nextAction() {
      switch action {
      case .turnMotor(let strokes):
        let performed = plant.pump(strokes: strokes, until: firmware.time)
        firmware.handle(
          .motorStopped(strokes: performed, rotor: plant.rotorPosition), at: now)
      case .measureBattery:
        plant.advance(to: firmware.time)
        firmware.handle(.batteryMeasured(plant.batteryReading), at: now)
      case .store(let slot):
        plant.advance(to: firmware.time)
        let isGood = firmware.withRecord { memory.store($0, slot: slot, plant: plant) }
        firmware.handle(.stored(isGood), at: now)
      case .storeLog(let place):
        let isGood = firmware.withLogEntry { memory.storeLog($0, place: place) }
        firmware.handle(.logStored(isGood), at: now)
      case .readLog(let place, let count):
        firmware.logRead(memory.readLog(place: place, count: count).span, at: now)
      case .selfTest:
        firmware.handle(.selfTested(findings), at: now)
      case .sound(let tone):
        tones.count(tone, at: firmware.time)
        firmware.handle(.sounded, at: now)
      case .transmit:
        firmware.withTransmission(send)
      }
    }
  }
}

extension VirtualPump: Sendable where Memory: Sendable {}
