import Quantities
import Telemetry

/// A running hash, FNV-1a with a fold: the same for the same values in the same order on any
/// machine. It finds accidents, not attackers.
struct TraceHash: Hashable, Sendable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func mix(_ number: UInt64) {
    value = (value ^ number) &* 0x100_0000_01B3
    value ^= value >> 29
  }

  mutating func mix(_ bytes: [UInt8]) {
    // With their number, so that two runs of bytes are not one.
    mix(UInt64(bytes.count))
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Mixes in everything an event says, and first of what kind it is.
  mutating func mix(_ event: TraceEvent) {
    switch event {
    case .strokes(let commanded, let made):
      mix(1)
      mix(UInt64(commanded) << 32 | UInt64(made))
    case .frame(let way, let bytes):
      mix(2)
      mix(UInt64(way.rawValue))
      mix(bytes)
    case .write(let write):
      switch write.target {
      case .record(let slot):
        mix(3)
        mix(UInt64(slot))
      case .log(let place):
        mix(4)
        mix(UInt64(place))
      }
      mix(UInt64(write.bytes) << 1 | (write.isGood ? 1 : 0))
      mix(UInt64(write.checksum))
    case .tone(let tone, let alarms):
      mix(5)
      mix(UInt64(tone.rawValue) << 16 | UInt64(alarms.bits))
    case .order(let order):
      mix(6)
      mix(UInt64(order.session) << 16 | UInt64(order.request))
    case .power(.failed): mix(7)
    case .power(.started(let cause)):
      mix(8)
      mix(UInt64(cause.rawValue))
    case .patient(let drug):
      mix(9)
      mix(drug.rawValue)
    }
  }
}
