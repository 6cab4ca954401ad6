import PumpFirmware
import Quantities
import Telemetry

/// The battery once more, by therapy.md, "Battery": what a pump without a drain uses follows from
/// its time, its strokes and what it says out of contact.
extension ReferencePump {
  /// What one frame out of contact takes, in nJ: security.md, "Attempts".
  static let frameEnergy: Int128 = 100_000

  private var capacity: Int128 { Int128(device.battery.capacity.rawValue) }

  /// What its gauge shows now, in 1/100 %.
  var gauge: Int128 {
    // A motor that stands made nothing of what is due.
    let made = now < stallEnd ? strokesSettled : strokes(at: now)
    let used =
      now * Int128(device.battery.idlePower) + made * Int128(device.battery.strokeEnergy.rawValue)
      + framesNear * Self.frameEnergy
    return max(capacity - used, 0) * 10_000 / capacity
  }

  /// The least energy in nJ at which the gauge shows what it last did.
  var charge: Int128 { (capacity * reading).dividedUp(by: 10_000) }

  /// What a day takes at the most, in nJ: its largest, with every bolus there may be, under a
  /// bridge or a temporary rate; and one stroke more.
  var energyOfDay: Int128 {
    let patients = patient.map { Int128($0.nanograms) * 1000 * Int128($0.maximumPerDay) } ?? 0
    var drug = programme.largestDay
    if let rate = temporary?.rate, rate > 0 { drug = rate + programme.largestSpan(above: rate) }
    let strokes = max((drug + patients) / strokeDrug, bridgeFlow / stroke) + 1
    return Self.day * Int128(device.battery.idlePower)
      + strokes * Int128(device.battery.strokeEnergy.rawValue)
  }

  /// For how many ms service is sure, but for the last day of the battery.
  var timeOfService: Int128 {
    let days = max(charge / energyOfDay, 1) - 1
    return min(max(endOfService - now, 0), days * Self.day)
  }
}
