import PumpFirmware
import Quantities
import Telemetry

/// What waits for a commit, as the client sent it.
struct ReferenceSet: Equatable {
  var refill: StageRefill?
  var plans: [PlanNumber: [DayStep]] = [:]
  var therapy: StageTherapy?
  var patient: StagePatientBolus?

  /// Adds a part, in place of the one there may be.
  mutating func add(_ part: ReferencePart) {
    switch part {
    case .refill(let body): refill = body
    case .plan(let number, let steps): plans[number] = steps
    case .therapy(let body): therapy = body
    case .patient(let body): patient = body
    }
  }
}

/// What one request stages.
enum ReferencePart {
  case refill(StageRefill)
  case plan(PlanNumber, [DayStep])
  case therapy(StageTherapy)
  case patient(StagePatientBolus)

  init(_ part: Request.Part) {
    switch part {
    case .refill(let body): self = .refill(body)
    case .dayPlan(let body):
      self = .plan(body.number, (0..<body.plan.count).map { body.plan[$0] })
    case .therapy(let body): self = .therapy(body)
    case .patientBolus(let body): self = .patient(body)
    }
  }
}

extension ReferencePump {
  /// Carries out an order, or refuses it with nothing changed; gives back the ng withheld by it.
  ///
  /// What is due at once, as the first periodic bolus of a programme can be, happens with the next
  /// ``advance(to:)``.
  mutating func order(_ body: Order.Body, staged: ReferenceSet?) throws(No) -> UInt32 {
    var next = self
    let withheld: Int128
    do throws(No) {
      withheld = try next.carryOut(body, staged)
      try requireConfirmed(body, staged, next: &next)
      // What was in force until now counts for 24 hours more.
      let isOther =
        next.isAtEmergencyRate != isAtEmergencyRate || (next.temporary == nil) != (temporary == nil)
      let goesOn = isAtEmergencyRate || temporary != nil || next.totals == totals
      if let running = totalsInForce, next.drug == drug, next.isStopped || isOther || !goesOn {
        next.endTotals(running)
      }
    } catch {
      if case .requestBolus = body { denied += 1 }
      throw error
    }
    self = next
    return UInt32(withheld / 1000)
  }

  /// Carries out an order, whatever was confirmed; gives back the pg withheld by it.
  @discardableResult
  mutating func carryOut(
    _ body: Order.Body, _ staged: ReferenceSet?
  ) throws(No) -> Int128 {
    // Tones can be silenced in every failure.
    if case .silenceAlarms = body {} else { try requireDelivery() }
    switch body {
    case .commit:
      guard let staged else { throw No(.nothingStaged) }
      try apply(staged, isWhole: true)
    case .startBolus(let order): try startBolus(order)
    case .requestBolus: try startPatientBolus()
    case .startPrime(let order): try startPrime(order)
    case .startBridge(let order): try startBridge(order)
    case .cancelBridge: return try cancelBridge()
    case .startTemporaryRate(let order): try startTemporary(order)
    case .endTemporaryRate:
      try require(temporary != nil, else: .noTemporaryRate)
      endTemporary(.order)
    case .cancelBolus: return try cancelBolus()
    case .stop: return try stop()
    case .resume: try resume()
    case .setClock(let order): try setClock(order)
    case .setLowAlarm(let order): try setLowAlarm(order.nanolitres)
    case .silenceAlarms(let order):
      try require(order.minutes <= device.alarmTimings.longestSilence, else: .silenceTooLong)
    case .rotateKey(let order): try rotateKey(order)
    case .setCatheter(let order): try setCatheter(order)
    }
    return 0
  }

  private mutating func startBolus(_ order: StartBolus) throws(No) {
    try requireRoomForBolus()
    let dose = Int128(order.nanograms) * 1000
    try requireBolus(dose, over: Int128(order.milliseconds))
    try requireKnown(drug)
    try requireUsualBolus(dose, order.milliseconds, order.overridesSoftLimits)
    begin(.bolus, dose, over: Int128(order.milliseconds))
  }

  private func requireBolus(_ dose: Int128, over length: Int128) throws(No) {
    try requireSize(dose, over: length)
    try requireTotalFlow(adding: (dose, length))
    try requireDay(adding: volume(dose))
    try requireReservoir(volume(dose))
  }

  private mutating func startPatientBolus() throws(No) {
    guard let patient else { throw No(.patientBolusOff) }
    try requireRoomForBolus()
    if let last = patientStarts.last {
      try require(now - last >= Int128(patient.lockoutMinutes) * 60_000, else: .lockedOut)
    }
    let today = patientStarts.filter { now - $0 < Self.day }.count
    try require(today < Int(patient.maximumPerDay), else: .patientMaximumReached)
    let dose = Int128(patient.nanograms) * 1000
    try requireBolus(dose, over: Int128(patient.milliseconds))
    patientStarts.append(now)
    begin(.patientBolus, dose, over: Int128(patient.milliseconds))
  }

