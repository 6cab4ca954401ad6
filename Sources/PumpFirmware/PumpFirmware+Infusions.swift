import Quantities
import Telemetry

/// What runs on top of the basal infusion or in its place: one at a time. Spec: therapy.md,
/// "Precedence".
extension PumpFirmware {
  /// Begins an infusion on a state that has none.
  func begin(
    _ kind: InfusionKind, _ dose: Picograms, over duration: Milliseconds,
    in change: inout DurableState
  ) {
    change.integral.infusion = Infusion(
      kind: kind, dose: dose, duration: duration, start: time, counted: .zero)
    change.log.append(
      .infusionStarted, at: time, detail: kind.rawValue, number: dose.nanogramsRoundedDown,
      amount: duration.rawValue)
  }

  /// Ends the running infusion, in full or before its time; gives back what is no longer given.
  ///
  /// What was given of it still counts for 24 hours.
  @discardableResult
  func endInfusion(in change: inout DurableState) -> Picograms {
    guard let running = change.integral.infusion else { return .zero }
    change.integral.infusion = nil
    if running.kind.countsBesideProgramme {
      change.recentDoses.add(
        change.concentration.volumeRoundedUp(holding: running.counted), at: time)
    }
    let withheld = running.dose - running.counted
    change.log.append(
      .infusionEnded, at: time, detail: running.kind.rawValue, short: withheld > .zero ? 1 : 0,
      number: running.counted.nanogramsRoundedDown, amount: change.strokes)
    return withheld
  }

  /// What stands against beginning a bolus in a state, whatever its size.
  func obstacle(_ request: RequestType, in state: DurableState) -> Refusal? {
    if state.isStopped { return Refusal(request, .stopped) }
    switch state.integral.infusion?.kind {
    case .prime: return Refusal(request, .primeRunning)
    case .bridge: return Refusal(request, .bridgeRunning)
    case .bolus, .patientBolus, .periodicBolus: return Refusal(request, .bolusRunning)
    case nil: break
    }
    return state.alarms.hasCritical ? Refusal(request, .criticalAlarm) : nil
  }

  func startBolus(_ order: StartBolus, in change: inout DurableState) throws(Refusal) {
    if let obstacle = obstacle(.startBolus, in: change) { throw obstacle }
    try checkBolus(order.dose, over: order.duration, for: .startBolus, in: change)
    let beyond = unusualBolus(order.dose, over: order.duration, for: .startBolus)
    try allow(beyond, isOverridden: order.overridesSoftLimits, in: &change)
    begin(.bolus, order.dose, over: order.duration, in: &change)
  }

  /// The bolus a patient asks for. Spec: therapy.md, "Patient bolus".
  func startPatientBolus(in change: inout DurableState) throws(Refusal) {
    guard let bolus = change.patientBolus else { throw Refusal(.requestBolus, .patientBolusOff) }
    if let obstacle = obstacle(.requestBolus, in: change) { throw obstacle }
    let wait = lockoutLeft(in: change)
    if wait > 0 { throw Refusal(.requestBolus, .lockedOut, asked: wait) }
    let started = change.patientStarts.count(in24HoursBefore: time)
    if started >= bolus.maximumPerDay {
      throw Refusal(
        .requestBolus, .patientMaximumReached, asked: UInt64(started),
        limit: UInt64(bolus.maximumPerDay))
    }
    try checkBolus(bolus.dose, over: bolus.duration, for: .requestBolus, in: change)
    change.patientStarts.add(time)
    begin(.patientBolus, bolus.dose, over: bolus.duration, in: &change)
  }

  /// Seconds, rounded up, until the patient may have another bolus.
  func lockoutLeft(in state: DurableState) -> UInt64 {
    guard let bolus = state.patientBolus, state.patientStarts.count > 0 else { return 0 }
    // The start was rounded down to the second, so a second is added.
    let end = UInt64(state.patientStarts[0]) + UInt64(bolus.lockoutMinutes) * 60 + 1
    return end > time.seconds ? end - time.seconds : 0
  }

  func startPrime(_ order: StartPrime, in change: inout DurableState) throws(Refusal) {
    if let obstacle = obstacle(.startPrime, in: change) { throw obstacle }
    try checkVersion(order.volumesVersion, for: .startPrime)
    let volume = order.path == .wholePath ? profile.path.volume : profile.path.catheter
    try checkReservoir(holds: volume, for: .startPrime, in: change)
    try checkDay(adding: volume, for: .startPrime, in: change)
    begin(
      .prime, change.concentration.drug(in: volume),
      over: Self.duration(of: volume, at: profile.path.primeFlow), in: &change)
  }

  func startBridge(_ order: StartBridge, in change: inout DurableState) throws(Refusal) {
    if let obstacle = obstacle(.startBridge, in: change) { throw obstacle }
    try checkVersion(order.volumesVersion, for: .startBridge)
    let flow = FlowRate(rawValue: UInt64(order.flowNanolitresPerDay))
    let limits = profile.limits
    if flow < limits.minimumFlow {
      throw Refusal(
        .startBridge, .flowBelowMinimum, asked: flow.rawValue, limit: limits.minimumFlow.rawValue)
    }
    if flow > limits.maximumFlow {
      throw Refusal(
        .startBridge, .flowAboveMaximum, asked: flow.rawValue, limit: limits.maximumFlow.rawValue)
    }
    try checkReservoir(holds: profile.path.volume, for: .startBridge, in: change)
    change.bridgeFlow = flow
    change.bridgeWaiting = change.concentration.drug(in: profile.path.volume)
    try checkDay(adding: .zero, for: .startBridge, in: change)
    beginWaitingBridge(in: &change)
  }

  private func checkVersion(_ version: UInt16, for request: RequestType) throws(Refusal) {
    if version != profile.path.version {
      throw Refusal(
        request, .volumesVersionMismatch, asked: UInt64(version),
        limit: UInt64(profile.path.version))
    }
  }

  /// Begins the part of a bridge that waits, at the bridge's flow.
  func beginWaitingBridge(in change: inout DurableState) {
    let dose = change.bridgeWaiting
    guard dose > .zero, change.integral.infusion == nil else { return }
    change.bridgeWaiting = .zero
    let volume = change.concentration.volumeRoundedUp(holding: dose)
    begin(.bridge, dose, over: Self.duration(of: volume, at: change.bridgeFlow), in: &change)
  }

  /// Ends a bridge for good; gives back what of it is no longer given.
  func cancelBridge(in change: inout DurableState) throws(Refusal) -> Picograms {
    guard change.isBridging else { throw Refusal(.cancelBridge, .noBridgeRunning) }
    let withheld = endInfusion(in: &change) + change.bridgeWaiting
    change.bridgeWaiting = .zero
    change.bridgeFlow = .zero
    return withheld
  }

  /// How long a whole bridge takes.
  func bridgeDuration(_ flow: FlowRate) -> Milliseconds {
    Self.duration(of: profile.path.volume, at: flow)
  }

  /// In what time a flow, which is not zero, moves a volume, rounded up to the millisecond.
  static func duration(of volume: Nanolitres, at flow: FlowRate) -> Milliseconds {
    let product = volume.rawValue.multipliedFullWidth(by: DeliveryIntegral.day)
    guard product.high < flow.rawValue else { return .days(36_500) }
    let (length, rest) = flow.rawValue.dividingFullWidth(product)
    return Milliseconds(rawValue: max(rest == 0 ? length : length + 1, 1))
  }
}

extension DurableState {
  /// Whether a bridge runs or waits.
  var isBridging: Bool { integral.infusion?.kind == .bridge || bridgeWaiting > .zero }
}
