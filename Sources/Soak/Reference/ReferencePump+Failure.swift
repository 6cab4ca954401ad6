import PumpFirmware
import Quantities
import Telemetry

/// Delivery that ends for good: therapy.md, "Battery" and "Alarms"; memory.md, "Two slots".
extension ReferencePump {
  /// Why nothing is given any more.
  enum Failure { case endOfService, memoryLost }

  /// A pump that finds no record it can trust, at a moment of its time: nothing is known of any
  /// therapy, nothing is given, and the factory's keys hold again.
  init(lostBy pump: ReferencePump, at moment: Int128) {
    let nothing = DurableState(
      therapy: .minimumRate, drug: .baclofen, concentration: .weakest, filledVolume: .zero,
      lowAlarmVolume: .zero, clock: nil, rotor: 0)
    self.init(pump.device, nothing, plans: [:])
    keys = pump.keys.afterLoss
    now = moment
    spanStart = moment
    nextAccount = (moment / Self.day + 1) * Self.day
    stallEnd = pump.stallEnd
    failure = .memoryLost
  }

  private static func milliseconds(_ length: Milliseconds) -> Int128 { Int128(length.rawValue) }

  /// Service ends with the calendar life, or a set time after replacement was indicated.
  var endOfService: Int128 {
    let life = Self.milliseconds(device.battery.calendarLife)
    let after = Self.milliseconds(device.battery.serviceAfterIndicator)
    return min(life, replacementSince.map { $0 + after } ?? life)
  }

  /// The battery is measured: with the day's account, and before a motor is called stalled.
  mutating func measureBattery() {
    reading = gauge
    let life = Self.milliseconds(device.battery.calendarLife)
    let after = Self.milliseconds(device.battery.serviceAfterIndicator)
    // A day until the next measurement and the last one, which is kept.
    let days = after.dividedUp(by: Self.day) + 2
    let isFlat = failure == nil && charge < energyOfDay
    let isDue =
      isFlat || now >= max(life - after, 0) || charge < days * energyOfDay
      || reading <= Int128(device.battery.replacementReading)
    if replacementSince == nil, isDue { replacementSince = now }
    if isFlat { fail(.endOfService) }
  }

  /// Ends delivery. What runs or waits is given up, and what is owed is not given: at a switch-on,
  /// after so many strokes, also the stroke that is due.
  mutating func fail(_ reason: Failure, strokes: Int128? = nil) {
    accountForStall()
    endRunning(strokes: strokes)
    endTemporary(.failure)
    endBridge()
    closeSpan()
    if strokes == nil, now >= stallEnd { settle() }
    nextPeriodic = nil
    nextStep = nil
    let owed = owed(at: now)
    if owed > 0 {
      settled += owed
      undelivered += owed
      note(.undelivered, detail: UndeliveredCause.failure.rawValue, amount: owed)
    }
    failure = reason
  }

  /// What a pump that gives nothing any more says to an order of anything but a silence, before all
  /// else.
  func requireDelivery() throws(No) {
    switch failure {
    case nil: return
    case .endOfService: throw No(.endOfService)
    case .memoryLost: throw No(.memoryLost)
    }
  }
}