  private mutating func startPrime(_ order: StartPrime) throws(No) {
    try requireRoomForInfusion()
    try require(order.volumesVersion == device.path.version, else: .volumesVersionMismatch)
    let part = order.path == .wholePath ? path : catheterVolume
    try requireReservoir(part)
    try requireDay(adding: part)
    let length = (part * Self.day).dividedUp(by: Int128(device.path.primeFlow.rawValue))
    primeAtTip = atTip(part)
    begin(.prime, part * strength, over: length)
  }

  private mutating func startBridge(_ order: StartBridge) throws(No) {
    try requireRoomForInfusion()
    try require(order.volumesVersion == device.path.version, else: .volumesVersionMismatch)
    let limits = device.limits
    let flow = UInt64(order.flowNanolitresPerDay)
    try require(flow >= limits.minimumFlow.rawValue, else: .flowBelowMinimum)
    try require(flow <= limits.maximumFlow.rawValue, else: .flowAboveMaximum)
    try requireReservoir(path)
    bridgeFlow = Int128(flow)
    bridgeWaiting = path * strength
    try requireDay(adding: 0)
    beginWaitingBridge()
  }

  private mutating func cancelBridge() throws(No) -> Int128 {
    let isRunning = running?.kind == .bridge
    try require(isRunning || bridgeWaiting > 0, else: .noBridgeRunning)
    let withheld = bridgeWaiting + endRunning()
    endBridge()
    return withheld
  }

  private mutating func cancelBolus() throws(No) -> Int128 {
    guard let running else { throw No(.noBolusRunning) }
    try require(running.kind != .bridge, else: .bridgeRunning)
    return endRunning()
  }

  private mutating func stop() throws(No) -> Int128 {
    try require(!isStopped, else: .stopped)
    let isBridge = running?.kind == .bridge
    endTemporary(.stop)
    let withheld = endRunning()
    closeSpan()
    stoppedSince = now
    if isBridge { bridgeWaiting += withheld }
    return isBridge ? 0 : withheld
  }

  private mutating func resume() throws(No) {
    try require(isStopped || isAtEmergencyRate, else: .notStopped)
    closeSpan()
    stoppedSince = nil
    emergencySince = nil
    endTemporary(.order)
    isStoppedTooLong = false
    hadLowBattery = false
    beginWaitingBridge()
  }

  private mutating func setClock(_ order: SetClock) throws(No) {
    let new = Int128(order.clock.rawValue)
    if let old = clock, !order.acceptsShift, programme.therapy.mode == .daySchedule {
      let early = min(old, new)
      let begins = programme.nextStep(after: early * 1000 + 999) ?? .max
      try require(begins / 1000 > max(old, new), else: .clockCrossesStep)
    }
    if let old = clock, programme.therapy.mode == .daySchedule {
      keep(bursts(by: abs(new - old)))
      try requireDay(adding: 0)
    }
    note(
      .clockSet, detail: order.reason.rawValue, short: clock == nil ? 0 : 1, number: new,
      amount: clock ?? 0)
    closeSpan()
    wall = (new - now / 1000) * 1000
    lookForStep()
  }

  private mutating func setLowAlarm(_ nanolitres: UInt32) throws(No) {
    try requireLowAlarm(nanolitres)
    note(.lowAlarm, number: Int128(nanolitres), amount: lowAlarm)
    lowAlarm = Int128(nanolitres)
  }

  func requireLowAlarm(_ nanolitres: UInt32) throws(No) {
    try require(UInt64(nanolitres) < device.capacity.rawValue, else: .alarmVolumeTooHigh)
  }
}

extension ReferencePump {
  /// Whether an order that leads to another state needs its total confirmed.
  func isStep(_ body: Order.Body, _ set: ReferenceSet?, to next: ReferencePump) -> Bool {
    switch body {
    case .commit:
      let isSkipped = set?.refill?.bridge == .skip && next.strength != strength
      if next.drug != drug { return true }
      return isOtherProgramme(next) || isSkipped || next.hasLargeBolus(notIn: self)
    case .startBolus(let order): return isLarge(Int128(order.nanograms) * 1000)
    case .startPrime: return isLarge(next.primeAtTip * 1000) || isOtherDrugInPath
    case .startBridge:
      if isOtherDrugInPath { return true }
      let day = next.bridgeFlow * strengthAtTip
      let flat = Totals(least: day / 1000, most: Self.ng(day), withPatient: Self.ng(day))
      return isStep(flat, from: inForce(totals))
    case .cancelBridge: return strengthAtTip != strength || isOtherDrugInPath
    case .startTemporaryRate(let order):
      return order.dose != .zero && isStep(next.temporaryTotals, from: inForce(totalsInForce))
    case .resume:
      if next.totals.withPatient <= Self.ng(idle) { return false }
      let old = inForce(totalsInForce)
      return old.isEmpty || isStep(next.totals, from: old)
    // None of these can be too large a step.
    case .cancelBolus, .stop, .requestBolus, .endTemporaryRate, .setClock, .setLowAlarm,
      .silenceAlarms, .rotateKey, .setCatheter:
      return false
    }
  }
}
