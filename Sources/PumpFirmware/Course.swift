import Quantities
import Telemetry

/// A pump that goes ahead of itself: a copy of its state, led from one event to the next by
/// the rules and the arithmetic of delivery itself. Strokes are not made on the way but stay owed,
/// so a count of strokes is reached when that much is owed.
struct Course {
  /// The state at the moment that is reached.
  var state: DurableState
  /// When the next step of a day schedule begins.
  var nextStep: TherapyTime?
  /// When the battery is measured next.
  var nextMeasurement: TherapyTime
  /// Before this moment it is no use to leap: what is awaited comes within the week.
  var nextLeap = TherapyTime.zero
  /// What has been found out.
  var foretold = Foretold()

  /// What is owed when each comes; `nil` when it has come, or never will.
  var owedAtTip: Picograms?
  var owedWhenLow: Picograms?
  var owedWhenEmpty: Picograms?
  /// What is owed when a motor that stalls now makes a stroke again.
  var owedWhenTurning: Picograms?

  /// The moment that is reached.
  var time: TherapyTime { state.integral.time }

  /// Counts the programme up to a moment before which nothing happens but strokes.
  @inline(never)
  mutating func deliver(to moment: TherapyTime) {
    let before = state.integral
    state.integral.advance(to: moment)
    if let found = before.passes(&owedAtTip, by: state.integral) { foretold.tip = reached(found) }
    if let found = before.passes(&owedWhenLow, by: state.integral) {
      foretold.lowAlarm = reached(found)
    }
    if let found = before.passes(&owedWhenEmpty, by: state.integral) {
      foretold.empty = reached(found)
      state.alarms.insert(.emptyReservoir)
    }
    if let found = before.passes(&owedWhenTurning, by: state.integral) {
      _ = reached(found)
      state.alarms.remove(.motorStall)
    }
  }

  /// Something has come; what comes next may be far again.
  mutating func reached(_ moment: TherapyTime) -> TherapyTime {
    nextLeap = .zero
    return moment
  }

  /// The temporary rate or planned stop ends by itself.
  mutating func endTemporary(_ profile: @_addressable DeviceProfile) {
    state.temporary.count(to: time)
    foretold.temporaryEnd = time
    foretold.temporaryGiven = state.temporary.given(by: time)
    foretold.foregone = state.temporary.foregone
    state.endTemporary(.time, profile)
  }

  // MARK: Weeks at once

  /// Whether every week from here on is like the next until something is reached: no infusion runs
  /// but one of the programme, and no alarm is about to end. A bridge that waits still does then.
  var isSteady: Bool {
    if state.temporary.isRunning { return false }
    if let running = state.integral.infusion {
      guard running.kind == .periodicBolus, running.end <= state.nextPeriodic ?? running.end else {
        return false
      }
    }
    return owedWhenTurning == nil || state.integral.basalPerDay == .zero
  }

  /// Whether something that lasts stands against every bolus of the programme.
  var areBolusesSkipped: Bool { state.isStopped || state.alarms.hasCritical }

  /// The basal drug of a week from here on, and what its division leaves over.
  @_addressableSelf
  func basalOfWeek(_ limits: DeviceLimits, isFailed: Bool) -> (drug: Picograms, rest: UInt64) {
    var week = self
    week.state.integral.infusion = nil
    week.state.integral.owed = .zero
    week.state.integral.remainder = 0
    let end = time.after(.days(7))
    while week.time < end {
      week.state.settleBasal(limits, isFailed: isFailed)
      week.state.integral.advance(to: min(week.nextStep ?? end, end))
      week.nextStep = isFailed ? nil : week.state.nextStep(after: week.time)
    }
    return (week.state.integral.owed, week.state.integral.remainder)
  }

  /// The state so many weeks on, of which each gives so much basal drug.
  @_addressableSelf
  func state(after weeks: UInt64, of week: (drug: Picograms, rest: UInt64)) -> DurableState {
    var later = state
    let moment = time.after(.days(7 * weeks))
    let parts = week.rest * weeks + state.integral.remainder
    var added = Picograms(
      rawValue: week.drug.rawValue * weeks + parts / DeliveryIntegral.day)
    later.integral.remainder = parts % DeliveryIntegral.day
    if var running = state.integral.infusion { added += running.goOn(to: moment, in: &later) }
    if let periodic = state.therapy.periodic, let due = state.nextPeriodic, due < moment {
      let begun = (moment.since(due).rawValue - 1) / periodic.interval.rawValue + 1
      later.nextPeriodic = due.after(Milliseconds(rawValue: periodic.interval.rawValue * begun))
      if !areBolusesSkipped {
        let before = Milliseconds(rawValue: periodic.interval.rawValue * (begun - 1))
        var last = Infusion(
          kind: .periodicBolus, dose: periodic.dose, duration: periodic.duration,
          start: due.after(before), counted: .zero)
        added += Picograms(rawValue: periodic.dose.rawValue * (begun - 1))
        added += last.goOn(to: moment, in: &later)
      }
    }
    later.integral.owed += added
    later.integral.programmed += added
    later.integral.time = moment
    return later
  }
}

extension DeliveryIntegral {
  /// The moment at which an amount was owed that a later state of the same integral owes; then it
  /// is awaited no longer.
  @inline(never)
  fileprivate func passes(_ goal: inout Picograms?, by later: DeliveryIntegral) -> TherapyTime? {
    guard let drug = goal, later.owed >= drug else { return nil }
    goal = nil
    return moment(owing: drug)
  }
}

extension Infusion {
  /// Counts it up to a moment, and takes it out of a state if it is over by then; gives what that
  /// adds.
  fileprivate mutating func goOn(
    to moment: TherapyTime, in state: inout DurableState
  ) -> Picograms {
    let programmed = programmed(by: moment)
    let added = programmed - counted
    counted = programmed
    state.integral.infusion = end <= moment ? nil : self
    return added
  }
}
