import Quantities
import Telemetry

extension PumpFirmware {
  /// Makes the change of an order on a copy of the state and has the copy stored. It is in force,
  /// and answered, once it is stored.
  mutating func order(
    _ order: Order.Body, _ header: MessageHeader, checksum: UInt32, at now: Instant
  ) throws(Refusal) {
    let type = order.type
    guard !store.isWriting, case .session(let number) = header.envelope else {
      throw Refusal(type, .busy)
    }
    // A stroke that turns is of the strength it was begun with, which a commit may change, and of
    // the path it was begun in.
    if motor.turning > 0, type == .commit || type == .setCatheter { throw Refusal(type, .busy) }
    var change = state
    change.log.append(
      .order, at: time, detail: type.rawValue, short: header.request, number: number)
    var answer = acknowledgement(type)
    answer.withheldNanograms = try apply(order, to: &change).nanogramsRoundedDown
    change.settleBasal(profile.limits, isFailed: failure != nil)
    change.lastApplied = DurableState.AppliedRecord(
      command: AppliedCommand(session: number, request: header.request), request: type,
      time: now.therapy)
    let pending = PendingOrder(header: header, checksum: checksum, acknowledgement: answer)
    beginStore(change, pending)
  }

  /// Makes the change; gives back what of a bolus, prime or bridge is withheld by it.
  @_addressableSelf
  private func apply(
    _ order: Order.Body, to change: inout DurableState
  ) throws(Refusal) -> Picograms {
    switch order {
    case .commit(let order): try commit(order, to: &change)
    case .startBolus(let order):
      try startBolus(order, in: &change)
      try confirm(order.confirmedNanograms, .bolus, for: .startBolus, in: &change)
    case .requestBolus: try startPatientBolus(in: &change)
    case .startPrime(let order):
      try startPrime(order, in: &change)
      try confirm(order.confirmedNanograms, .prime, for: .startPrime, in: &change)
    case .startBridge(let order):
      try startBridge(order, in: &change)
      try confirm(order.confirmedNanograms, .bridge, for: .startBridge, in: &change)
    case .cancelBridge(let order):
      let withheld = try cancelBridge(in: &change)
      try confirm(order.confirmedNanograms, .cancelBridge, for: .cancelBridge, in: &change)
      return withheld
    case .startTemporaryRate(let order):
      try startTemporaryRate(order, in: &change)
      try confirm(order.confirmedNanograms, .temporary, for: .startTemporaryRate, in: &change)
      endTotals(in: &change)
    case .endTemporaryRate: try endTemporaryRate(in: &change)
    case .cancelBolus: return try cancelBolus(in: &change)
    case .stop: return try stop(&change)
    case .resume(let order):
      try resume(&change)
      try confirm(order.confirmedNanograms, .resume, for: .resume, in: &change)
    case .setClock(let order): try setClock(order, in: &change)
    case .setLowAlarm(let order):
      try profile.checkLowAlarm(
        Nanolitres(rawValue: UInt64(order.nanolitres)), for: .setLowAlarm)
      change.log.append(
        .lowAlarm, at: time, number: order.nanolitres, amount: change.lowAlarmVolume.rawValue)
      change.lowAlarmVolume = Nanolitres(rawValue: UInt64(order.nanolitres))
      endReservoirAlarms(in: &change)
    case .silenceAlarms(let order): try silence(minutes: order.minutes, in: &change)
    case .rotateKey(let order): try rotateKey(order, in: &change)
    case .setCatheter(let order): try setCatheter(order, for: .setCatheter, in: &change)
    }
    return .zero
  }

  /// Takes another key for a role. It waits beside the one in use until it opens a session.
  @_addressableSelf
  private func rotateKey(_ order: RotateKey, in change: inout DurableState) throws(Refusal) {
    let other: Role = order.role == .clinician ? .patient : .clinician
    let others = change.keys[other]
    // Whoever has the other role's key, or had it, would have this role's too.
    if order.key == secrets.factoryKeys[other] || order.key == others.current
      || order.key == others.pending
    {
      throw Refusal(.rotateKey, .roleNotAllowed)
    }
    change.keys[order.role].pending = order.key
    change.log.append(.keyChanged, at: time, detail: order.role.rawValue)
  }

