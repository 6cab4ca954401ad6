import Quantities
import Telemetry

/// Limits of the device. Nothing is ever clamped. They need the profile and a state, and nothing of
/// the firmware that runs, so a record can be judged before it does. Spec: therapy.md, "Limits".
extension DeviceProfile {
  /// Checks the programme that a state holds against every hard limit.
  @_addressableSelf
  func checkProgramme(for request: RequestType, in state: @_addressable DurableState)
    throws(Refusal)
  {
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
    try checkDay(adding: .zero, for: request, in: state)
  }

  /// Checks that the steps of a day are in order, begin at midnight and lie on the grid.
  @_addressableSelf
  func checkSteps(_ plan: DayPlan, for request: RequestType) throws(Refusal) {
    var least: UInt16 = 0
    for place in 0..<plan.count {
      let start = plan[place].startMinute
      if start < least || (place == 0 && start != 0) {
        throw Refusal(request, .stepsOutOfOrder, asked: UInt64(start), limit: UInt64(least))
      }
      if start % grid.stepMinutes != 0 {
        throw Refusal(
          request, .stepOffGrid, asked: UInt64(start), limit: UInt64(grid.stepMinutes))
      }
      least = start + 1
    }
  }

  /// Checks that the counter holds what is to be given.
  @_addressableSelf
  func checkReservoir(
    holds volume: Nanolitres, for request: RequestType, in state: @_addressable DurableState
  ) throws(Refusal) {
    let left = state.reservoir(strokeVolume: strokeVolume)
    if volume > left {
      throw Refusal(request, .reservoirTooLow, asked: volume.rawValue, limit: left.rawValue)
    }
  }

  /// Checks a basal rate that has effect.
  @_addressableSelf
  func checkFlow(
    _ daily: Picograms, for request: RequestType, in state: @_addressable DurableState
  ) throws(Refusal) {
    let flow = FlowRate(rawValue: state.concentration.volumeRoundedDown(holding: daily).rawValue)
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
  @_addressableSelf
  func checkMaximum(_ flow: FlowRate, for request: RequestType) throws(Refusal) {
    let most = limits.maximumFlow
    if flow > most {
      throw Refusal(request, .flowAboveMaximum, asked: flow.rawValue, limit: most.rawValue)
    }
  }

  /// Checks the flow of a bridge.
  @_addressableSelf
  func checkBridge(_ flow: FlowRate, for request: RequestType) throws(Refusal) {
    let least = limits.minimumFlow
    if flow < least {
      throw Refusal(request, .flowBelowMinimum, asked: flow.rawValue, limit: least.rawValue)
    }
    try checkMaximum(flow, for: request)
  }

  /// Checks the greatest flow there can be: the highest step with the fastest of the boluses that
  /// the programme, the patient or the order can begin on top of it.
  @_addressableSelf
  func checkTotal(
    adding flow: FlowRate = .zero, for request: RequestType, in state: @_addressable DurableState
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
    let peak = max(programme(of: state).peakPerDay, state.temporary.dose.perDay)
    let total = strength.volumeRoundedUp(holding: peak).rawValue + fastest.rawValue
    let limit = limits.maximumTotalFlow.rawValue
    if total > limit {
      throw Refusal(request, .totalFlowAboveMaximum, asked: total, limit: limit)
    }
  }

  /// The soft limits of the drug that a state holds.
  @inline(never)
  @_addressableSelf
  func usual(of state: @_addressable DurableState) -> DrugLimits { drugs[state.drug] }

  /// Checks that there are limits of a drug: without them nobody can say what of it is usual.
  @_addressableSelf
  func checkDrug(
    _ drug: DrugCode, for request: RequestType, in state: @_addressable DurableState
  ) throws(Refusal) {
    if !drugs.knows(drug) {
      throw Refusal(
        request, .drugUnknown, asked: UInt64(drug.rawValue), limit: UInt64(state.drug.rawValue))
    }
  }

  /// Checks the volume of the low-reservoir alarm.
  @_addressableSelf
  func checkLowAlarm(_ volume: Nanolitres, for request: RequestType) throws(Refusal) {
    if volume >= capacity {
      throw Refusal(
        request, .alarmVolumeTooHigh, asked: volume.rawValue, limit: capacity.rawValue)
    }
  }

  /// Checks what the reservoir is filled with.
  @_addressableSelf
  func checkFill(_ volume: Nanolitres, for request: RequestType) throws(Refusal) {
    if volume > capacity {
      throw Refusal(
        request, .refillAboveCapacity, asked: volume.rawValue, limit: capacity.rawValue)
    }
  }

  /// Checks for how many minutes the tones are silent.
  @_addressableSelf
  func checkSilence(_ minutes: UInt64) throws(Refusal) {
    let longest = UInt64(alarmTimings.longestSilence)
    if minutes > longest {
      throw Refusal(.silenceAlarms, .silenceTooLong, asked: minutes, limit: longest)
    }
  }
}
