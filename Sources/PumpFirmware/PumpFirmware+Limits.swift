import Quantities
import Telemetry

/// Limits of the device. Nothing is ever clamped. Spec: therapy.md, "Limits".
extension PumpFirmware {
  /// The programme of a state.
  func programme(of state: DurableState) -> Programme { profile.programme(of: state) }

  /// Checks the programme that a state holds against every hard limit.
  func checkProgramme(for request: RequestType, in state: DurableState) throws(Refusal) {
    let programme = programme(of: state)
    for weekday in 0..<7 {
      guard let plan = programme.plan(on: weekday) else { continue }
      try checkSteps(plan, for: request)
      for place in 0..<plan.count where plan[place].dose > .zero {
        try checkFlow(plan[place].dose.perDay, for: request, in: state)
      }
    }
    switch state.therapy.mode {
    case .simpleContinuous: try checkFlow(state.therapy.dose.perDay, for: request, in: state)
    // They have no rate but those of the steps, and minimum rate.
    case .minimumRate, .daySchedule, .periodicBolus: break
    }
    if let periodic = state.therapy.periodic {
      let interval = UInt64(periodic.intervalMinutes)
      try checkInterval(interval, periodic.duration, for: request)
      try checkSize(periodic.dose, periodic.duration, for: request, in: state)
    }
    try checkTotal(for: request, in: state)
    try profile.checkDay(adding: .zero, for: request, in: state)
  }

  /// Checks that the steps of a day are in order, begin at midnight and lie on the grid.
  func checkSteps(_ plan: DayPlan, for request: RequestType) throws(Refusal) {
    var least: UInt16 = 0
    for place in 0..<plan.count {
      let start = plan[place].startMinute
      if start < least || (place == 0 && start != 0) {
        throw Refusal(request, .stepsOutOfOrder, asked: UInt64(start), limit: UInt64(least))
      }
      if start % profile.grid.stepMinutes != 0 {
        throw Refusal(
          request, .stepOffGrid, asked: UInt64(start), limit: UInt64(profile.grid.stepMinutes))
      }
      least = start + 1
    }
  }

  /// Checks a bolus, a patient bolus or a periodic one that is about to begin.
  func checkBolus(
    _ dose: Picograms, over duration: Milliseconds, for request: RequestType,
    in state: DurableState
  ) throws(Refusal) {
    try checkSize(dose, duration, for: request, in: state)
    try checkTotal(
      adding: Self.flow(of: dose, over: duration, state.concentration), for: request, in: state)
    let volume = state.concentration.volumeRoundedUp(holding: dose)
    try profile.checkDay(adding: volume, for: request, in: state)
    try checkReservoir(holds: volume, for: request, in: state)
  }

  /// Checks that the counter holds what is to be given.
  func checkReservoir(
    holds volume: Nanolitres, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    let left = state.reservoir(strokeVolume: profile.strokeVolume)
    if volume > left {
      throw Refusal(request, .reservoirTooLow, asked: volume.rawValue, limit: left.rawValue)
    }
  }

  /// Checks how far apart boluses that come back are, and that each ends before the next.
  func checkInterval(
    _ minutes: UInt64, _ duration: Milliseconds, for request: RequestType
  ) throws(Refusal) {
    let shortest = UInt64(profile.grid.shortestInterval)
    if minutes < shortest {
      throw Refusal(request, .intervalTooShort, asked: minutes, limit: shortest)
    }
    let interval = Milliseconds.minutes(minutes)
    if duration > interval {
      throw Refusal(
        request, .bolusLongerThanInterval, asked: duration.rawValue, limit: interval.rawValue)
    }
  }

  /// Checks the volume and the flow of a bolus by itself.
  func checkSize(
    _ dose: Picograms, _ duration: Milliseconds, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    let limits = profile.limits
    let volume = state.concentration.volumeRoundedUp(holding: dose)
    if volume > limits.maximumBolus {
      throw Refusal(
        request, .bolusAboveMaximum, asked: volume.rawValue, limit: limits.maximumBolus.rawValue)
    }
    let flow = Self.flow(of: dose, over: duration, state.concentration)
    if flow > limits.maximumBolusFlow {
      throw Refusal(
        request, .bolusFlowAboveMaximum, asked: flow.rawValue,
        limit: limits.maximumBolusFlow.rawValue)
    }
  }

