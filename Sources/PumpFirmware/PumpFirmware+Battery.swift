import Quantities
import Telemetry

/// How much service the battery has left. Spec: therapy.md, "Battery".
extension PumpFirmware {
  /// When service ends, unless the battery is empty before: a set time after the indicator, or with
  /// the calendar life.
  #if hasFeature(Embedded)
    @inline(never)
  #else
    @inline(__always)
  #endif
  @_addressableSelf
  func endOfService(of state: @_addressable DurableState) -> TherapyTime {
    let life = TherapyTime.zero.after(profile.battery.calendarLife)
    if has(.outlivesService) { return life.after(.days(1)) }
    guard let since = state.replacementSince else { return life }
    return min(since.after(profile.battery.serviceAfterIndicator), life)
  }

  /// The moment at which the pump's age alone indicates replacement.
  var calendarIndicator: TherapyTime {
    @_addressableSelf get {
      let service = profile.battery.serviceAfterIndicator
      return TherapyTime.zero.after(profile.battery.calendarLife.minus(service) ?? .zero)
    }
  }

  mutating func batteryMeasured(_ reading: UInt16) {
    chores.isMeasuring = false
    let missed = chores.missedStrokes
    chores.missedStrokes = 0
    let reading = min(reading, 10_000)
    account(for: reading)
    let now = time
    let drug = drugOfLargestDay()
    let day = energyOfDay(in: state, giving: drug)
    let isFlat = isFlat(reading, day) && failure == nil
    if state.replacementSince == nil, isFlat || isReplacementDue(reading, day, at: now) {
      update { state in
        state.replacementSince = now
        state.raise(.electiveReplacement, at: now)
      }
    }
    if missed > 0 { _ = motor.stop() }
    // A motor that stands because there is nothing left to turn it is no motor that stalls.
    if isFlat { return fail(.endOfService) }
    if missed > 0 { settle(missed: missed) }
  }

  /// Holds a reading against what time and strokes should have left.
  private mutating func account(for reading: UInt16) {
    let capacity = profile.battery.capacity.rawValue
    let expected = chargeByReadings(of: state)
    let least = energy(of: reading)
    let most = reading < 10_000 ? max(energy(of: reading + 1), 1) - 1 : capacity
    let found = max(min(expected, most), least)
    // A charge that is less than it should be is an excess of what was used.
    let missing = Int64(bitPattern: expected &- found)
    let unit = Int64(bitPattern: capacity / 10_000 + 1)
    var battery = state.battery
    battery.take(state.battery.excess + missing, at: time, unit: unit)
    guard battery != state.battery || reading != state.batteryReading else { return }
    update { state in
      state.batteryReading = reading
      state.battery = battery
    }
  }

  /// The least energy at which the gauge shows a reading.
  @inline(never)
  @_addressableSelf
  private func energy(of reading: UInt16) -> UInt64 {
    let (most, part) = (profile.battery.capacity.rawValue, UInt64(reading))
    // In two parts, for the capacity times the reading may not fit.
    return most / 10_000 * part + (most % 10_000 * part + 9_999) / 10_000
  }

  /// The energy left now by the readings so far, leaving out what the drain took since the last.
  @inline(__always)
  @_addressableSelf
  private func chargeByReadings(of state: @_addressable DurableState) -> UInt64 {
    charge(at: time, strokes: state.strokes, excess: state.battery.excess).rawValue
  }

  /// The energy left at a moment by which so many strokes were made.
  @inline(never)
  @_addressableSelf
  func charge(of state: @_addressable DurableState, at time: TherapyTime, strokes: UInt64)
    -> Nanojoules
  {
    charge(at: time, strokes: strokes, excess: state.battery.excess(at: time))
  }

  @inline(never)
  @_addressableSelf
  private func charge(at time: TherapyTime, strokes: UInt64, excess: Int64) -> Nanojoules {
    let battery = profile.battery
    let (idle, isIdleMore) = time.rawValue.multipliedReportingOverflow(by: battery.idlePower)
    let (motor, isMotorMore) = strokes.multipliedReportingOverflow(
      by: battery.strokeEnergy.rawValue)
    let (used, isMore) = idle.addingReportingOverflow(motor)
    if isIdleMore || isMotorMore || isMore { return .zero }
    let beyond = UInt64(bitPattern: max(excess, 0))
    let spared = UInt64(bitPattern: max(-excess, 0))
    let there = Nanojoules(rawValue: battery.capacity.rawValue + spared)
    return there.minus(Nanojoules(rawValue: used))?.minus(Nanojoules(rawValue: beyond)) ?? .zero
  }

