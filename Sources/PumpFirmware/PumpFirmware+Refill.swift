import Quantities
import Telemetry

/// What follows from a refill, before anybody agrees to it. Spec: therapy.md, "Refill".
struct RefillOutcome {
  /// What the counter expected to be drawn out.
  let expected: Nanolitres
  /// The strength after the new liquid mixed with the residual.
  let strength: Concentration
  /// At what flow the old liquid leaves the path; zero without a bridge.
  let bridgeFlow: FlowRate
}

extension PumpFirmware {
  /// Makes the record of a refill on a state.
  @_addressableSelf
  func apply(
    _ refill: StageRefill, for request: RequestType, to change: inout DurableState
  ) throws(Refusal) {
    if change.integral.infusion?.kind == .prime { throw Refusal(request, .primeRunning) }
    try checkDrug(of: refill, for: request, in: change)
    let outcome = try outcome(of: refill, for: request, in: &change)
    let old = (drug: change.drug, strength: change.concentration)
    change.log.append(
      .refilled, at: time, detail: refill.bridge.rawValue,
      short: UInt16(refill.skipReason.rawValue), number: refill.filledNanolitres,
      amount: UInt64(refill.withdrawnNanolitres) << 32
        | UInt64(UInt32(clamping: outcome.expected.rawValue)))
    change.integral.changeStrength(from: old.strength, to: outcome.strength)
    change.drug = refill.drug
    change.concentration = outcome.strength
    change.filledVolume = Nanolitres(rawValue: UInt64(refill.filledNanolitres))
    change.filledAt = time
    if change.refills < .max { change.refills += 1 }
    change.strokesAtFill = change.strokes
    change.lowAlarmVolume = Nanolitres(rawValue: UInt64(refill.lowAlarmNanolitres))
    if refill.drug != old.drug || outcome.strength != old.strength {
      rememberPath(isFlushed: refill.bridge == .flushed, from: old, in: &change)
      change.log.append(
        .drugChanged, at: time, detail: refill.drug.rawValue, short: UInt16(old.drug.rawValue),
        number: outcome.strength.microgramsPerMillilitre,
        amount: UInt64(old.strength.microgramsPerMillilitre))
    }
    if refill.drug != old.drug { Self.forgetDoses(in: &change) }
    endReservoirAlarms(in: &change)
    guard refill.bridge == .bridge else { return }
    try profile.checkReservoir(holds: pathVolume(of: change), for: request, in: change)
    change.bridgeFlow = outcome.bridgeFlow
    change.bridgeWaiting = outcome.strength.drug(in: pathVolume(of: change))
    if !change.isStopped { change.beginWaitingBridge() }
  }

  /// Checks the record of a refill and works out what it leads to.
  @_addressableSelf
  private func outcome(
    of refill: StageRefill, for request: RequestType, in change: inout DurableState
  ) throws(Refusal) -> RefillOutcome {
    let expected = change.reservoir(strokeVolume: profile.strokeVolume)
    let withdrawn = UInt64(refill.withdrawnNanolitres)
    let most = profile.capacity.rawValue + profile.path.residual.rawValue
    if withdrawn > most {
      throw Refusal(request, .withdrawnTooMuch, asked: withdrawn, limit: most)
    }
    let filled = Nanolitres(rawValue: UInt64(refill.filledNanolitres))
    try profile.checkFill(filled, for: request)
    try profile.checkLowAlarm(
      Nanolitres(rawValue: UInt64(refill.lowAlarmNanolitres)), for: request)
    let difference =
      withdrawn > expected.rawValue
      ? withdrawn - expected.rawValue : expected.rawValue - withdrawn
    let strength = mixed(change.concentration, with: refill)
    let flow = try bridgeFlow(refill, strength, for: request, in: change)
    if difference > profile.path.discrepancy.rawValue {
      let beyond = Refusal(
        request, .volumeDiscrepancy, asked: difference, limit: profile.path.discrepancy.rawValue)
      try allow(beyond, isOverridden: refill.acceptsDiscrepancy, in: &change)
    }
    if !profile.drugs[refill.drug].strengths.contains(refill.concentration) {
      let beyond = Refusal(
        request, .strengthUnusual, asked: UInt64(refill.concentration.microgramsPerMillilitre))
      try allow(beyond, isOverridden: refill.overridesSoftLimits, in: &change)
    }
    return RefillOutcome(expected: expected, strength: strength, bridgeFlow: flow)
  }

  /// Checks that the pump knows the drug, and that it holds no more than one.
  @_addressableSelf
  private func checkDrug(
    of refill: StageRefill, for request: RequestType, in state: @_addressable DurableState
  ) throws(Refusal) {
    try profile.checkDrug(refill.drug, for: request, in: state)
    if refill.drug != state.drug && !refill.isRinsed && !has(.mixesDrugs) {
      throw Refusal(
        request, .drugsWouldMix, asked: UInt64(refill.drug.rawValue),
        limit: UInt64(state.drug.rawValue))
    }
  }