  /// Checks a basal rate that has effect.
  private func checkFlow(
    _ daily: Picograms, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    let flow = FlowRate(rawValue: state.concentration.volumeRoundedDown(holding: daily).rawValue)
    let limits = profile.limits
    if flow < limits.minimumFlow {
      throw Refusal(
        request, .flowBelowMinimum, asked: flow.rawValue, limit: limits.minimumFlow.rawValue)
    }
    if daily > limits.maximumFlow.drugPerDay(at: state.concentration) {
      let asked = state.concentration.volumeRoundedUp(holding: daily)
      throw Refusal(
        request, .flowAboveMaximum, asked: asked.rawValue, limit: limits.maximumFlow.rawValue)
    }
  }

  /// Checks a flow in place of the basal infusion's.
  func checkMaximum(_ flow: FlowRate, for request: RequestType) throws(Refusal) {
    let most = profile.limits.maximumFlow
    if flow > most {
      throw Refusal(request, .flowAboveMaximum, asked: flow.rawValue, limit: most.rawValue)
    }
  }

  /// Checks the greatest flow there can be: the highest step with the fastest of the boluses that
  /// the programme, the patient or the order can begin on top of it.
  func checkTotal(
    adding flow: FlowRate = .zero, for request: RequestType, in state: DurableState
  ) throws(Refusal) {
    let strength = state.concentration
    var fastest = flow
    if let periodic = state.therapy.periodic {
      fastest = max(fastest, Self.flow(of: periodic.dose, over: periodic.duration, strength))
    }
    if let patient = state.patientBolus {
      fastest = max(fastest, Self.flow(of: patient.dose, over: patient.duration, strength))
    }
    if let running = state.integral.infusion, !running.kind.replacesBasal {
      fastest = max(fastest, Self.flow(of: running.dose, over: running.duration, strength))
    }
    let peak = programme(of: state).peakPerDay
    let total = strength.volumeRoundedUp(holding: peak).rawValue + fastest.rawValue
    let limit = profile.limits.maximumTotalFlow.rawValue
    if total > limit {
      throw Refusal(request, .totalFlowAboveMaximum, asked: total, limit: limit)
    }
  }

  /// The volume of a day at a state's lowest rate. What is above it comes in bursts: it can be
  /// given in a moment, and again by the next programme or after the clock was set.
  func evenVolume(of state: DurableState) -> Nanolitres {
    state.concentration.volumeRoundedUp(holding: programme(of: state).leastPerDay)
  }

  /// The most that a clock which jumps lets a schedule give on top of its day: its highest rate in
  /// place of its lowest for the time that comes twice or is left out.
  func volume(ofJump seconds: UInt32, in state: DurableState) -> Nanolitres {
    let programme = programme(of: state)
    let above = programme.peakPerDay - programme.leastPerDay
    let product = above.rawValue.multipliedFullWidth(by: UInt64(seconds))
    let all = profile.volumeOfSpan(above: evenVolume(of: state), in: state)
    guard seconds < 86_400, product.high < 86_400 else { return all }
    let drug = Picograms(rawValue: UInt64(86_400).dividingFullWidth(product).quotient + 1)
    return min(state.concentration.volumeRoundedUp(holding: drug), all)
  }

  /// The flow of a dose spread over a time, rounded up.
  static func flow(
    of dose: Picograms, over duration: Milliseconds, _ concentration: Concentration
  ) -> FlowRate {
    let volume = concentration.volumeRoundedUp(holding: dose)
    let product = volume.rawValue.multipliedFullWidth(by: DeliveryIntegral.day)
    guard product.high < duration.rawValue else { return FlowRate(rawValue: .max / 2) }
    let (flow, rest) = duration.rawValue.dividingFullWidth(product)
    return FlowRate(rawValue: rest == 0 ? flow : flow + 1)
  }
}

extension Concentration {
  /// The volume that holds an amount of drug, rounded up to the nanolitre.
  func volumeRoundedUp(holding drug: Picograms) -> Nanolitres {
    let strength = UInt64(microgramsPerMillilitre)
    return Nanolitres(rawValue: (drug.rawValue + strength - 1) / strength)
  }
}
