import BoardBench
import BoardFlash
import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

#if BENCH
  import LifeHash
#endif

/// The pump of the board: the firmware, the modelled motor, reservoir and battery it acts on, and
/// the flash it is kept in.
///
/// What the firmware wants done is done here as the hardware of a pump does it. A virtual pump of
/// the desktop tells the same a second time (`PumpWorld`), and the two are held against each other.
@safe
struct BoardPump {
  /// Both lie at fixed places: neither has room on the stack.
  let firmware: UnsafeMutablePointer<PumpFirmware>
  let plant: UnsafeMutablePointer<Plant>
  var flash: PumpFlash<KeptChip>
  /// Power, head, clock and faults.
  var around = Surroundings()
  /// How many bytes were sent on the line.
  var sent: UInt32 = 0
  /// Where the rotor stood when the modelled motor was at its first place; `nil` while a bench has
  /// the motor, whose place is then the rotor's.
  var rotorBase: UInt16? = 0
  /// How often the firmware was started.
  var starts: UInt32 = 0
  #if BENCH
    var hash = LifeHash()
  #endif

  /// Places a pump that is off. The room begins with the firmware, behind it is the plant.
  init(_ room: UnsafeMutableRawPointer, bytes: Int) {
    let plantOffset = (MemoryLayout<PumpFirmware>.size + 15) / 16 * 16
    precondition(plantOffset + MemoryLayout<Plant>.size <= bytes, "room for the pump")
    unsafe firmware = room.bindMemory(to: PumpFirmware.self, capacity: 1)
    unsafe plant = (room + plantOffset).bindMemory(to: Plant.self, capacity: 1)
    flash = PumpFlash(KeptChip())
  }

  /// How much room it takes.
  static var bytes: Int {
    (MemoryLayout<PumpFirmware>.size + 15) / 16 * 16 + (MemoryLayout<Plant>.size + 15) / 16 * 16
  }

  /// Whether the pump has power.
  var isOn: Bool { unsafe around.isPowered && plant.pointee.isPowered }

  /// Where the rotor stands.
  var rotor: UInt16 { unsafe plant.pointee.rotorPosition &+ (rotorBase ?? 0) }

  /// The pump's own time now.
  var pumpTime: TherapyTime {
    @inline(never) get { unsafe around.oscillator.pumpTime(at: plant.pointee.therapyTime) }
  }

  var trueTime: TherapyTime {
    @inline(never) get {
      unsafe max(plant.pointee.therapyTime, around.oscillator.trueTime(at: firmware.pointee.time))
    }
  }

  /// Starts the firmware on the memory, where it lies, and lets it begin.
  mutating func start(_ cause: ResetCause, _ secrets: PumpSecrets, link: LinkTime) {
    let began = boot(cause, secrets, link: link)
    drain(at: began, andFeel: true)
  }

  /// Starts the firmware on the memory; gives the moment at which it begins.
  @inline(never)
  mutating func boot(
    _ cause: ResetCause, _ secrets: PumpSecrets, link: LinkTime
  ) -> Instant {
    starts += 1
    let now = Instant(therapy: pumpTime, link: link)
    unsafe PumpFirmware.placeOff(firmware.pointee.profile, secrets, at: now, in: firmware)
    let rotor = rotor
    let isStarted = flash.withImage { image in
      unsafe (try? firmware.pointee.switchOn(memory: image, rotor: rotor, at: now, cause: cause))
        != nil
    }
    if !isStarted {
      // What was read of a record that cannot be followed is not to be there.
      unsafe PumpFirmware.placeOff(firmware.pointee.profile, secrets, at: now, in: firmware)
      unsafe firmware.pointee.switchOnWithoutMemory(rotor: rotor, at: now)
    }
    if cause == .clockLost {
      unsafe around.oscillator.show(firmware.pointee.time, from: plant.pointee.therapyTime)
    }
    note(link) { $0.started(cause) }
    return unsafe Instant(therapy: firmware.pointee.time, link: link)
  }

