import Quantities
import Telemetry

extension PumpFirmware {
  /// Checks a programme against every limit, in a given state. Nothing is ever clamped.
  func checkLimits(
    _ staging: StageTherapy, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    let daily = programmedPerDay(staging.therapy, state.concentration)
    if case .simpleContinuous = staging.therapy.mode {
      try checkFlow(daily, for: request, in: state)
    }
    if let bolus = state.integral.bolus {
      try checkTotal(daily, bolus.dose, over: bolus.duration, for: request, in: state)
    }
    try checkDay(basal: daily, bolus: .zero, for: request, in: state)
    // Hard limits come first: nobody is to confirm what is refused all the same.
    if case .simpleContinuous = staging.therapy.mode, !staging.overridesSoftLimits {
      try checkUsual(staging.therapy.dose, for: request)
    }
  }

  /// Checks a bolus against every limit, in a given state.
  func checkLimits(_ order: StartBolus, in state: DurableState) throws(Refusal) {
    let volume = state.concentration.volumeRoundedUp(holding: order.dose)
    let limits = profile.limits
    if volume > limits.maximumBolus {
      throw Refusal(
        .startBolus, .bolusAboveMaximum, asked: volume.rawValue, limit: limits.maximumBolus.rawValue
      )
    }
    let flow = Self.flow(of: order.dose, over: order.duration, state.concentration)
    if flow > limits.maximumBolusFlow {
      throw Refusal(
        .startBolus, .bolusFlowAboveMaximum, asked: flow.rawValue,
        limit: limits.maximumBolusFlow.rawValue)
    }
    let basal = state.integral.basalPerDay
    try checkTotal(basal, order.dose, over: order.duration, for: .startBolus, in: state)
    try checkDay(basal: basal, bolus: order.dose, for: .startBolus, in: state)
    let left = state.reservoir(strokeVolume: profile.strokeVolume)
    if volume > left {
      throw Refusal(
        .startBolus, .reservoirTooLow, asked: volume.rawValue, limit: left.rawValue)
    }
    if !order.overridesSoftLimits { try checkUsual(order) }
  }

  private func checkFlow(
    _ daily: Picograms, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    let flow = FlowRate(rawValue: state.concentration.volumeRoundedDown(holding: daily).rawValue)
    let limits = profile.limits
    if flow < limits.minimumFlow {
      throw Refusal(
        request, .flowBelowMinimum, asked: flow.rawValue, limit: limits.minimumFlow.rawValue)
    }
    if daily > limits.maximumFlow.drugPerDay(at: state.concentration) {
      let asked = state.concentration.volumeRoundedUp(holding: daily)
      throw Refusal(
        request, .flowAboveMaximum, asked: asked.rawValue, limit: limits.maximumFlow.rawValue)
    }
  }

  private func checkTotal(
    _ basal: Picograms, _ bolus: Picograms, over duration: Milliseconds, for request: RequestType,
    in state: DurableState
  ) throws(Refusal) {
    let basalFlow = state.concentration.volumeRoundedUp(holding: basal)
    let bolusFlow = Self.flow(of: bolus, over: duration, state.concentration)
    let limit = profile.limits.maximumTotalFlow.rawValue
    let total = basalFlow.rawValue + bolusFlow.rawValue
    if total > limit {
      throw Refusal(request, .totalFlowAboveMaximum, asked: total, limit: limit)
    }
  }

  /// The total of any 24 hours: a full day of basal infusion at the new rate or, within 24 hours
  /// of a reduction, at the former one; and every bolus of the last 24 hours.
  ///
  /// Counting a whole day of basal, rather than what was measured, needs no memory of the past, so
  /// a restart cannot make room for a dose that the day has no room for.
  private func checkDay(
    basal: Picograms, bolus: Picograms, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    var total = basal
    if time < state.formerBasalUntil { total = max(total, state.formerBasal) }
    total = max(total, state.integral.basalPerDay)
    total += state.recentBoluses.total(at: time) + bolus
    if let running = state.integral.bolus { total += running.dose }
    let limit = profile.limits.maximumDailyVolume
    if total > state.concentration.drug(in: limit) {
      let volume = state.concentration.volumeRoundedUp(holding: total)
      throw Refusal(
        request, .dailyVolumeAboveMaximum, asked: volume.rawValue, limit: limit.rawValue)
    }
  }

  private func checkUsual(_ dose: DoseRate, for request: RequestType) throws(Refusal) {
    let usual = profile.drugLimits
    if dose < usual.minimumDose {
      throw Refusal(
        request, .doseBelowUsual, asked: UInt64(dose.nanogramsPerDay),
        limit: UInt64(usual.minimumDose.nanogramsPerDay))
    }
    if dose > usual.maximumDose {
      throw Refusal(
        request, .doseAboveUsual, asked: UInt64(dose.nanogramsPerDay),
        limit: UInt64(usual.maximumDose.nanogramsPerDay))
    }
  }

  private func checkUsual(_ order: StartBolus) throws(Refusal) {
    let usual = profile.drugLimits
    if order.dose > usual.maximumBolus {
      throw Refusal(
        .startBolus, .bolusAboveUsual, asked: UInt64(order.nanograms),
        limit: usual.maximumBolus.rawValue / 1000)
    }
    if order.duration < usual.minimumBolusDuration {
      throw Refusal(
        .startBolus, .bolusFasterThanUsual, asked: order.duration.rawValue,
        limit: usual.minimumBolusDuration.rawValue)
    }
  }

  /// The flow of a dose spread over a time, rounded up.
  private static func flow(
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
  func volumeRoundedUp(holding drug: Picograms) -> Nanolitres {
    let strength = UInt64(microgramsPerMillilitre)
    return Nanolitres(rawValue: (drug.rawValue + strength - 1) / strength)
  }
}
