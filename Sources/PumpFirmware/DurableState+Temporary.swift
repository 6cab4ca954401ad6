import Quantities
import Telemetry

/// A temporary rate or a planned stop as it begins and ends. Spec: therapy.md, "Temporary rate".
extension DurableState {
  /// Begins what was ordered. The basal rate is settled by whoever changes the state.
  mutating func begin(_ order: StartTemporaryRate, _ limits: TemporaryLimits) {
    let now = integral.time
    temporary.minutes = order.minutes
    temporary.dose = order.dose
    temporary.reason = order.reason
    temporary.start = now
    temporary.counted = now
    temporary.isReminded = order.minutes <= limits.reminder
    log.append(
      .temporaryBegun, at: now, detail: order.reason.rawValue, short: order.minutes,
      number: order.dose.nanogramsPerDay, amount: strokes)
  }

  /// Ends the one that runs, if one does. What it was in force with counts for 24 hours more.
  @inline(never)
  mutating func endTemporary(_ how: TemporaryEnd, _ profile: @_addressable DeviceProfile) {
    guard temporary.isRunning else { return }
    let now = integral.time
    temporary.count(to: now)
    log.append(
      .temporaryEnded, at: now, detail: how.rawValue,
      short: UInt16(
        truncatingIfNeeded: min(now, temporary.end).since(temporary.start).rawValue / 60_000),
      number: temporary.given(by: now).nanogramsRoundedDown, amount: temporary.foregone.rawValue)
    if temporary.dose > .zero {
      formerTotals.end(profile.temporaryTotals(of: self), at: now)
      rememberFlow(concentration.volumeRoundedUp(holding: temporary.dose.perDay))
    }
    temporary = TemporaryRate()
  }

  /// Lets the volume of a day at an even flow that ends now count for 24 hours more.
  mutating func rememberFlow(_ ofDay: Nanolitres) {
    let now = integral.time
    formerDay = max(now < formerDayUntil ? formerDay : .zero, ofDay)
    formerDayUntil = now.after(.hours(24))
  }
}

extension DeviceProfile {
  /// A temporary rate as a programme: its rate in place of the programme's, with the programme's
  /// periodic bolus.
  @inline(never)
  @_addressableSelf
  func temporaryProgramme(of state: @_addressable DurableState) -> ProgrammeInfusion {
    ProgrammeInfusion(
      .simpleContinuous(state.temporary.dose, periodic: state.therapy.periodic), DayPlans(),
      state.concentration, limits)
  }

  /// The totals of a temporary rate, which is in force like a programme of its rate.
  @inline(never)
  @_addressableSelf
  func temporaryTotals(of state: @_addressable DurableState) -> DayTotals {
    DayTotals(temporaryProgramme(of: state), state.patientBolus)
  }

  /// Checks the rate and the length of the temporary rate or planned stop that a state has, if it
  /// has one.
  @_addressableSelf
  func checkTemporary(for request: RequestType, in state: @_addressable DurableState)
    throws(Refusal)
  {
    let minutes = state.temporary.minutes
    let isStop = state.temporary.isPlannedStop
    try checkTemporary(minutes, atMost: isStop ? temporary.longestStop : temporary.longestRate)
    if minutes > 0, !isStop {
      try checkFlow(state.temporary.dose.perDay, for: request, in: state)
    }
  }

  /// Checks how long one lasts.
  @_addressableSelf
  func checkTemporary(_ minutes: UInt16, atMost most: UInt16) throws(Refusal) {
    if minutes > most {
      throw Refusal(
        .startTemporaryRate, .temporaryTooLong, asked: UInt64(minutes), limit: UInt64(most))
    }
  }
}

/// Orders for a temporary rate or a planned stop.
extension PumpFirmware {
  /// Begins one, within every limit of a programme of its rate.
  @inline(never)
  @_addressableSelf
  func startTemporaryRate(
    _ order: StartTemporaryRate, in change: inout DurableState
  ) throws(Refusal) {
    let request = RequestType.startTemporaryRate
    if let obstacle = change.obstacle(request, profile) { throw obstacle }
    // A bolus that runs goes on beside a rate, and would go on in a planned stop.
    if order.dose == .zero, change.integral.infusion != nil {
      throw Refusal(request, .bolusRunning)
    }
    change.begin(order, profile.temporary)
    try profile.checkTemporary(for: request, in: change)
    try profile.checkTemporary(order.minutes, atMost: minutesOfService(in: change))
    guard order.dose > .zero else { return }
    try profile.checkTotal(for: request, in: change)
    try profile.checkDay(adding: .zero, for: request, in: change)
    let drug = change.temporary.given(by: change.temporary.end)
    try profile.checkReservoir(
      holds: change.concentration.volumeRoundedUp(holding: drug), for: request, in: change)
    let programme = profile.temporaryProgramme(of: change)
    let isOverridden = order.overridesSoftLimits
    let ofRate = unusualDay(of: programme, for: request, in: change)
    try allow(ofRate, isOverridden: isOverridden, in: &change)
    let ofPatient = unusualDayOfPatient(of: programme, for: request, in: change)
    try allow(ofPatient, isOverridden: isOverridden, in: &change)
  }

  /// Ends the one that runs; the programme goes on where its clock stands.
  @_addressableSelf
  func endTemporaryRate(in change: inout DurableState) throws(Refusal) {
    guard change.temporary.isRunning else { throw Refusal(.endTemporaryRate, .noTemporaryRate) }
    change.endTemporary(.order, profile)
  }

  /// What waits for a commit would change what a temporary rate stands for, and be hidden by it: it
  /// is to end first.
  @_addressableSelf
  func checkNoTemporaryRate(_ request: RequestType) throws(Refusal) {
    if state.temporary.isRunning { throw Refusal(request, .temporaryRunning) }
  }

  /// The temporary rate or planned stop sounds its tone, or ends by itself.
  mutating func reachedTemporaryRate() {
    if time >= state.temporary.end {
      state.endTemporary(.time, profile)
      chores.largestDay = nil
      stateChanged(in: chores.step)
    } else {
      state.temporary.isReminded = true
      chores.toneAsked = .single
      store.isDirty = true
    }
  }
}
