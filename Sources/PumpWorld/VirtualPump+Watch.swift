import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

/// What a pump tells a bench that watches it. As with the trace, each caller looks first whether
/// one does.
extension VirtualPump {
  /// Watches the pump from now on.
  package mutating func beginWatch() {
    watch = PumpWatch(isOn: world.isOn, calls: world.body?.patient?.calls ?? 0)
  }

  /// What happened since this was called last, in its order; nothing while nobody watches.
  package mutating func takeHappenings() -> [PumpHappening] {
    let fresh = watch?.fresh ?? []
    watch?.fresh = []
    return fresh
  }

  @inline(never)
  mutating func tell(_ what: PumpHappening.What) {
    let now = watchedTime
    watch?.note(what, at: now)
  }

  /// Tells of the entries that went into the ring, each with its own moment: in a jump a record is
  /// written at the end, and with it all entries of the jump.
  @inline(never)
  mutating func tellEntries() {
    let now = watchedTime
    let bytes = firmware.withLogEntries { Self.copy($0) }
    let size = ChainedEntry.storedBytes
    for place in stride(from: 0, through: bytes.count - size, by: size) {
      guard let entry = Self.storedEntry(bytes.span.extracting(place..<place + size)) else {
        continue
      }
      let second = TherapyTime.zero.after(.seconds(UInt64(entry.entry.therapySeconds)))
      watch?.noteEntry(entry.entry, at: min(now, world.oscillator.trueTime(at: second)))
    }
  }

  @inline(never)
  mutating func tellPowerLost() {
    let now = watchedTime
    let isBatteryDead = world.isPowered && !world.isOn
    watch?.notePowerLost(isBatteryDead: isBatteryDead, at: now)
  }

  @inline(never)
  mutating func tellStart(_ cause: ResetCause) {
    let now = watchedTime
    watch?.noteStart(cause, at: now)
  }

  /// Tells what nobody is told who does it: that the battery is dead, and calls.
  @inline(never)
  mutating func tellChanges() {
    if !world.isOn { tellPowerLost() }
    guard world.isSomebodyThere, let patient = world.body?.patient else { return }
    watch?.noteCalls(patient.calls, patient.lastCall, at: world.plant.therapyTime)
  }

  /// The true moment at which the firmware is; the physics follow it at most.
  private var watchedTime: TherapyTime {
    mutating get {
      let physics = world.plant.therapyTime
      guard world.isOn else { return physics }
      return max(physics, world.oscillator.trueTime(at: firmware.time))
    }
  }

  static func storedEntry(_ place: Span<UInt8>) -> ChainedEntry? {
    unsafe place.withUnsafeBytes { raw -> ChainedEntry? in
      guard let base = raw.baseAddress else { return nil }
      var reader = unsafe ByteReader(base, count: raw.count)
      return ChainedEntry.stored(from: &reader)
    }
  }
}
