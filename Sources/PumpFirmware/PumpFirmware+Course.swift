import Quantities
import Telemetry

/// The pump ahead of itself. Spec: therapy.md, "Forecast".
extension PumpFirmware {
  /// What is to come from a state on: the one in use, or what an order or a staged set makes of it.
  /// The tip is reached when so much has left the reservoir: the path's volume, unless told.
  @_addressableSelf
  func foretell(
    from start: @_addressable DurableState, path told: Nanolitres? = nil
  ) -> Foretold {
    // Not by `??`, whose closure would take a copy of the whole pump onto the stack.
    let path: Nanolitres = if let told { told } else { pathVolume(of: start) }
    var course = Course(
      state: start, nextMeasurement: Self.next(.days(1), after: start.integral.time))
    begin(&course, path: path)
    while !isOver(course) {
      if !leap(&course) { goOn(&course) }
    }
    return course.foretold
  }

  @_addressableSelf
  @inline(never)
  private func begin(_ course: inout Course, path: Nanolitres) {
    course.state.log.isMuted = true
    follow(&course)
    let stroke = course.state.concentration.drug(in: profile.strokeVolume)
    let counter = course.state.reservoir(strokeVolume: profile.strokeVolume)
    // What the reservoir does not hold pushes nothing through the path.
    if counter >= path { course.owedAtTip = drug(ofStrokesFor: path, stroke) }
    course.owedWhenEmpty = drug(ofStrokesFor: counter, stroke)
    let aboveLow = counter.minus(course.state.lowAlarmVolume)
    course.owedWhenLow = aboveLow.flatMap { drug(ofStrokesFor: $0, stroke) }
    let now = course.state.integral.time
    if counter <= course.state.lowAlarmVolume { course.foretold.lowAlarm = now }
    if counter == .zero { course.foretold.empty = now }
    if course.state.alarms.contains(.motorStall) { course.owedWhenTurning = stroke }
    if course.state.replacementSince != nil { course.foretold.replacement = now }
    if failure == .endOfService {
      course.foretold.replacement = now
      course.foretold.endOfService = now
    }
  }

  /// The drug of the strokes that move a volume; `nil` when it takes none, or more than can be.
  @_addressableSelf
  private func drug(ofStrokesFor volume: Nanolitres, _ stroke: Picograms) -> Picograms? {
    let size = profile.strokeVolume.rawValue
    let strokes = (volume.rawValue + size - 1) / size
    return strokes > 0 ? stroke.times(strokes) : nil
  }

  @_addressableSelf
  private func isOver(_ course: @_addressable Course) -> Bool {
    if course.foretold.endOfService != nil { return true }
    return failure != nil && course.foretold.replacement != nil
  }

  /// What follows from a state that changed on the way.
  @inline(never)
  @_addressableSelf
  private func follow(_ course: inout Course) {
    course.state.settleBasal(profile.limits, isFailed: failure != nil)
    course.nextStep = failure == nil ? course.state.nextStep(after: course.time) : nil
  }

  /// Goes to the next event, in the order of ``reachedBoundary(_:)``.
  @inline(never)
  @_addressableSelf
  private func goOn(_ course: inout Course) {
    var next = course.nextMeasurement
    if failure == nil {
      if let infusion = course.state.integral.infusion { next = min(next, infusion.end) }
      if let periodic = course.state.nextPeriodic { next = min(next, periodic) }
      if let step = course.nextStep { next = min(next, step) }
      if course.state.temporary.isRunning { next = min(next, course.state.temporary.end) }
      next = min(next, endOfService(of: course.state))
    }
    next = max(next, course.time)
    course.deliver(to: next)
    if failure == nil {
      if let infusion = course.state.integral.infusion, next >= infusion.end {
        course.state.closeInfusion()
      }
      if course.state.temporary.isRunning, next >= course.state.temporary.end {
        course.endTemporary(profile)
      }
      if let periodic = course.state.nextPeriodic, next >= periodic {
        course.state.beginPeriodicBolus(profile)
      }
      follow(&course)
      if next >= endOfService(of: course.state) {
        course.foretold.endOfService = next
        return
      }
    }
    if next >= course.nextMeasurement { measure(&course) }
  }

  /// Foresees a reading of the battery.
  @inline(never)
  @_addressableSelf
  private func measure(_ course: inout Course) {
    let now = course.time
    course.nextMeasurement = Self.next(.days(1), after: now)
    let reading = reading(of: charge(of: course.state, at: now, strokes: strokes(in: course.state)))
    let day = energyOfDay(in: course.state)
    let isFlat = isFlat(reading, day) && failure == nil
    if course.state.replacementSince == nil, isFlat || isReplacementDue(reading, day, at: now) {
      course.state.replacementSince = now
      course.foretold.replacement = now
      _ = course.reached(now)
    }
    if isFlat { course.foretold.endOfService = now }
  }

  /// The strokes that are made by the moment of a state, with those that it still owes.
  @inline(never)
  @_addressableSelf
  private func strokes(in state: @_addressable DurableState) -> UInt64 {
    state.strokes
      + state.integral.owed.rawValue / state.concentration.drug(in: profile.strokeVolume).rawValue
  }

  // MARK: Weeks at once

  /// Goes as many weeks ahead as nothing is reached in, and all are alike; false when there is none
  /// to be gone at once.
  @inline(never)
  @_addressableSelf
  private func leap(_ course: inout Course) -> Bool {
    guard course.time >= course.nextLeap, course.isSteady,
      course.state.nextPeriodic == nil || course.areBolusesSkipped || !course.state.countsMore
    else { return false }
    course.nextLeap = course.time.after(.days(8))
    let week = course.basalOfWeek(profile.limits, isFailed: failure != nil)
    var few: UInt64 = 0
    var many = weeksAhead(course) + 1
    while many - few > 1 {
      let middle = few + (many - few) / 2
      if isUneventful(course, course.state(after: middle, of: week)) {
        few = middle
      } else {
        many = middle
      }
    }
    guard few > 0 else { return false }
    course.state = course.state(after: few, of: week)
    follow(&course)
    course.nextMeasurement = Self.next(.days(1), after: course.time)
    return true
  }

  /// How many weeks there are until service ends or the clock has gone all the way round.
  @_addressableSelf
  private func weeksAhead(_ course: @_addressable Course) -> UInt64 {
    let week: UInt64 = 7 * 86_400_000
    var end = failure == nil ? endOfService(of: course.state) : calendarIndicator
    if course.foretold.replacement == nil { end = min(end, calendarIndicator) }
    let length = (end.minus(course.time) ?? .zero).rawValue
    let round = course.state.clock(at: course.time).map { UInt64(UInt32.max - $0.rawValue) * 1000 }
    return min(length, round ?? length) / week
  }

  /// Whether by a later state nothing was reached that is awaited.
  @inline(never)
  @_addressableSelf
  private func isUneventful(_ course: @_addressable Course, _ later: @_addressable DurableState)
    -> Bool
  {
    let owed = later.integral.owed
    if let drug = course.owedAtTip, owed >= drug { return false }
    if let drug = course.owedWhenLow, owed >= drug { return false }
    if let drug = course.owedWhenEmpty, owed >= drug { return false }
    let time = later.integral.time
    let reading = reading(of: charge(of: later, at: time, strokes: strokes(in: later)))
    let day = energyOfDay(in: later)
    if failure == nil && isFlat(reading, day) { return false }
    return course.foretold.replacement != nil || !isReplacementDue(reading, day, at: time)
  }
}
