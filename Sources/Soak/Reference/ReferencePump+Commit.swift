import PumpFirmware
import PumpWorld
import Quantities
import Telemetry

extension ReferencePump {
  /// What a stage request is answered with, in the state that what was staged before leads to.
  func staging(_ part: ReferencePart, _ before: ReferenceSet) throws(No) -> ReferenceSet {
    try require(failure != .memoryLost, else: .memoryLost)
    try require(temporary == nil, else: .temporaryRunning)
    var set = before
    set.add(part)
    var trial = self
    switch part {
    case .refill(let body): try trial.refill(body)
    case .plan(_, let steps): try requireSteps(steps)
    case .therapy, .patient: try trial.apply(set)
    }
    return set
  }

  /// Everything of a set, one part after another.
  mutating func apply(_ set: ReferenceSet, isWhole: Bool = false) throws(No) {
    try require(temporary == nil, else: .temporaryRunning)
    if isWhole, let refill = set.refill, refill.drug != drug {
      // No amount of one drug is one of another.
      try require(set.therapy != nil, else: .programmeOfOtherDrug)
      try require(patient == nil || set.patient != nil, else: .patientBolusOfOtherDrug)
    }
    if set.refill != nil || set.therapy != nil {
      remember(volume(programme.least))
      keep(volume(programme.largestSpan(above: former.volume * strength)))
    }
    if let refill = set.refill { try self.refill(refill) }
    if let therapy = set.therapy {
      try change(to: therapy, set.plans)
    } else {
      try require(set.plans.isEmpty, else: .nothingStaged)
    }
    if let patient = set.patient { try change(to: patient) }
    if set.therapy != nil || set.patient != nil {
      try requireUsualDayOfPatient(
        set.patient?.overridesSoftLimits ?? set.therapy?.overridesSoftLimits ?? false)
    }
    // A refill changes the flows of what nobody touched.
    guard set.refill != nil else { return }
    try requireProgramme()
    try requirePatientBolus()
  }

  /// The steady flow of what ends counts 24 hours more, and with it what it still had to count.
  mutating func remember(_ ending: Int128) {
    former = (now < former.until ? max(ending, former.volume) : ending, now + Self.day)
  }

  private mutating func change(
    to staging: StageTherapy, _ staged: [PlanNumber: [DayStep]]
  ) throws(No) {
    let therapy = staging.therapy
    var plans: [PlanNumber: [DayStep]] = [:]
    if therapy.mode == .daySchedule {
      try require(wall != nil, else: .clockNotSet)
      plans = programme.plans
      for (number, steps) in staged { plans[number] = steps }
      for weekday in 0..<7 {
        guard let number = therapy.week[weekday], plans[number] != nil else {
          throw No(.planMissing)
        }
      }
    }
    closeSpan()
    programme = ReferenceProgramme(therapy, plans, idle: idle)
    lookForStep()
    revision += 1
    nextPeriodic = therapy.periodic.map { now + Int128($0.firstMinutes) * 60_000 }
    try requireProgramme()
    if therapy.mode != .minimumRate { try requireKnown(drug) }
    let isConfirmed = staging.overridesSoftLimits
    try requireUsualDay(isConfirmed)
    if let bolus = therapy.periodic {
      try requireUsualBolus(Int128(bolus.nanograms) * 1000, bolus.milliseconds, isConfirmed)
    }
    note(
      .therapy, detail: therapy.mode.rawValue, number: programme.largestDay / 1000,
      amount: Int128(revision))
  }

  private mutating func change(to staging: StagePatientBolus) throws(No) {
    patient = staging.settings
    let bolus = staging.settings
    try requirePatientBolus()
    if let bolus {
      try requireKnown(drug)
      try requireUsualBolus(
        Int128(bolus.nanograms) * 1000, bolus.milliseconds, staging.overridesSoftLimits)
    }
    note(
      .patientBolus, detail: bolus == nil ? 0 : 1, short: bolus?.lockoutMinutes ?? 0,
      number: Int128(bolus?.nanograms ?? 0),
      amount: Int128(bolus?.milliseconds ?? 0) * 256 + Int128(bolus?.maximumPerDay ?? 0))
  }

  // MARK: Refill

