import Quantities
import Telemetry

extension PumpFirmware {
  /// Carries out a request; `nil` when its answer waits until the change is stored.
  mutating func carryOut(
    _ request: Request, _ header: MessageHeader, checksum: UInt32, at now: Instant
  ) -> Reply? {
    do throws(Refusal) {
      try checkRole(request.type)
      if request.type.changesTherapy {
        // What must be stored before any order is tried again with each.
        if !isEpochStored { isDirty = true }
        try checkOrder(request, at: now)
      }
      switch request {
      case .identify, .openSession: throw Refusal(request.type, .roleNotAllowed)
      case .closeSession: return .acknowledged(acknowledgement(.closeSession))
      case .interrogate: return .interrogation(interrogation(at: now))
      case .readStatus: return .status(status(at: now))
      case .readTherapy:
        try checkMemory(.readTherapy)
        return .therapy(report(state.therapy, token: 0))
      case .stageTherapy(let staging): return try stage(staging)
      case .readBack: return try readBack()
      case .discard:
        session?.staged = nil
        return .acknowledged(acknowledgement(.discard))
      case .commit, .startBolus, .cancelBolus, .stop, .resume, .setClock:
        try order(request, header, checksum: checksum, at: now)
        return nil
      }
    } catch {
      return .refused(error)
    }
  }

  private func checkRole(_ type: RequestType) throws(Refusal) {
    guard session?.role == .patient else { return }
    switch type {
    case .closeSession, .interrogate, .readStatus, .readTherapy: return
    default: throw Refusal(type, .roleNotAllowed)
    }
  }

  /// What every order must pass: in time, and with a pump that can carry it out.
  private func checkOrder(_ request: Request, at now: Instant) throws(Refusal) {
    if let notAfter = request.notAfter {
      // The clock wraps; an order is late when it lies in the half of the circle behind.
      let late = Int32(bitPattern: Self.linkClock(now) &- notAfter)
      if late > 0 {
        throw Refusal(request.type, .expired, asked: UInt64(UInt32(bitPattern: late)))
      }
    }
    guard isEpochStored else { throw Refusal(request.type, .storageFailed) }
    switch failure {
    case .memoryLost: throw Refusal(request.type, .memoryLost)
    case .endOfService: throw Refusal(request.type, .endOfService)
    case nil: break
    }
  }

  /// A pump that lost its memory has no programme to show, and no drug to check one against.
  private func checkMemory(_ type: RequestType) throws(Refusal) {
    if failure == .memoryLost { throw Refusal(type, .memoryLost) }
  }

  private mutating func stage(_ staging: StageTherapy) throws(Refusal) -> Reply {
    try checkMemory(.stageTherapy)
    try checkLimits(staging, for: .stageTherapy, in: state)
    session?.stage(staging)
    return .acknowledged(acknowledgement(.stageTherapy))
  }

  private func readBack() throws(Refusal) -> Reply {
    guard let staged = session?.staged else { throw Refusal(.readBack, .nothingStaged) }
    return .staged(report(staged.request.therapy, token: staged.token))
  }

  /// Makes the change of an order on a copy of the state and has the copy stored. It is in force,
  /// and answered, once it is stored.
  private mutating func order(
    _ request: Request, _ header: MessageHeader, checksum: UInt32, at now: Instant
  ) throws(Refusal) {
    guard storing == nil, case .session(let number) = header.envelope else {
      throw Refusal(request.type, .busy)
    }
    var change = state
    var answer = acknowledgement(request.type)
    answer.withheldNanograms = try apply(request, to: &change).nanogramsRoundedDown
    applyBasal(to: &change, at: now.therapy)
    change.lastApplied = DurableState.AppliedRecord(
      command: AppliedCommand(session: number, request: header.request), request: request.type,
      time: now.therapy)
    let pending = PendingOrder(header: header, checksum: checksum, acknowledgement: answer)
    beginStore(change: change, order: pending)
  }

  /// Makes the change; gives back what of a bolus is withheld by it.
  private func apply(
    _ request: Request, to change: inout DurableState
  ) throws(Refusal) -> Picograms {
    switch request {
    case .commit(let order): try commit(order, to: &change)
    case .startBolus(let order): try startBolus(order, in: &change)
    case .cancelBolus:
      guard change.integral.bolus != nil else { throw Refusal(.cancelBolus, .noBolusRunning) }
      return endBolus(in: &change)
    case .stop:
      guard !change.isStopped else { throw Refusal(.stop, .stopped) }
      change.isStopped = true
      return endBolus(in: &change)
    case .resume:
      guard change.isStopped else { throw Refusal(.resume, .notStopped) }
      change.isStopped = false
    case .setClock(let order):
      change.clockBase = order.clock.rawValue &- UInt32(truncatingIfNeeded: time.seconds)
    default: break
    }
    return .zero
  }

  private func commit(_ order: Commit, to change: inout DurableState) throws(Refusal) {
    guard let staged = session?.staged else { throw Refusal(.commit, .nothingStaged) }
    guard staged.token == order.token else { throw Refusal(.commit, .tokenMismatch) }
    // A bolus may have been started since the programme was staged.
    try checkLimits(staged.request, for: .commit, in: change)
    change.therapy = staged.request.therapy
    change.therapyRevision &+= 1
  }

  private func startBolus(_ order: StartBolus, in change: inout DurableState) throws(Refusal) {
    guard !change.isStopped else { throw Refusal(.startBolus, .stopped) }
    guard change.integral.bolus == nil else { throw Refusal(.startBolus, .bolusRunning) }
    if change.alarms.isCritical { throw Refusal(.startBolus, .criticalAlarm) }
    try checkLimits(order, in: change)
    change.integral.bolus = Bolus(
      dose: order.dose, duration: order.duration, start: time, counted: .zero)
  }

  /// Ends a bolus before its time: what was given of it still counts for 24 hours.
  private func endBolus(in change: inout DurableState) -> Picograms {
    guard let bolus = change.integral.bolus else { return .zero }
    change.recentBoluses.add(bolus.counted, at: time)
    return change.integral.endBolus()
  }

  private func acknowledgement(_ type: RequestType) -> Acknowledgement {
    Acknowledgement(type, therapySeconds: UInt32(clamping: time.seconds))
  }
}

extension AlarmSet {
  /// Whether one of the alarms means that drug is not flowing.
  var isCritical: Bool {
    for number in 0..<(16 as UInt8) {
      if let alarm = Alarm(rawValue: number), contains(alarm), alarm.isCritical { return true }
    }
    return false
  }
}