  /// Lets the firmware feel whether the head is in contact.
  mutating func feel(at now: Instant) { drain(at: now, andFeel: true) }

  /// A programmer left the line, or it was disturbed: what had begun to come is no frame.
  func leave() { unsafe firmware.pointee.linkInterrupted() }

  // MARK: Time

  #if BENCH
    private var isMotorWatched: Bool {
      if unsafe plant.pointee.isMotorSuspect { return true }
      if unsafe plant.pointee.fault(of: .battery)?.kind == .drain { return true }
      return unsafe firmware.pointee.state.alarms.contains(.motorStall)
    }
  #endif

  /// Lets time pass to a true moment, and happen what falls due.
  @inline(never)
  mutating func run(to moment: TherapyTime, link: LinkTime) {
    if isOn {
      let target = around.oscillator.pumpTime(at: moment)
      #if BENCH
        // Time that passes by itself comes in steps of a ms, and needs no other.
        while isMotorWatched && isOn {
          let next = unsafe max(
            firmware.pointee.deadline, firmware.pointee.time.after(Milliseconds(rawValue: 1)))
          if next >= target { break }
          catchUp(to: Instant(therapy: next, link: link))
        }
      #endif
      catchUp(to: Instant(therapy: target, link: link))
    }
    unsafe plant.pointee.advance(to: moment)
  }

  private mutating func catchUp(to now: Instant) {
    while isOn {
      unsafe firmware.pointee.handle(.tick, at: now)
      drain(at: now)
      Hardware.feedWatchdog()
      if unsafe firmware.pointee.isCaughtUp(to: now.therapy) { return }
    }
  }

  /// Takes bytes from the line; those that come after a restart on the way are lost.
  @inline(never)
  mutating func hear(_ bytes: Span<UInt8>, link: LinkTime) {
    guard isOn, around.head != 2 else { return }
    let now = Instant(therapy: pumpTime, link: link)
    note(link) { $0.frame(way: 1, bytes) }
    let starts = starts
    var position = 0
    while position < bytes.count, isOn, self.starts == starts {
      let order = unsafe firmware.pointee.state.lastApplied?.command
      unsafe firmware.pointee.receive(bytes, from: &position, at: now)
      drain(at: now)
      guard self.starts == starts, let done = unsafe firmware.pointee.state.lastApplied?.command,
        done != order
      else { continue }
      note(link) { $0.order(session: done.session, request: done.request) }
    }
  }

  /// Tells the hash of something that happened now.
  @inline(__always)
  mutating func note(_ link: LinkTime, _ what: (inout Noted) -> Void) {
    #if BENCH
      unsafe hash.moment(plant.pointee.therapyTime, link)
      what(&hash)
    #endif
  }

  #if BENCH
    typealias Surroundings = BoardSurroundings
    typealias Noted = LifeHash
  #else
    /// What nobody changes: power, a head in contact, a clock that is right, and no fault.
    struct Surroundings {
      struct TrueClock {
        func pumpTime(at moment: TherapyTime) -> TherapyTime { moment }
        func trueTime(at moment: TherapyTime) -> TherapyTime { moment }
        func show(_ time: TherapyTime, from moment: TherapyTime) {}
      }
      var isPowered: Bool { true }
      var head: UInt8 { 0 }
      var isMemoryFailing: Bool { false }
      var isProcessorFailing: Bool { false }
      var oscillator: TrueClock { TrueClock() }
    }

    /// Nobody asks for the hash of a pump without a bench.
    struct Noted {
      mutating func started(_ cause: ResetCause) {}
      mutating func frame(way: UInt8, _ bytes: Span<UInt8>) {}
      mutating func order(session: UInt32, request: UInt16) {}
      mutating func strokes(commanded: UInt32, made: UInt32) {}
      mutating func record(slot: UInt8, bytes: Int, checksum: UInt32, isGood: Bool) {}
      mutating func log(place: UInt16, bytes: Int, checksum: UInt32, isGood: Bool) {}
      mutating func tone(_ tone: Tone, _ alarms: AlarmSet) {}
      mutating func powerFailed() {}
    }
  #endif
}
