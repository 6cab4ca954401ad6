import BoardBench
import PumpFirmware
import PumpPlant
import Quantities
import Telemetry

#if BENCH
  import LifeHash
#endif

/// Power that fails where a bench planned it, and what the hash is told of writes.
extension BoardPump {
  #if BENCH
    mutating func cutsPower(_ action: PumpAction) -> Bool {
      guard let cut = around.cut else { return false }
      switch action {
      case .store: guard cut.kind != 2 else { return false }
      case .storeLog: guard cut.kind != 1 else { return false }
      case .turnMotor, .readLog, .measureBattery, .selfTest, .sound, .transmit:
        guard cut.kind == 0 else { return false }
      }
      if cut.left == 0 { return true }
      around.cut?.left -= 1
      return false
    }

    /// Power fails within an action, of which only a part is done. Nobody hears of its end. Gives
    /// the moment at which the firmware begins anew, when the power is back at once.
    @inline(never)
    mutating func failPower(in action: PumpAction, at now: Instant) -> Instant? {
      guard let cut = around.cut else { return nil }
      around.cut = nil
      let part = Int(truncatingIfNeeded: min(cut.part, 1 << 20))
      if cut.part > 0 {
        switch action {
        case .turnMotor(let strokes): _ = turn(strokes, most: cut.part, at: now)
        case .store(let slot):
          follow()
          if !around.isMemoryFailing { _ = store(slot, part) }
          noteRecord(slot, isGood: false, at: now)
        case .storeLog(let place, _):
          if !around.isMemoryFailing { _ = storeLog(place, part) }
          noteLog(place, isGood: false, at: now)
        case .transmit: transmit(at: now)
        case .measureBattery, .readLog, .selfTest, .sound: break
        }
      }
      note(now.link) { $0.powerFailed() }
      guard cut.isBrief else {
        around.isPowered = false
        return nil
      }
      follow()
      let secrets = unsafe PumpSecrets(
        factoryKeys: firmware.pointee.factoryKeys, noise: cut.noise)
      return boot(.power, secrets, link: now.link)
    }
  #endif

  mutating func noteRecord(_ slot: UInt8, isGood: Bool, at now: Instant) {
    #if BENCH
      let (bytes, checksum) = unsafe firmware.pointee.withRecord {
        ($0.count, CRC32C.checksum($0))
      }
      note(now.link) { $0.record(slot: slot, bytes: bytes, checksum: checksum, isGood: isGood) }
    #endif
  }

  mutating func noteLog(_ place: UInt16, isGood: Bool, at now: Instant) {
    #if BENCH
      let (bytes, checksum) = unsafe firmware.pointee.withLogEntries {
        ($0.count, CRC32C.checksum($0))
      }
      note(now.link) { $0.log(place: place, bytes: bytes, checksum: checksum, isGood: isGood) }
    #endif
  }
}
