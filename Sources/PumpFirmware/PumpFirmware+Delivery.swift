import Quantities
import Telemetry

extension PumpFirmware {
  /// The most strokes asked of the motor at once, and the most made before the next checkpoint:
  /// the rotor's encoder must tell both together apart.
  static var strokesAtOnce: UInt64 { 30_000 }

  /// Works from one event of the firmware's own to the next, until `now` or until there is
  /// something to do or to wait for.
  mutating func work(upTo now: TherapyTime) {
    while !isWaiting {
      if tendLog() { return }
      if tendTones() { return }
      let boundary = nextBoundary
      countProgramme(upTo: max(min(now, boundary), time))
      if askForStrokes() { return }
      watch()
      let time = time
      if time >= boundary {
        reachedBoundary(now)
      } else if time >= now {
        if store.isDirty { beginStore() }
        return
      }
    }
  }

  /// Whether an action is to be carried out, or its completion awaited, before time goes on.
  @inline(__always)
  var isWaiting: Bool {
    motor.isBusy || store.isWriting || chores.isBusy || log.isBusy
  }

  /// Asks for the strokes that are due, or first for a record; true when it asked for something.
  private mutating func askForStrokes() -> Bool {
    guard failure == nil else { return false }
    // Twice for each event: the second time nothing is due, and there is nothing to divide.
    let drug = strokeDrug
    if state.integral.owed < drug { return false }
    let due = state.integral.owed.rawValue / drug.rawValue
    // The rotor tells 65 536 strokes apart, and after a power cut it is all there is to tell those
    // that no record counts.
    if store.isDirty, UInt64(state.rotor &- store.storedRotor) >= Self.strokesAtOnce {
      beginStore()
      return true
    }
    motor.ask(UInt32(min(due, Self.strokesAtOnce)))
    return true
  }

  /// The motor stands again. What counts is how far the rotor turned.
  mutating func motorStopped(rotor: UInt16) {
    let asked = UInt64(motor.stop())
    let made = UInt64(rotor &- state.rotor)
    let now = time
    let drug = strokeDrug
    let missed = asked > made ? asked - made : 0
    let pumped = drug.times(made) ?? .zero
    motor.watchdog.turn(by: pumped)
    update { state in
      state.strokes += made
      state.rotor = rotor
      state.integral.owed = state.integral.owed.minus(pumped) ?? .zero
      if asked > 0 && missed == 0 { state.motorTurns(at: now) }
    }
    if missed > 0 { missedStrokes(missed) }
    checkReservoir()
  }

  /// The motor made fewer strokes than it was told to. Before that is called a stall the battery is
  /// measured, unless the motor is known to stall.
  private mutating func missedStrokes(_ missed: UInt64) {
    if state.alarms.contains(.motorStall) || failure != nil { return settle(missed: missed) }
    motor.holdBack(UInt32(truncatingIfNeeded: missed))
    chores.missedStrokes = missed
    chores.isMeasurementAsked = true
  }

  /// What a stalled motor did not give is not made up for in a rush when it turns again.
  mutating func settle(missed strokes: UInt64) {
    let missed = strokeDrug.times(strokes) ?? .zero
    let now = time
    motor.watchdog.turn(by: missed)
    let isForgotten = has(.forgetsStall)
    update { state in
      state.integral.owed = state.integral.owed.minus(missed) ?? .zero
      if isForgotten { state.motorTurns(at: now) } else { state.missed(missed, at: now) }
    }
  }

  /// Changes a fact of the device that holds whatever the programme is: also in a change that is
  /// just being stored, which would otherwise bring back the fact as it was.
  @inline(never)
  mutating func update(_ body: (inout DurableState) -> Void) {
    body(&state)
    store.updateChanged(body)
    store.isDirty = true
  }

  /// Counts the programme up to a moment.
  #if hasFeature(Embedded)
    @inline(never)
  #endif
  mutating func countProgramme(to moment: TherapyTime) {
    if has(.dropsRemainder) { state.integral.remainder = 0 }
    state.integral.advance(to: moment)
  }

  /// The same, or up to an earlier moment at which the reservoir's count reaches a volume that has
  /// an alarm.
  @inline(__always)
  private mutating func countProgramme(upTo moment: TherapyTime) {
    if moment == time { return }
    let before = state.integral.mark
    countProgramme(to: moment)
    guard let drug = crossedDrug(from: before.owed) else { return }
    state.integral.goBack(to: before)
    countProgramme(to: state.integral.moment(owing: drug) ?? moment)
  }

  /// Holds what the rotor did against the rates in force; when they disagree, delivery ends.
  private mutating func watch() {
    guard failure == nil else { return }
    let now = state.integral.time
    guard motor.watchdog.agrees(at: now, stroke: strokeDrug) else { return fail(.deliveryFault) }
    motor.watchdog.follow(state.integral.basalPerDay, state.integral.infusion, at: now)
  }

  // MARK: What happens by itself

