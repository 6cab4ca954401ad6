public import Quantities
import Telemetry

extension PumpFirmware {
  /// What the reservoir holds by the pump's own count, above the residual.
  public var reservoir: Nanolitres { state.reservoir(strokeVolume: profile.strokeVolume) }

  /// Raises the reservoir's alarms.
  mutating func checkReservoir() {
    let volume = reservoir
    let isLow = volume <= state.lowAlarmVolume && !state.alarms.contains(.lowReservoir)
    let isEmpty = volume == .zero && !state.alarms.contains(.emptyReservoir)
    guard (isLow || isEmpty) && failure != .memoryLost else { return }
    let now = time
    update { state in
      if isLow { state.raise(.lowReservoir, at: now) }
      if isEmpty { state.raise(.emptyReservoir, at: now) }
    }
  }

  /// Ends the reservoir's alarms in a state whose counter or alarm volume was set anew.
  func endReservoirAlarms(in change: inout DurableState) {
    let volume = change.reservoir(strokeVolume: profile.strokeVolume)
    if volume > change.lowAlarmVolume { change.end(.lowReservoir, at: time) }
    if volume > .zero { change.end(.emptyReservoir, at: time) }
  }

  /// The moment of the stroke with which the count reaches a volume that has an alarm still to be
  /// raised; `nil` when it does not between `before` and now, strokes not made meanwhile.
  @inline(__always)
  func reservoirCrossing(from before: DeliveryIntegral) -> TherapyTime? {
    let isLow = state.alarms.contains(.lowReservoir)
    if failure != nil || isLow && state.alarms.contains(.emptyReservoir) { return nil }
    guard let above = reservoir.minus(isLow ? .zero : state.lowAlarmVolume), above > .zero else {
      return nil
    }
    // Nearly always: not even the drug in that volume is owed, and there is nothing to divide.
    if state.integral.owed < state.concentration.drug(in: above) { return nil }
    let size = profile.strokeVolume.rawValue
    guard let drug = strokeDrug.times((above.rawValue + size - 1) / size) else { return nil }
    // Strokes owed already are made before time goes on.
    guard state.integral.owed >= drug, before.owed < drug else { return nil }
    return before.moment(owing: drug)
  }

  // MARK: Looking ahead

  /// The drug that a state's programme will have infused after a span from now: the running
  /// infusion and what of a bridge follows it, then the basal infusion and the periodic boluses.
  func programmed(in span: Milliseconds, by state: DurableState) -> Picograms {
    guard !state.isStopped, failure == nil else { return .zero }
    if state.isAtEmergencyRate {
      return Programme(.minimumRate, state.plans, state.concentration, profile.limits)
        .basal(from: 0, seconds: span.rawValue / 1000)
    }
    var sum = Picograms.zero
    // For how long basal infusion waits.
    var idle = Milliseconds.zero
    if let running = state.integral.infusion {
      sum += running.programmed(by: time.after(span)) - running.counted
      if running.kind.replacesBasal { idle = running.end.minus(time)?.asLength ?? .zero }
    }
    if state.bridgeWaiting > .zero, let left = span.minus(idle), left > .zero {
      let volume = state.concentration.volumeRoundedUp(holding: state.bridgeWaiting)
      let rest = Infusion(
        kind: .bridge, dose: state.bridgeWaiting, duration: state.bridgeFlow.time(for: volume),
        start: .zero, counted: .zero)
      sum += rest.programmed(by: TherapyTime.zero.after(left))
      idle += rest.duration
    }
    guard let left = span.minus(idle) else { return sum }
    let programme = programme(of: state)
    let start = state.clock(at: time).map { WeekTime($0).weekSecond } ?? 0
    sum += programme.basal(
      from: start + idle.rawValue / 1000, seconds: left.rawValue / 1000)
    if let next = state.nextPeriodic {
      sum += programme.periodic(in: span, first: next.minus(time)?.asLength ?? .zero)
    }
    return sum
  }

  /// Whole minutes until a state's programme has infused an amount of drug; `nil` when it takes
  /// more than a hundred years.
  func minutes(untilProgrammed drug: Picograms, by state: DurableState) -> UInt32? {
    var early: UInt64 = 0
    var late: UInt64 = 100 * 366 * 1440
    guard programmed(in: .minutes(late), by: state) >= drug else { return nil }
    while late - early > 1 {
      let middle = (early + late) / 2
      if programmed(in: .minutes(middle), by: state) >= drug {
        late = middle
      } else {
        early = middle
      }
    }
    return UInt32(late)
  }

  /// Whole minutes, rounded down, until the count of a state reaches a volume; `nil` when it never
  /// does.
  func minutes(until volume: Nanolitres, in state: DurableState) -> UInt32? {
    let now = state.reservoir(strokeVolume: profile.strokeVolume)
    guard let above = now.minus(volume), above > .zero else { return failure == nil ? 0 : nil }
    let size = profile.strokeVolume.rawValue
    let stroke = state.concentration.drug(in: profile.strokeVolume)
    guard let drug = stroke.times((above.rawValue + size - 1) / size),
      let missing = drug.minus(state.integral.owed)
    else { return nil }
    guard let late = minutes(untilProgrammed: missing, by: state) else { return nil }
    // Reached as the minute ends, it is this minute; earlier, the one before.
    let before = programmed(in: Milliseconds(rawValue: UInt64(late) * 60_000 - 1), by: state)
    return before < missing ? late : late - 1
  }
}

extension TherapyTime {
  /// The time since the factory as a length: what a difference of two moments is.
  fileprivate var asLength: Milliseconds { Milliseconds(rawValue: rawValue) }
}
