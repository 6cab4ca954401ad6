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
    let outcome = try outcome(of: refill, for: request, in: &change)
    let old = change.concentration
    change.log.append(
      .refilled, at: time, detail: refill.bridge.rawValue,
      short: UInt16(refill.skipReason.rawValue), number: refill.filledNanolitres,
      amount: UInt64(refill.withdrawnNanolitres) << 32
        | UInt64(UInt32(clamping: outcome.expected.rawValue)))
    change.integral.changeStrength(from: old, to: outcome.strength)
    change.drug = refill.drug
    change.concentration = outcome.strength
    change.filledVolume = Nanolitres(rawValue: UInt64(refill.filledNanolitres))
    change.filledAt = time
    if change.refills < .max { change.refills += 1 }
    change.strokesAtFill = change.strokes
    change.lowAlarmVolume = Nanolitres(rawValue: UInt64(refill.lowAlarmNanolitres))
    if outcome.strength != old {
      rememberPath(isFlushed: refill.bridge == .flushed, from: old, in: &change)
      change.log.append(
        .drugChanged, at: time, detail: refill.drug.rawValue,
        number: outcome.strength.microgramsPerMillilitre,
        amount: UInt64(old.microgramsPerMillilitre))
    }
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
    if !profile.drugLimits.strengths.contains(refill.concentration) {
      let beyond = Refusal(
        request, .strengthUnusual, asked: UInt64(refill.concentration.microgramsPerMillilitre))
      try allow(beyond, isOverridden: refill.overridesSoftLimits, in: &change)
    }
    return RefillOutcome(expected: expected, strength: strength, bridgeFlow: flow)
  }

  /// The strength after the residual mixed with the new liquid, to the nearest mcg/mL.
  @_addressableSelf
  private func mixed(_ old: Concentration, with refill: StageRefill) -> Concentration {
    let filled = UInt64(refill.filledNanolitres)
    let residual = profile.path.residual.rawValue
    let volume = filled + residual
    guard volume > 0 else { return refill.concentration }
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
    guard strength != old else {
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
      drug: refill.drug, oldConcentration: state.concentration,
      filledConcentration: refill.concentration, concentration: change.concentration,
      lowAlarmNanolitres: refill.lowAlarmNanolitres, bridge: refill.bridge,
      skipReason: refill.skipReason,
      bridgeNanolitres: isBridge ? UInt32(clamping: path.rawValue) : 0,
      bridgeFlowNanolitresPerDay: isBridge ? UInt32(clamping: change.bridgeFlow.rawValue) : 0,
      bridgeSeconds: Ahead(duration).seconds)
  }
}
