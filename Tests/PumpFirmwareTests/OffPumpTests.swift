import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A pump that is switched on where it lies, and what it does before.
@Suite(.limited)
struct OffPumpTests {
  private let start = Instant(therapy: .zero, link: .zero)

  private func off() -> PumpFirmware {
    PumpFirmware(off: .sample(), secrets: .sample, at: start)
  }

  private func image(_ implant: DurableState) -> [UInt8] {
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    PumpFirmware.formatMemory(implant) { slot, bytes in
      for index in bytes.indices { image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index] }
    }
    return image
  }

  /// The strokes it asks for in so many days, every action done; its records go to `image`.
  private func strokes(
    _ pump: PumpFirmware, days: UInt64 = 30, storing image: inout [UInt8]
  ) -> UInt32 {
    var pump = pump
    var strokes: UInt32 = 0
    for day in 1...days {
      let now = Instant(therapy: TherapyTime(rawValue: day * 86_400_000), link: .zero)
      repeat {
        pump.handle(.tick, at: now)
        while let action = pump.nextAction() {
          switch action {
          case .turnMotor(let count):
            strokes += count
            pump.handle(.motorStopped(strokes: count, rotor: UInt16(strokes)), at: now)
          case .store(let slot):
            pump.withRecord { bytes in
              for index in bytes.indices {
                image[Int(slot) * MemoryMap.slotBytes + index] = bytes[index]
              }
            }
            pump.handle(.stored(true), at: now)
          case .storeLog: pump.handle(.logStored(true), at: now)
          case .measureBattery: pump.handle(.batteryMeasured(9000), at: now)
          case .selfTest: pump.handle(.selfTested(.sound), at: now)
          case .sound: pump.handle(.sounded, at: now)
          case .readLog, .transmit: break
          }
        }
      } while !pump.isCaughtUp(to: now.therapy)
    }
    return strokes
  }

  private func strokes(_ pump: PumpFirmware) -> UInt32 {
    var image = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    return strokes(pump, storing: &image)
  }

  @Test func `switched on where it lies it is what it would be made as`() throws {
    let image = image(.implant())
    var pump = off()
    try pump.switchOn(memory: image.span, rotor: 0, at: start)
    let made = try PumpFirmware(
      profile: .sample(), secrets: .sample, memory: image.span, rotor: 0, at: start)
    #expect(pump.state == made.state && pump.deadline == made.deadline)
    #expect(strokes(pump) > 0 && strokes(pump) == strokes(made))
  }

  @Test func `what it cannot trust leaves it off, also what was delivered until then`() throws {
    var lived = image(.implant())
    let made = try PumpFirmware(
      profile: .sample(), secrets: .sample, memory: lived.span, rotor: 0, at: start)
    #expect(strokes(made, days: 2, storing: &lived) > 0)
    let empty = [UInt8](repeating: 0, count: MemoryMap.imageBytes)
    for (image, fault) in [
      (lived, MemoryFault.beyondLimits), (empty, .noValidRecord), ([], .wrongSize),
    ] {
      var pump = PumpFirmware(
        off: .sample { $0.limits.maximumFlow = .nlPerDay(40_000) }, secrets: .sample, at: start)
      let later = Instant(therapy: TherapyTime(rawValue: 3 * 86_400_000), link: .zero)
      #expect(throws: fault) { try pump.switchOn(memory: image.span, rotor: 0, at: later) }
      #expect(strokes(pump) == 0, "\(fault)")
    }
  }
}