  /// Forgets what was programmed and given in amounts of a drug that another takes the place of.
  /// What is given of the new one is said by the set that fills it in. Volumes count on.
  private static func forgetDoses(in change: inout DurableState) {
    change.therapy = .minimumRate
    change.plans = DayPlans()
    change.nextPeriodic = nil
    change.patientBolus = nil
    change.formerTotals = FormerTotals()
    change.givenDoses = GivenDoses()
  }

  /// Checks that a set which fills in another drug says what is given of it. While it is staged,
  /// part by part, it need not yet.
  @_addressableSelf
  func checkReplacement(
    by set: @_addressable StagedSet, for request: RequestType,
    in state: @_addressable DurableState
  ) throws(Refusal) {
    guard let drug = set.refill?.drug, drug != state.drug, request.kind != .part else { return }
    let asked = UInt64(drug.rawValue)
    let limit = UInt64(state.drug.rawValue)
    if set.therapy == nil {
      throw Refusal(request, .programmeOfOtherDrug, asked: asked, limit: limit)
    }
    if state.patientBolus != nil && set.patientBolus == nil {
      throw Refusal(request, .patientBolusOfOtherDrug, asked: asked, limit: limit)
    }
  }

  /// The strength after the residual mixed with the new liquid, to the nearest mcg/mL; of a
  /// reservoir that was rinsed that of the new liquid.
  @_addressableSelf
  private func mixed(_ old: Concentration, with refill: StageRefill) -> Concentration {
    let filled = UInt64(refill.filledNanolitres)
    let residual = profile.path.residual.rawValue
    let volume = filled + residual
    guard volume > 0 && !refill.isRinsed else { return refill.concentration }
    let drug =
      residual * UInt64(old.microgramsPerMillilitre)
      + filled * UInt64(refill.concentration.microgramsPerMillilitre)
    let nearest = UInt32((drug + volume / 2) / volume)
    return Concentration(microgramsPerMillilitre: nearest) ?? old
  }

  /// The flow of the bridge that was decided on; zero when none was.
  @_addressableSelf
  private func bridgeFlow(
    _ refill: StageRefill, _ strength: Concentration, for request: RequestType,
    in state: @_addressable DurableState
  ) throws(Refusal) -> FlowRate {
    let old = state.concentration
    guard strength != old || refill.drug != state.drug else {
      if refill.bridge == .bridge { throw Refusal(request, .bridgePointless) }
      return .zero
    }
    if state.isBridging { throw Refusal(request, .bridgeRunning) }
    if state.integral.infusion != nil { throw Refusal(request, .bolusRunning) }
    guard refill.bridge != BridgeDecision.none else {
      throw Refusal(
        request, .bridgeUndecided, asked: UInt64(strength.microgramsPerMillilitre),
        limit: UInt64(old.microgramsPerMillilitre))
    }
    guard refill.bridge == .bridge else { return .zero }
    let day = old.volumeRoundedDown(holding: programme(of: state).largestDay)
    let flow = FlowRate(rawValue: day.rawValue)
    if flow < profile.limits.minimumFlow { throw Refusal(request, .bridgePointless) }
    try profile.checkMaximum(flow, for: request)
    return flow
  }

  /// What a staged refill leads to.
  @_addressableSelf
  @inline(never)
  func readRefill() throws(Refusal) -> RefillReport {
    guard let refill = session.staged?.refill else { throw Refusal(.readRefill, .noRefillStaged) }
    var change = state
    try applyStaged(for: .readRefill, to: &change)
    let isBridge = change.isBridging && refill.bridge == .bridge
    let path = pathVolume(of: change)
    let duration = isBridge ? change.bridgeFlow.time(for: path) : .zero
    change.settleBasal(profile.limits, isFailed: failure != nil)
    return RefillReport(
      token: session.staged?.token ?? 0, expectedNanolitres: UInt32(clamping: reservoir.rawValue),
      withdrawnNanolitres: refill.withdrawnNanolitres,
      discrepancyLimitNanolitres: UInt32(clamping: profile.path.discrepancy.rawValue),
      volumeNanolitres: refill.filledNanolitres,
      residualNanolitres: UInt32(clamping: profile.path.residual.rawValue),
      oldDrug: state.drug, drug: refill.drug, isRinsed: refill.isRinsed,
      oldConcentration: state.concentration,
      filledConcentration: refill.concentration, concentration: change.concentration,
      lowAlarmNanolitres: refill.lowAlarmNanolitres, bridge: refill.bridge,
      skipReason: refill.skipReason,
      bridgeNanolitres: isBridge ? UInt32(clamping: path.rawValue) : 0,
      bridgeFlowNanolitresPerDay: isBridge ? UInt32(clamping: change.bridgeFlow.rawValue) : 0,
      bridgeSeconds: Ahead(duration).seconds)
  }
}
