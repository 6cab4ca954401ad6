import Quantities
import Telemetry

/// Limits of the drug, which a clinician may override; every override is logged. Hard limits come
/// first: nobody is to confirm what is refused all the same. Spec: therapy.md, "Limits".
extension PumpFirmware {
  /// Refuses what goes beyond a soft limit, unless that was confirmed: then it is logged.
  @_addressableSelf
  func allow(
    _ beyond: Refusal?, isOverridden: Bool, in change: inout DurableState
  ) throws(Refusal) {
    guard let beyond else { return }
    guard isOverridden else { throw beyond }
    change.log.append(
      .override, at: time, detail: beyond.code.rawValue, number: UInt32(clamping: beyond.asked),
      amount: beyond.limit)
  }

  /// The soft limit that the days of a programme go beyond.
  @_addressableSelf
  func unusualDay(
    of programme: @_addressable ProgrammeInfusion, for request: RequestType,
    in state: @_addressable DurableState
  ) -> Refusal? {
    guard programme.therapy.mode != .minimumRate else { return nil }
    let usual = profile.usual(of: state)
    let smallest = programme.smallestDay
    if smallest < usual.minimumDose.perDay {
      return Refusal(
        request, .doseBelowUsual, asked: UInt64(smallest.nanogramsRoundedDown),
        limit: UInt64(usual.minimumDose.nanogramsPerDay))
    }
    let largest = programme.largestDay
    if largest > usual.maximumDose.perDay {
      return Refusal(
        request, .doseAboveUsual, asked: (largest.rawValue + 999) / 1000,
        limit: UInt64(usual.maximumDose.nanogramsPerDay))
    }
    return nil
  }

  /// The soft limit that the largest day goes beyond with all boluses the patient may have in it,
  /// when it is not beyond by itself.
  @_addressableSelf
  func unusualDayOfPatient(
    of programme: @_addressable ProgrammeInfusion, for request: RequestType,
    in state: @_addressable DurableState
  ) -> Refusal? {
    guard let patient = state.patientBolus else { return nil }
    let usual = profile.usual(of: state).maximumDose
    let largest = programme.largestDay
    if largest > usual.perDay && programme.therapy.mode != .minimumRate { return nil }
    let total = largest + patient.mostPerDay
    guard total > usual.perDay else { return nil }
    return Refusal(
      request, .doseAboveUsual, asked: (total.rawValue + 999) / 1000,
      limit: UInt64(usual.nanogramsPerDay))
  }

  /// The soft limit that a bolus goes beyond.
  @_addressableSelf
  func unusualBolus(
    _ dose: Picograms, over duration: Milliseconds, for request: RequestType,
    in state: @_addressable DurableState
  ) -> Refusal? {
    let usual = profile.usual(of: state)
    if dose > usual.maximumBolus {
      return Refusal(
        request, .bolusAboveUsual, asked: dose.rawValue / 1000,
        limit: usual.maximumBolus.rawValue / 1000)
    }
    if duration < usual.minimumBolusDuration {
      return Refusal(
        request, .bolusFasterThanUsual, asked: duration.rawValue,
        limit: usual.minimumBolusDuration.rawValue)
    }
    return nil
  }
}