  @inline(never)
  @_addressableSelf
  private func commit(_ order: Commit, to change: inout DurableState) throws(Refusal) {
    if let token = session.staged?.token, token != order.token, !has(.skipsToken) {
      throw Refusal(.commit, .tokenMismatch)
    }
    // Something may have begun or changed since it was staged.
    try applyStaged(for: .commit, to: &change)
    try confirm(order.confirmedNanograms, .staged, for: .commit, in: &change)
    endTotals(in: &change)
  }

  /// Ends a bolus or a prime; a bridge is ended by its own order.
  @_addressableSelf
  private func cancelBolus(in change: inout DurableState) throws(Refusal) -> Picograms {
    switch change.integral.infusion?.kind {
    case nil: throw Refusal(.cancelBolus, .noBolusRunning)
    case .bridge: throw Refusal(.cancelBolus, .bridgeRunning)
    case .bolus, .patientBolus, .periodicBolus, .prime: return change.endInfusion()
    }
  }

  /// Stops delivery. A bolus or a prime is given up; a bridge waits.
  @_addressableSelf
  private func stop(_ change: inout DurableState) throws(Refusal) -> Picograms {
    guard !change.isStopped else { throw Refusal(.stop, .stopped) }
    change.isStopped = true
    change.stoppedSince = time
    endTotals(in: &change)
    change.endTemporary(.stop, profile)
    return change.giveUpInfusion()
  }

  @_addressableSelf
  func resume(_ change: inout DurableState) throws(Refusal) {
    guard change.isStopped || change.isAtEmergencyRate else { throw Refusal(.resume, .notStopped) }
    change.isStopped = false
    change.stoppedSince = nil
    change.end(.stoppedTooLong, at: time)
    change.end(.lowBatteryReset, at: time)
    change.end(.emergencyRate, at: time)
    change.emergencySeconds = 0
    endTotals(in: &change)
    change.endTemporary(.order, profile)
    if !has(.forgetsBridge) { change.beginWaitingBridge() }
  }

  /// Sets the wall clock. A schedule follows it at once; boluses, lockouts and limits, which run on
  /// therapy time, do not notice. Spec: therapy.md, "Clock".
  @_addressableSelf
  private func setClock(_ order: SetClock, in change: inout DurableState) throws(Refusal) {
    let old = change.clock(at: time)
    if !order.acceptsShift, change.jumpCrossesStep(to: order.clock, at: time) {
      let new = order.clock.rawValue
      let jump = old.map { $0.rawValue > new ? $0.rawValue - new : new - $0.rawValue } ?? 0
      throw Refusal(.setClock, .clockCrossesStep, asked: UInt64(jump))
    }
    if let old, change.therapy.mode == .daySchedule {
      let jump = max(old, order.clock).rawValue - min(old, order.clock).rawValue
      change.recentDoses.add(volume(ofJump: jump, in: change), at: time)
      try profile.checkDay(adding: .zero, for: .setClock, in: change)
    }
    change.clockBase = order.clock.rawValue &- UInt32(truncatingIfNeeded: time.seconds)
    change.log.append(
      .clockSet, at: time, detail: order.reason.rawValue, short: old == nil ? 0 : 1,
      number: order.clock.rawValue, amount: UInt64(old?.rawValue ?? 0))
    change.end(.clockUncertain, at: time)
  }
}

extension Order.Body {
  /// Whether the patient may order it, too. Spec: session.md, "Roles".
  var isPatients: Bool {
    switch self {
    case .requestBolus: true
    case .commit, .startBolus, .cancelBolus, .stop, .resume, .startPrime, .startBridge,
      .cancelBridge, .startTemporaryRate, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .rotateKey, .setCatheter:
      false
    }
  }

  /// Whether a pump that will never deliver again refuses it.
  var needsDelivery: Bool {
    switch self {
    // Nobody is helped by a pump that cannot be quietened.
    case .silenceAlarms: false
    case .commit, .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime,
      .startBridge, .cancelBridge, .startTemporaryRate, .endTemporaryRate, .setClock, .setLowAlarm,
      .rotateKey, .setCatheter:
      true
    }
  }
}