  /// What the gauge shows of an energy, in 1/100 %.
  @inline(never)
  @_addressableSelf
  func reading(of charge: Nanojoules) -> UInt16 {
    let capacity = max(profile.battery.capacity.rawValue, 1)
    let product = min(charge.rawValue, capacity).multipliedFullWidth(by: 10_000)
    return UInt16(truncatingIfNeeded: capacity.dividingFullWidth(product).quotient)
  }

  /// What a state uses in a day of its own at most: at rest, by a drain, and by the strokes of its
  /// largest day with every bolus that the patient may have.
  @inline(__always)
  @_addressableSelf
  func energyOfDay(in state: @_addressable DurableState) -> Nanojoules {
    energyOfDay(in: state, giving: drugOfLargestDay(of: state))
  }

  @_addressableSelf
  private func drugOfLargestDay(of state: @_addressable DurableState) -> Picograms {
    let patient = state.patientBolus.flatMap { $0.dose.times(UInt64($0.maximumPerDay)) } ?? .zero
    let programme = programme(of: state)
    let temporary = state.temporary.dose.perDay
    if temporary == .zero { return programme.largestDay + patient }
    // It may last a part of a day only, and the heaviest hours of the programme the other.
    return temporary + programme.largestSpan(above: temporary) + patient
  }

  /// For how many minutes service is certain, by a state's calendar and by its charge at what it
  /// uses in a day: the last day that the charge lasts is kept to end in order.
  @_addressableSelf
  func minutesOfService(in state: @_addressable DurableState) -> UInt16 {
    let left = endOfService(of: state).minus(time) ?? .zero
    let days = energy(of: state.batteryReading) / max(energyOfDay(in: state).rawValue, 1)
    return UInt16(clamping: min(left.rawValue / 60_000, max(days, 1) * 1440 - 1440))
  }

  /// The same of the state in use. It is kept until an order changes it.
  private mutating func drugOfLargestDay() -> Picograms {
    if let known = chores.largestDay { return known }
    let drug = drugOfLargestDay(of: state)
    chores.largestDay = drug
    return drug
  }

  @inline(never)
  @_addressableSelf
  private func energyOfDay(
    in state: @_addressable DurableState, giving drug: Picograms
  ) -> Nanojoules {
    let battery = profile.battery
    let byDose = drug.rawValue / state.concentration.drug(in: profile.strokeVolume).rawValue + 1
    let byBridge = state.bridgeFlow.rawValue / profile.strokeVolume.rawValue + 1
    let strokes = battery.strokeEnergy.times(max(byDose, byBridge))
    let idle = Nanojoules(rawValue: battery.idlePower).times(DeliveryIntegral.day)
    let drain = Nanojoules(rawValue: state.battery.drainPerDay)
    guard let strokes, let sum = idle?.plus(drain)?.plus(strokes) else {
      return Nanojoules(rawValue: .max)
    }
    return sum
  }

  /// Whether replacement is to be indicated: by the gauge, by age, or because the charge will no
  /// longer last, at so much a day, for the service that the indicator promises, by two days to
  /// spare: one until the next reading, and one that ``isFlat(_:_:)`` keeps.
  @inline(never)
  @_addressableSelf
  func isReplacementDue(
    _ reading: UInt16, _ energyOfDay: Nanojoules, at time: TherapyTime
  ) -> Bool {
    let battery = profile.battery
    if reading <= battery.replacementReading || time >= calendarIndicator { return true }
    let day = DeliveryIntegral.day
    let days = (battery.serviceAfterIndicator.rawValue + day - 1) / day + 2
    guard let needed = energyOfDay.times(days) else { return true }
    return energy(of: reading) < needed.rawValue
  }

  /// Whether the battery is empty, or may be, at so much a day, before it is measured again:
  /// service ends while there is something left to end it in order.
  @inline(never)
  @_addressableSelf
  func isFlat(_ reading: UInt16, _ energyOfDay: Nanojoules) -> Bool {
    let needed = max(energyOfDay, profile.battery.strokeEnergy)
    return energy(of: reading) < needed.rawValue
  }

  /// How much service the battery has left.
  var batteryState: BatteryState {
    if failure == .endOfService { return .endOfService }
    return state.replacementSince == nil ? .ok : .electiveReplacement
  }
}
