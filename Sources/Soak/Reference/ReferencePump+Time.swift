import PumpFirmware
import Quantities
import Telemetry

extension ReferencePump {
  /// Something that happens by itself, in the order in which it happens at one moment.
  private enum Event: CaseIterable {
    case infusionEnds
    case temporaryEnds
    case stepBegins
    case periodicBolusIsDue
    case stopIsTooLong
    case serviceEnds
    case dayIsOver
  }

  private func moment(of event: Event) -> Int128? {
    switch event {
    case .infusionEnds: running?.end
    case .temporaryEnds: temporary?.end
    case .stepBegins: nextStep
    case .periodicBolusIsDue: nextPeriodic
    case .stopIsTooLong:
      isStoppedTooLong || failure != nil
        ? nil : stoppedSince.map { $0 + Int128(device.alarmTimings.longestStop.rawValue) }
    case .serviceEnds: failure == nil ? endOfService : nil
    case .dayIsOver: nextAccount
    }
  }

  /// Lets time pass and everything happen that falls due; what is due at that very moment only
  /// unless it is told to stop short of it.
  mutating func advance(to moment: Int128, upToItsEvents stopsShort: Bool = false) {
    let last = stopsShort ? moment - 1 : moment
    while true {
      var next: (event: Event, moment: Int128)?
      for event in Event.allCases {
        guard let due = self.moment(of: event), due <= last else { continue }
        if due < next?.moment ?? .max { next = (event, due) }
      }
      if let stroke = strokeOfStall(by: max(next?.moment ?? moment, now)) {
        now = stroke
        turn()
        continue
      }
      guard let next else { break }
      happen(next.event, at: max(next.moment, now))
    }
    now = moment
  }

  private mutating func happen(_ event: Event, at moment: Int128) {
    now = moment
    switch event {
    case .infusionEnds:
      endRunning()
      beginWaitingBridge()
      if bridgeWaiting == 0, running?.kind != .bridge { endBridge() }
    case .temporaryEnds: endTemporary(.time)
    case .stepBegins: beginStep()
    case .periodicBolusIsDue: beginPeriodicBolus()
    case .stopIsTooLong: isStoppedTooLong = true
    case .serviceEnds: fail(.endOfService)
    case .dayIsOver:
      accountForDay()
      measureBattery()
    }
  }

  /// The first step after now; one that begins now has begun.
  mutating func lookForStep() {
    if failure != nil { return nextStep = nil }
    nextStep = wall.flatMap { wall in programme.nextStep(after: wall + now).map { $0 - wall } }
  }

  private mutating func beginStep() {
    defer { lookForStep() }
    let isItsTurn = !isStopped && !isAtEmergencyRate && temporary == nil
    guard isItsTurn, let step = programme.step(at: (wall ?? 0) + now) else {
      return
    }
    note(
      .step, detail: step.plan.rawValue, short: step.written.startMinute,
      number: Int128(step.written.dose.nanogramsPerDay), amount: strokes(at: now))
  }

  private mutating func accountForDay() {
    accountForStall()
    note(
      .delivered, short: UInt16(clamping: denied - deniedBefore),
      number: strokes(at: now) % 0x1_0000_0000, amount: total(at: now))
    deniedBefore = denied
    nextAccount += Self.day
  }

  private mutating func beginPeriodicBolus() {
    guard let bolus = programme.therapy.periodic, let due = nextPeriodic else { return }
    nextPeriodic = due + Int128(bolus.intervalMinutes) * 60_000
    let dose = Int128(bolus.nanograms) * 1000
    do throws(No) {
      try requireRoomForBolus()
      try requireDay(adding: 0)
      begin(.periodicBolus, dose, over: Int128(bolus.milliseconds))
    } catch {
      if error.code == .temporaryRunning { temporary?.foregoneBoluses += dose }
      note(
        .infusionSkipped, detail: InfusionKind.periodicBolus.rawValue,
        short: UInt16(error.code.rawValue), number: Int128(bolus.nanograms), amount: 1)
    }
  }

  // MARK: Infusions

  mutating func begin(_ kind: InfusionKind, _ dose: Int128, over length: Int128) {
    closeSpan()
    running = Run(kind: kind, dose: dose, start: now, length: length)
    note(.infusionStarted, detail: kind.rawValue, number: dose / 1000, amount: length)
  }

  /// Ends what runs; gives back what of it is not given.
  @discardableResult
  mutating func endRunning(strokes: Int128? = nil) -> Int128 {
    guard let run = running else { return 0 }
    closeSpan()
    let given = run.given(by: now)
    note(
      .infusionEnded, detail: run.kind.rawValue, short: given < run.dose ? 1 : 0,
      number: given / 1000, amount: strokes ?? self.strokes(at: now))
    infused += given
    running = nil
    count(run, given)
    return run.dose - given
  }

  /// What was given of an infusion that is over counts for 24 hours.
  mutating func count(_ run: Run, _ given: Int128) {
    switch run.kind {
    case .bolus:
      give(given.dividedUp(by: 1000))
      keep(given.dividedUp(by: strength))
    case .prime:
      if given > 0 { give(primeAtTip) }
      primeAtTip = 0
      keep(given.dividedUp(by: strength))
    case .patientBolus: keep(given.dividedUp(by: strength))
    case .periodicBolus, .bridge: break
    }
  }

  mutating func beginWaitingBridge() {
    guard bridgeWaiting > 0, running == nil, !isStopped, !isAtEmergencyRate else { return }
    let dose = bridgeWaiting
    bridgeWaiting = 0
    let volume = dose.dividedUp(by: strength)
    begin(.bridge, dose, over: (volume * Self.day).dividedUp(by: bridgeFlow))
  }

  /// Forgets what is still to be bridged. The flow of what was counts 24 hours more.
  mutating func endBridge() {
    if bridgeFlow > 0 { remember(bridgeFlow) }
    bridgeWaiting = 0
    bridgeFlow = 0
  }
}
