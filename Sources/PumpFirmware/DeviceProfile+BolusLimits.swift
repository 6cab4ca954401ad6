import Quantities
import Telemetry

/// Limits of the device on boluses. Spec: therapy.md, "Limits".
extension DeviceProfile {
  /// Checks the patient bolus of a state against every hard limit, with as many as a day may have.
  @_addressableSelf
  func checkPatientBolus(for request: RequestType, in state: @_addressable DurableState)
    throws(Refusal)
  {
    guard let bolus = state.patientBolus else { return }
    try checkSettings(bolus, for: request, in: state)
    try checkTotal(for: request, in: state)
    let volume = state.concentration.volumeRoundedUp(holding: bolus.mostPerDay)
    try checkDay(adding: volume, for: request, in: state)
  }

  /// Checks a patient bolus by itself.
  @_addressableSelf
  func checkSettings(
    _ bolus: PatientBolus, for request: RequestType, in state: @_addressable DurableState
  ) throws(Refusal) {
    try checkInterval(UInt64(bolus.lockoutMinutes), bolus.duration, for: request)
    try checkSize(bolus.dose, bolus.duration, for: request, in: state)
  }

  /// Checks a bolus, a patient bolus or a periodic one that is about to begin.
  @inline(never)
  @_addressableSelf
  func checkBolus(
    _ dose: Picograms, over duration: Milliseconds, for request: RequestType,
    in state: @_addressable DurableState
  ) throws(Refusal) {
    try checkSize(dose, duration, for: request, in: state)
    try checkTotal(
      adding: Self.flow(of: dose, over: duration, state.concentration), for: request, in: state)
    let volume = state.concentration.volumeRoundedUp(holding: dose)
    try checkDay(adding: volume, for: request, in: state)
    try checkReservoir(holds: volume, for: request, in: state)
  }

  /// Checks how far apart boluses that come back are, and that each ends before the next.
  @_addressableSelf
  func checkInterval(
    _ minutes: UInt64, _ duration: Milliseconds, for request: RequestType
  ) throws(Refusal) {
    let shortest = UInt64(grid.shortestInterval)
    if minutes < shortest {
      throw Refusal(request, .intervalTooShort, asked: minutes, limit: shortest)
    }
    let interval = Milliseconds.minutes(minutes)
    if duration > interval {
      throw Refusal(
        request, .bolusLongerThanInterval, asked: duration.rawValue, limit: interval.rawValue)
    }
  }

  /// Checks the volume and the flow of a bolus by itself.
  @inline(never)
  @_addressableSelf
  func checkSize(
    _ dose: Picograms, _ duration: Milliseconds, for request: RequestType,
    in state: @_addressable DurableState
  ) throws(Refusal) {
    let volume = state.concentration.volumeRoundedUp(holding: dose)
    if volume > limits.maximumBolus {
      throw Refusal(
        request, .bolusAboveMaximum, asked: volume.rawValue, limit: limits.maximumBolus.rawValue)
    }
    let flow = Self.flow(of: dose, over: duration, state.concentration)
    if flow > limits.maximumBolusFlow {
      throw Refusal(
        request, .bolusFlowAboveMaximum, asked: flow.rawValue,
        limit: limits.maximumBolusFlow.rawValue)
    }
  }

  /// The flow of a dose spread over a time, rounded up.
  static func flow(
    of dose: Picograms, over duration: Milliseconds, _ concentration: Concentration
  ) -> FlowRate {
    let volume = concentration.volumeRoundedUp(holding: dose)
    let product = volume.rawValue.multipliedFullWidth(by: DeliveryIntegral.day)
    guard product.high < duration.rawValue else { return FlowRate(rawValue: .max / 2) }
    let (flow, rest) = duration.rawValue.dividingFullWidth(product)
    return FlowRate(rawValue: rest == 0 ? flow : flow + 1)
  }
}

extension Concentration {
  /// The volume that holds an amount of drug, rounded up to the nanolitre.
  @inline(never)
  func volumeRoundedUp(holding drug: Picograms) -> Nanolitres {
    let strength = UInt64(microgramsPerMillilitre)
    return Nanolitres(rawValue: (drug.rawValue + strength - 1) / strength)
  }
}