  /// The strength that a refill leads to: what mixes, by its drug, to the nearest mcg/mL.
  func mixed(_ refill: StageRefill) -> Int128 {
    let residual = Int128(device.path.residual.rawValue)
    let new = Int128(refill.filledNanolitres)
    let drug = residual * strength + new * Int128(refill.concentration.microgramsPerMillilitre)
    guard residual + new > 0 && !refill.isRinsed else {
      return Int128(refill.concentration.microgramsPerMillilitre)
    }
    let nearest = (2 * drug + residual + new) / (2 * (residual + new))
    return nearest == 0 ? strength : nearest
  }

  private mutating func refill(_ order: StageRefill) throws(No) {
    try require(running?.kind != .prime, else: .primeRunning)
    try requireKnown(order.drug)
    try require(order.drug == drug || order.isRinsed, else: .drugsWouldMix)
    let capacity = device.capacity.rawValue
    let withdrawn = Int128(order.withdrawnNanolitres)
    try require(
      withdrawn <= Int128(capacity + device.path.residual.rawValue), else: .withdrawnTooMuch)
    try require(UInt64(order.filledNanolitres) <= capacity, else: .refillAboveCapacity)
    try requireLowAlarm(order.lowAlarmNanolitres)
    let new = mixed(order)
    let flow = try requireBridgeDecision(order, new)
    let expected = reservoir
    let difference = withdrawn > expected ? withdrawn - expected : expected - withdrawn
    try requireUsual(
      difference <= Int128(device.path.discrepancy.rawValue), order.acceptsDiscrepancy,
      else: .volumeDiscrepancy)
    try requireUsual(
      device.drugs[order.drug].strengths.contains(order.concentration), order.overridesSoftLimits,
      else: .strengthUnusual)
    note(
      .refilled, detail: order.bridge.rawValue, short: UInt16(order.skipReason.rawValue),
      number: Int128(order.filledNanolitres), amount: withdrawn << 32 | expected)
    if new != strength || order.drug != drug {
      note(
        .drugChanged, detail: order.drug.rawValue, short: UInt16(drug.rawValue), number: new,
        amount: strength)
      changePath(to: order.drug, new, isFlushed: order.bridge == .flushed)
    }
    take(new)
    if order.drug != drug { takeDrug(order.drug) }
    filled = Int128(order.filledNanolitres)
    filledAt = now
    refills += 1
    strokesAtFill = strokes(at: now)
    lowAlarm = Int128(order.lowAlarmNanolitres)
    guard order.bridge == .bridge else { return }
    try requireReservoir(path)
    bridgeFlow = flow
    bridgeWaiting = path * strength
    beginWaitingBridge()
  }

  /// The flow of the bridge that was decided on: a day of the programme, in the old liquid.
  private func requireBridgeDecision(_ order: StageRefill, _ new: Int128) throws(No) -> Int128 {
    if new == strength && order.drug == drug {
      try require(order.bridge != .bridge, else: .bridgePointless)
      return 0
    }
    try require(running?.kind != .bridge && bridgeWaiting == 0, else: .bridgeRunning)
    try require(running == nil, else: .bolusRunning)
    try require(order.bridge != BridgeDecision.none, else: .bridgeUndecided)
    guard order.bridge == .bridge else { return 0 }
    let flow = programme.largestDay / strength
    try require(flow >= Int128(device.limits.minimumFlow.rawValue), else: .bridgePointless)
    try require(flow <= Int128(device.limits.maximumFlow.rawValue), else: .flowAboveMaximum)
    return flow
  }

  /// Goes over to another drug, of which nothing was programmed, allowed or given yet.
  private mutating func takeDrug(_ next: DrugCode) {
    closeSpan()
    drug = next
    programme = ReferenceProgramme(.minimumRate, [:], idle: idle)
    nextPeriodic = nil
    nextStep = nil
    patient = nil
    ended = []
    given = []
  }

  /// Goes over to another strength. What is owed stays the same part of a stroke.
  private mutating func take(_ new: Int128) {
    closeSpan()
    settle()
    let owed = owed(at: now)
    infused += owed * new / strength - owed
    strength = new
    programme = ReferenceProgramme(programme.therapy, programme.plans, idle: idle)
  }
}
