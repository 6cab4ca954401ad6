import Quantities
import Telemetry

extension PumpFirmware {
  /// When service ends, once that is known: a set time after the indicator.
  @inline(__always)
  var endOfService: TherapyTime? {
    guard failure == nil, let since = state.replacementSince else { return nil }
    return min(
      since.after(profile.battery.serviceAfterIndicator),
      TherapyTime.zero.after(profile.battery.calendarLife))
  }

  /// The moment at which the pump's age alone indicates replacement.
  private var calendarIndicator: TherapyTime {
    let service = profile.battery.serviceAfterIndicator
    return TherapyTime.zero.after(profile.battery.calendarLife.minus(service) ?? .zero)
  }

  mutating func batteryMeasured(_ reading: UInt16) {
    chores.isMeasuring = false
    let reading = min(reading, 10_000)
    let now = time
    let isDue = reading <= profile.battery.replacementReading || now >= calendarIndicator
    guard reading != state.batteryReading || (isDue && state.replacementSince == nil) else {
      return
    }
    update { state in
      state.batteryReading = reading
      if isDue && state.replacementSince == nil {
        state.replacementSince = now
        state.raise(.electiveReplacement, at: now)
      }
    }
  }

  /// How much service the battery has left.
  var batteryState: BatteryState {
    if failure == .endOfService { return .endOfService }
    return state.replacementSince == nil ? .ok : .electiveReplacement
  }

  /// Whole months of 30 days until replacement is indicated, at the programme's largest day.
  var monthsToReplacement: UInt16 {
    guard state.replacementSince == nil, failure == nil else { return 0 }
    let battery = profile.battery
    let byAge = calendarIndicator.minus(time)?.rawValue ?? 0
    let spare =
      UInt64(state.batteryReading)
      - min(
        UInt64(state.batteryReading), UInt64(battery.replacementReading))
    let energy = battery.capacity.rawValue / 10_000 * spare
    let strokesPerDay = programme(of: state).largestDay.rawValue / strokeDrug.rawValue + 1
    let (motor, isEndless) = strokesPerDay.multipliedReportingOverflow(
      by: battery.strokeEnergy.rawValue)
    let (perDay, isMore) = motor.addingReportingOverflow(battery.idlePower * DeliveryIntegral.day)
    // A motor that takes more in a day than can be counted leaves no day.
    if isEndless || isMore { return 0 }
    let days = min(energy / max(perDay, 1), byAge / DeliveryIntegral.day)
    return UInt16(clamping: days / 30)
  }
}
