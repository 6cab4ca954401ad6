import PumpFirmware
package import PumpWorld
import Quantities

/// Looks at a pump now and then, and sees that it has given no more than it may.
///
/// It counts strokes by the pump's own time and knows nothing of programmes: whatever was ordered,
/// no span may hold more than the greatest flow, and no 24 hours more than the greatest volume.
package struct DeliveryWatch {
  private var looks: [(time: UInt64, strokes: UInt64)] = []

  /// A watch that begins with the pump as it is.
  package init<Memory: PumpMemory>(_ pump: VirtualPump<Memory>) { begin(pump) }

  /// Begins anew, as when the pump's clock or counters went back.
  package mutating func begin<Memory: PumpMemory>(_ pump: VirtualPump<Memory>) {
    looks = [Self.look(pump)]
  }

  private static func look<Memory: PumpMemory>(
    _ pump: VirtualPump<Memory>
  ) -> (time: UInt64, strokes: UInt64) {
    (pump.firmware.time.rawValue, pump.firmware.state.strokes)
  }

  /// What the pump has given too much of since the watch began, in words; `nil` when nothing.
  package mutating func look<Memory: PumpMemory>(at pump: VirtualPump<Memory>) -> String? {
    let new = Self.look(pump)
    let limits = pump.firmware.profile.limits
    let stroke = pump.firmware.profile.strokeVolume.rawValue
    for old in looks {
      guard new.time >= old.time, new.strokes >= old.strokes else {
        return "time or strokes go back from \(old) to \(new)"
      }
      let (span, strokes) = (new.time - old.time, new.strokes - old.strokes)
      // The stroke that was due at the first look, and the one that is at the second.
      let volume = (strokes > 2 ? strokes - 2 : 0) * stroke
      let most = limits.maximumTotalFlow.rawValue.multipliedFullWidth(by: span)
      if most.high < Self.day, volume > Self.day.dividingFullWidth(most).quotient {
        return "\(strokes) strokes in \(span) ms, more than the greatest flow"
      }
      if span <= Self.day, volume > limits.maximumDailyVolume.rawValue {
        return "\(strokes) strokes in \(span) ms, more than the greatest volume of a day"
      }
    }
    looks.append(new)
    return nil
  }

  private static let day: UInt64 = 86_400_000
}
