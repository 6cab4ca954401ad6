import Quantities
import Telemetry

/// What stands against a dose by the state and the device's profile alone. Neither knows the rest
/// of the firmware, so a bolus that begins by itself does not carry it along. Spec: therapy.md,
/// "Limits" and "Periodic bolus".
extension DurableState {
  /// What stands against beginning a bolus, whatever its size; or another infusion, by its order.
  @inline(never)
  @_addressableSelf
  func obstacle(_ request: RequestType, _ profile: @_addressable DeviceProfile) -> Refusal? {
    if isStopped { return Refusal(request, .stopped) }
    let isBolus = request == .startBolus || request == .requestBolus
    if temporary.isPlannedStop || temporary.isRunning && !isBolus {
      return Refusal(request, .temporaryRunning)
    }
    if let running = occupant(request, profile) { return running }
    return alarms.hasCritical ? Refusal(request, .criticalAlarm) : nil
  }

  /// What runs beside or in place of the basal infusion and so stands against a request.
  @_addressableSelf
  func occupant(_ request: RequestType, _ profile: @_addressable DeviceProfile) -> Refusal? {
    switch integral.infusion?.kind {
    case .prime: return Refusal(request, .primeRunning)
    case .bridge: return profile.has(.bolusOverBridge) ? nil : Refusal(request, .bridgeRunning)
    case .bolus, .patientBolus, .periodicBolus:
      return request == .startTemporaryRate ? nil : Refusal(request, .bolusRunning)
    case nil: return nil
    }
  }

  /// Begins a bolus of the programme that is due, or skips it: what stood against it is logged, and
  /// nothing is made up for. It is begun although the reservoir may not hold it: a counter can be
  /// wrong, and the bolus is a part of the therapy.
  mutating func beginPeriodicBolus(_ profile: @_addressable DeviceProfile) {
    guard let periodic = therapy.periodic, let due = nextPeriodic else { return }
    nextPeriodic = due.after(periodic.interval)
    var found = obstacle(.startBolus, profile)
    // By itself the programme, this bolus included, was found to be within the day's limit.
    if found == nil && countsMore { found = profile.dayObstacle(.startBolus, in: self) }
    guard let found else { return begin(.periodicBolus, periodic.dose, over: periodic.duration) }
    if found.code == .temporaryRunning && !profile.has(.forgetsForegone) {
      temporary.foregone += periodic.dose
    }
    log.append(
      .infusionSkipped, at: integral.time, detail: InfusionKind.periodicBolus.rawValue,
      short: UInt16(found.code.rawValue), number: periodic.nanograms, amount: 1)
  }

  /// Whether the day's limit counts anything besides the programme.
  @inline(__always)
  var countsMore: Bool {
    integral.time < formerDayUntil || isBridging || temporary.dose > .zero
      || !recentDoses.isOver(by: integral.time)
  }
}

extension DeviceProfile {
  /// The programme of a state.
  @inline(never)
  @_addressableSelf
  func programme(of state: @_addressable DurableState) -> ProgrammeInfusion {
    ProgrammeInfusion(state.therapy, state.plans, state.concentration, limits)
  }

  /// The total of any 24 hours: a day of what may have flowed evenly before (the lowest rate of a
  /// programme that ended within them, a bridge or a temporary rate); what the programme gives
  /// above that; and every
  /// bolus and prime, and what came in bursts from programmes that ended, of the last 24 hours.
  ///
  /// Counting a whole day of the programme, rather than what was measured, needs no memory of the
  /// past, so neither a stop nor a restart can make room for a dose that the day has no room for.
  @_addressableSelf
  func checkDay(
    adding volume: Nanolitres, for request: RequestType, in state: @_addressable DurableState
  ) throws(Refusal) {
    let time = state.integral.time
    var total = time < state.formerDayUntil ? state.formerDay : .zero
    let running = state.integral.infusion
    if running?.kind == .bridge || state.bridgeWaiting > .zero {
      total = max(total, Nanolitres(rawValue: state.bridgeFlow.rawValue))
    }
    let temporary = state.temporary.dose.perDay
    total = max(total, state.concentration.volumeRoundedUp(holding: temporary))
    total += volumeOfSpan(above: total, in: state)
    total += volume
    if !has(.ignoresBoluses) { total += state.recentDoses.total(at: time) }
    if let running, running.kind.countsBesideProgramme {
      total += state.concentration.volumeRoundedUp(holding: running.dose)
    }
    let limit = limits.maximumDailyVolume
    if total > limit {
      throw Refusal(
        request, .dailyVolumeAboveMaximum, asked: total.rawValue, limit: limit.rawValue)
    }
  }

  /// What of the day's limit stands against what a state holds already. Apart, so that the state is
  /// copied only where there is something to check.
  @inline(never)
  @_addressableSelf
  fileprivate func dayObstacle(_ request: RequestType, in state: @_addressable DurableState)
    -> Refusal?
  {
    do throws(Refusal) {
      try checkDay(adding: .zero, for: request, in: state)
      return nil
    } catch {
      return error
    }
  }

  /// The most that a state's programme infuses in any 24 hours beyond a flow of so much a day.
  @_addressableSelf
  func volumeOfSpan(above even: Nanolitres, in state: @_addressable DurableState) -> Nanolitres {
    let base = state.concentration.drug(in: even)
    return state.concentration.volumeRoundedUp(
      holding: programme(of: state).largestSpan(above: base))
  }
}

extension InfusionKind {
  /// Whether the day's limit counts it on top of the programme, in which periodic boluses and, by
  /// their flow, bridges are contained.
  var countsBesideProgramme: Bool {
    switch self {
    case .bolus, .patientBolus, .prime: true
    case .periodicBolus, .bridge: false
    }
  }
}