  /// The next moment at which something other than a stroke happens by itself.
  var nextBoundary: TherapyTime {
    @inline(__always) @_addressableSelf get {
      var next = min(chores.nextMeasurement, chores.nextSelfTest)
      if let tone = chores.nextTone { next = min(next, tone) }
      if chores.isSilent { next = min(next, state.silentUntil) }
      if let retry = log.retryAt { next = min(next, retry) }
      if let retry = store.restoreAt { next = min(next, retry) }
      guard failure == nil else { return next }
      if let infusion = state.integral.infusion { next = min(next, infusion.end) }
      if let periodic = state.nextPeriodic { next = min(next, periodic) }
      if let step = chores.nextStep { next = min(next, step) }
      if state.temporary.isRunning { next = min(next, state.temporary.next(profile.temporary)) }
      if let limit = stopLimit { next = min(next, limit) }
      return min(next, endOfService(of: state))
    }
  }

  /// When a stop becomes an alarm, unless it is one already.
  private var stopLimit: TherapyTime? {
    @inline(__always) @_addressableSelf get {
      guard let since = state.stoppedSince, !state.alarms.contains(.stoppedTooLong) else {
        return nil
      }
      return since.after(profile.alarmTimings.longestStop)
    }
  }

  private mutating func reachedBoundary(_ now: TherapyTime) {
    let time = time
    if let retry = log.retryAt, time >= retry { log.retryAt = nil }
    if let retry = store.restoreAt, time >= retry { store.restore() }
    if failure == nil { reachedEventsOfTherapy() }
    if time >= chores.nextMeasurement {
      chores.nextMeasurement = chores.nextMeasurement.after(.days(1))
      chores.isMeasurementAsked = true
      accountForDay()
    }
    if time >= chores.nextSelfTest {
      // A test has no memory: those that a jump would skip find what this one finds.
      chores.nextSelfTest = Self.next(
        profile.alarmTimings.selfTestInterval, after: max(time, now))
      chores.isSelfTestAsked = true
    }
    checkReservoir()
  }

  private mutating func reachedEventsOfTherapy() {
    let time = time
    // When an infusion ends with a step, the step must not be looked for behind it.
    let isStep = chores.nextStep.map { time >= $0 } ?? false
    if let infusion = state.integral.infusion, time >= infusion.end {
      state.closeInfusion()
      stateChanged(in: chores.step)
    }
    if state.temporary.isRunning, time >= state.temporary.next(profile.temporary) {
      reachedTemporaryRate()
    }
    if isStep { beginStep() }
    if let periodic = state.nextPeriodic, time >= periodic { beginPeriodicBolus() }
    if let limit = stopLimit, time >= limit {
      state.raise(.stoppedTooLong, at: time)
      store.isDirty = true
    }
    if time >= endOfService(of: state) { fail(.endOfService) }
  }

  private mutating func beginStep() {
    let time = time
    let now =
      if let former = chores.step, former.end == time {
        state.scheduledStep(after: former)
      } else {
        state.scheduledStep(at: time)
      }
    if let now, !state.isStopped, !state.isAtEmergencyRate, !state.temporary.isRunning {
      state.log.append(
        .step, at: time, detail: now.plan.rawValue, short: now.step.startMinute,
        number: now.step.dose.nanogramsPerDay, amount: state.strokes)
    }
    stateChanged(in: now)
  }

  /// Begins a bolus of the programme, or skips it: what stood against it is logged, and nothing is
  /// made up for. Spec: therapy.md, "Periodic bolus".
  private mutating func beginPeriodicBolus() {
    state.beginPeriodicBolus(profile)
    stateChanged(in: chores.step)
  }

  /// Sets what follows from a state that changed by itself or by an order.
  mutating func stateChanged() { stateChanged(in: state.scheduledStep(at: time)) }

  mutating func stateChanged(in step: ScheduledStep?) {
    let isFailed = failure != nil
    state.settleBasal(profile.limits, isFailed: isFailed, in: step)
    chores.step = isFailed ? nil : step
    motor.watchdog.follow(state.integral.basalPerDay, state.integral.infusion, at: time)
    store.isDirty = true
  }

  /// The day's entry of the log, by which programmed and pumped can be held against each other.
  private mutating func accountForDay() {
    let denied = state.patientDenied &- state.deniedBefore
    state.deniedBefore = state.patientDenied
    state.accountForStall(at: time)
    state.log.append(
      .delivered, at: time, short: UInt16(clamping: UInt64(denied)),
      number: UInt32(truncatingIfNeeded: state.strokes),
      amount: state.integral.programmed.rawValue)
    store.isDirty = true
  }

  /// Ends delivery for a reason nobody can resume from.
  mutating func fail(_ reason: Failure) {
    failure = reason
    state.accountForStall(at: time)
    state.raise(reason.alarm, at: time)
    state.endInfusion()
    state.endTemporary(.failure, profile)
    state.endBridge()
    state.nextPeriodic = nil
    // What was owed is not given any more, nor counted as if it were.
    if state.integral.owed > .zero {
      state.log.append(
        .undelivered, at: time, detail: UndeliveredCause.failure.rawValue,
        amount: state.integral.owed.rawValue)
      state.undelivered += state.integral.owed
      state.integral.owed = .zero
    }
    stateChanged()
  }

  /// The first whole multiple of an interval after a moment.
  static func next(_ interval: Milliseconds, after time: TherapyTime) -> TherapyTime {
    TherapyTime(rawValue: (time.rawValue / interval.rawValue + 1) * interval.rawValue)
  }
}
