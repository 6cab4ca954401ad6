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
      let boundary = nextBoundary
      let target = max(min(now, boundary), time)
      countProgramme(to: target)
      askForStrokes()
      if isWaiting { return }
      if target < boundary {
        if isDirty { beginStore(change: nil, order: nil) }
        return
      }
      reachedBoundary()
    }
  }

  /// Whether an action is to be carried out, or its completion awaited, before time goes on.
  private var isWaiting: Bool {
    strokesAsked > 0 || strokesTurning > 0 || isMeasurementAsked || isMeasuring || storing != nil
  }

  private mutating func askForStrokes() {
    guard failure == nil else { return }
    let due = state.integral.owed.rawValue / strokeDrug.rawValue
    // The rotor tells 65 536 strokes apart, and after a power cut it is all there is to tell those
    // that no record counts.
    if due > 0, isDirty, UInt64(state.rotor &- storedRotor) >= Self.strokesAtOnce {
      return beginStore(change: nil, order: nil)
    }
    strokesAsked = UInt32(min(due, Self.strokesAtOnce))
  }

  mutating func motorStopped(strokes: UInt32, rotor: UInt16) {
    let asked = strokesTurning
    strokesTurning = 0
    let drug = strokeDrug
    let isStalled = strokes < asked
    update { state in
      state.strokes += UInt64(strokes)
      state.rotor = rotor
      let pumped = drug.times(UInt64(strokes)) ?? state.integral.owed
      state.integral.owed = state.integral.owed.minus(pumped) ?? .zero
      if isStalled {
        // What a stalled motor did not give is not made up for in a rush when it turns again.
        state.integral.owed = .zero
        state.alarms.insert(.motorStall)
      } else if asked > 0 {
        state.alarms.remove(.motorStall)
      }
    }
    checkReservoir()
  }

  /// Changes a fact of the device that holds whatever the programme is: also in a change that is
  /// just being stored, which would otherwise bring back the fact as it was.
  mutating func update(_ body: (inout DurableState) -> Void) {
    body(&state)
    if var change = storing?.change {
      body(&change)
      storing?.change = change
    }
    isDirty = true
  }

  /// Counts the programme up to a moment, and a bolus that ended by then among those of the day.
  mutating func countProgramme(to moment: TherapyTime) {
    let running = state.integral.bolus
    state.integral.advance(to: moment)
    if let running, state.integral.bolus == nil {
      state.recentBoluses.add(running.dose, at: running.end)
      isDirty = true
    }
  }

  /// The programmed basal infusion of a state, in drug per day.
  func basalPerDay(of state: DurableState) -> Picograms {
    guard !state.isStopped, failure == nil else { return .zero }
    return programmedPerDay(state.therapy, state.concentration)
  }

  /// What a programme infuses in a day.
  func programmedPerDay(_ therapy: Therapy, _ concentration: Concentration) -> Picograms {
    switch therapy.mode {
    case .simpleContinuous: therapy.dose.perDay
    case .minimumRate: profile.limits.minimumRate.drugPerDay(at: concentration)
    }
  }

  /// Sets the basal rate that follows from the rest of the state, from `now` on, and remembers the
  /// former one for the 24 hours in which it still counts towards the daily limit.
  func applyBasal(to state: inout DurableState, at now: TherapyTime) {
    let former = state.integral.basalPerDay
    let next = basalPerDay(of: state)
    guard next != former else { return }
    state.integral.advance(to: now)
    if next < former {
      let isRemembered = now < state.formerBasalUntil && state.formerBasal > former
      if !isRemembered { state.formerBasal = former }
      state.formerBasalUntil = now.after(.hours(24))
    }
    state.integral.basalPerDay = next
  }

  // MARK: What happens by itself

  /// The next moment at which something other than a stroke happens by itself.
  var nextBoundary: TherapyTime {
    var next = nextMeasurement
    if let bolus = state.integral.bolus { next = min(next, bolus.end) }
    if let alarm = nextReservoirAlarm { next = min(next, alarm) }
    if let end = endOfService { next = min(next, end) }
    return next
  }

  private mutating func reachedBoundary() {
    if let end = endOfService, time >= end {
      state.alarms.insert(.endOfService)
      fail(.endOfService)
    }
    if time >= nextMeasurement {
      nextMeasurement = nextMeasurement.after(.days(1))
      isMeasurementAsked = true
    }
    checkReservoir()
  }

  /// Ends delivery for a reason nobody can resume from.
  mutating func fail(_ reason: Failure) {
    failure = reason
    state.alarms.insert(reason == .memoryLost ? .memoryLost : .endOfService)
    _ = state.integral.endBolus()
    applyBasal(to: &state, at: time)
    // What was owed is not given any more, nor counted as if it were.
    state.integral.owed = .zero
    isDirty = true
  }
}
