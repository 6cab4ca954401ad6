import BoardBench
import BoardFlash
import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

#if BENCH
  import LifeHash
#endif

/// Carrying out what the firmware wants done.
extension BoardPump {
  /// Does what the firmware wants done, and lets it feel the head then, where that is due.
  @inline(never)
  mutating func drain(at moment: Instant, andFeel mustFeel: Bool = false) {
    var now = moment
    var mustFeel = mustFeel
    while true {
      while let action = unsafe firmware.pointee.nextAction() {
        #if BENCH
          if cutsPower(action) {
            guard let began = failPower(in: action, at: now) else { return }
            (now, mustFeel) = (began, true)
            continue
          }
        #endif
        perform(action, at: now)
      }
      guard mustFeel, isOn else { return }
      mustFeel = false
      unsafe firmware.pointee.handle(.headMoved(isInContact: around.head == 0), at: now)
    }
  }

  private mutating func perform(_ action: PumpAction, at now: Instant) {
    switch action {
    case .turnMotor(let strokes):
      let made = turn(strokes, at: now)
      unsafe firmware.pointee.handle(.motorStopped(strokes: made, rotor: rotor), at: now)
    case .store(let slot):
      follow()
      let isGood = !around.isMemoryFailing && store(slot, .max)
      noteRecord(slot, isGood: isGood, at: now)
      unsafe firmware.pointee.handle(.stored(isGood), at: now)
    case .storeLog(let place, _):
      let isGood = !around.isMemoryFailing && storeLog(place, .max)
      noteLog(place, isGood: isGood, at: now)
      unsafe firmware.pointee.handle(.logStored(isGood), at: now)
    case .readLog(let place, let count): readLog(place, count, at: now)
    case .measureBattery:
      follow()
      unsafe firmware.pointee.handle(.batteryMeasured(plant.pointee.batteryReading), at: now)
    case .selfTest: unsafe firmware.pointee.handle(.selfTested(findings), at: now)
    case .sound(let tone):
      follow()
      Hardware.tone(true)
      let alarms = unsafe firmware.pointee.state.alarms
      note(now.link) { $0.tone(tone, alarms) }
      Hardware.tone(false)
      unsafe firmware.pointee.handle(.sounded, at: now)
    case .transmit: transmit(at: now)
    }
  }

  @inline(never)
  mutating func turn(_ commanded: UInt32, most: UInt32 = .max, at now: Instant) -> UInt32 {
    let strokes = min(commanded, most)
    let made = unsafe plant.pointee.pump(strokes: strokes, until: trueTime)
    if rotorBase != nil { KeptChip.rotor = rotor }
    note(now.link) { $0.strokes(commanded: commanded, made: made) }
    return made
  }

  @inline(never)
  func follow() { unsafe plant.pointee.advance(to: trueTime) }

  mutating func store(_ slot: UInt8, _ most: Int) -> Bool {
    // A record must not be from a time that the clock has not reached at the next start.
    if rotorBase != nil { unsafe KeptChip.Clock.keep(plant.pointee.therapyTime.rawValue) }
    return storeRecord(slot, most)
  }

  private mutating func storeRecord(_ slot: UInt8, _ most: Int) -> Bool {
    unsafe firmware.pointee.withRecord { record in
      flash.store(record.extracting(0..<min(record.count, most)), slot: slot)
    }
  }

  mutating func storeLog(_ place: UInt16, _ most: Int) -> Bool {
    unsafe firmware.pointee.withLogEntries { entries in
      flash.storeLog(entries.extracting(0..<min(entries.count, most)), place: place)
    }
  }

  /// Reads places of the ring, the one after the last being the first.
  private mutating func readLog(_ place: UInt16, _ count: UInt8, at now: Instant) {
    var bytes = [256 of UInt8](repeating: 0)
    var span = bytes.mutableSpan
    var length = 0
    var place = place
    for _ in 0..<count {
      flash.readEntry(place: place, into: &span, at: length)
      length += MemoryMap.entryBytes
      place = Int(UInt64(place)) + 1 == MemoryMap.logEntries ? 0 : place + 1
    }
    unsafe firmware.pointee.logRead(bytes.span.extracting(0..<length), at: now)
  }

  mutating func transmit(at now: Instant) {
    if around.head == 1 { unsafe plant.pointee.draw(Self.transmissionEnergy) }
    unsafe firmware.pointee.withTransmission { bytes in
      note(now.link) { $0.frame(way: 2, bytes) }
      for index in bytes.indices { Hardware.send(bytes[index], .line) }
      sent += UInt32(truncatingIfNeeded: bytes.count)
    }
  }

  /// What one frame out of contact costs the battery: 100 uJ. Spec: security.md, "Attempts".
  private static var transmissionEnergy: Nanojoules { Nanojoules(rawValue: 100_000) }

  private var findings: SelfTest {
    let bits =
      (around.isProcessorFailing ? SelfTest.processor.bits : 0)
      | (around.isMemoryFailing ? SelfTest.storedRecord.bits : 0)
    return SelfTest(bits: bits) ?? .sound
  }
}
