import Quantities
import Telemetry

extension PumpFirmware {
  /// Carries out a request; `nil` when its answer comes later: when a change is stored, or a page
  /// of the log is read.
  mutating func carryOut(
    _ request: Request, _ header: MessageHeader, checksum: UInt32, at now: Instant
  ) -> Reply? {
    do throws(Refusal) {
      try checkRole(request)
      if request.type.changesTherapy {
        // What must be stored before any order is tried again with each.
        if !isEpochStored { isDirty = true }
        try checkOrder(request, at: now)
        try order(request, header, checksum: checksum, at: now)
        return nil
      }
      return try answer(request, header, checksum: checksum, at: now)
    } catch {
      if error.request == .requestBolus { countDenied(error.code) }
      return .refused(error)
    }
  }

  /// Answers a request that changes nothing but the session.
  private mutating func answer(
    _ request: Request, _ header: MessageHeader, checksum: UInt32, at now: Instant
  ) throws(Refusal) -> Reply? {
    switch request {
    case .closeSession: return acknowledged(.closeSession)
    case .interrogate: return .interrogation(interrogation(at: now))
    case .readStatus: return .status(status(at: now))
    case .readTherapy:
      try checkMemory(.readTherapy)
      return .therapy(report(state, token: 0))
    case .readDayPlan(let body):
      try checkMemory(.readDayPlan)
      return .dayPlan(try report(body))
    case .readPatientBolus(let source):
      try checkMemory(.readPatientBolus)
      return .patientBolus(try reportPatientBolus(source))
    case .readForecast(let body):
      try checkMemory(.readForecast)
      return .forecast(try forecast(body))
    case .readLog(let body):
      try readLog(body, header, checksum: checksum)
      return nil
    case .readBack:
      guard let staged = session?.staged else { throw Refusal(.readBack, .nothingStaged) }
      return .staged(try reportStaged(staged))
    case .readRefill:
      guard let staged = session?.staged else { throw Refusal(.readRefill, .noRefillStaged) }
      return .refill(try report(staged))
    case .discard:
      session?.staged = nil
      return acknowledged(.discard)
    case .testAlarm(let body):
      chores.toneAsked = body.tone
      return acknowledged(.testAlarm)
    default: return try stage(request)
    }
  }

  /// Checks a part of a change and holds it until all of it is committed.
  private mutating func stage(_ request: Request) throws(Refusal) -> Reply {
    try checkMemory(request.type)
    var set = session?.staged ?? StagedSet()
    switch request {
    case .stageTherapy(let body):
      set.therapy = body
      var trial = state
      try apply(set, for: request.type, to: &trial)
    case .stageDayPlan(let body):
      try profile.checkSteps(body.plan, for: request.type)
      set.plans[body.number] = body.plan
    case .stagePatientBolus(let body):
      set.patientBolus = body
      var trial = state
      try apply(set, for: request.type, to: &trial)
    case .stageRefill(let body):
      set.refill = body
      // By itself: a programme that suits the new strength may be staged behind it.
      var trial = state
      try apply(body, for: request.type, to: &trial)
    default: throw Refusal(request.type, .roleNotAllowed)
    }
    session?.stage(set)
    return acknowledged(request.type)
  }

  private func checkRole(_ request: Request) throws(Refusal) {
    let type = request.type
    // What opens a session, or goes without one, has no place in it.
    if !type.needsSession || type == .confirmSession { throw Refusal(type, .roleNotAllowed) }
    guard session?.role == .patient, !has(.anyRole) else { return }
    switch type {
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus,
      .requestBolus:
      return
    // What would be if the clinician ordered it is the clinician's to ask.
    case .readForecast:
      if request == .readForecast(.running) { return }
      throw Refusal(type, .roleNotAllowed)
    default: throw Refusal(type, .roleNotAllowed)
    }
  }

  /// What every order must pass: in time, and with a pump that can carry it out.
  private func checkOrder(_ request: Request, at now: Instant) throws(Refusal) {
    if let notAfter = request.notAfter {
      // The clock wraps; an order is late when it lies in the half of the circle behind.
      let late = Int32(bitPattern: Self.linkClock(now) &- notAfter)
      if late > 0 && !has(.ignoresExpiry) {
        throw Refusal(request.type, .expired, asked: UInt64(UInt32(bitPattern: late)))
      }
    }
    guard isEpochStored, let number = session?.number, number >> 16 != DurableState.noEpoch else {
      throw Refusal(request.type, .storageFailed)
    }
    // Tones may be silenced at any time: nobody is helped by a pump that cannot be quietened.
    if request.type != .silenceAlarms { try checkDelivery(request.type) }
  }

  /// Whether delivery has ended for good, which refuses every order for it.
  func checkDelivery(_ type: RequestType) throws(Refusal) {
    switch failure {
    case nil: return
    case .memoryLost: throw Refusal(type, .memoryLost)
    case .endOfService: throw Refusal(type, .endOfService)
    case .selfTest, .deliveryFault: throw Refusal(type, .criticalAlarm)
    }
  }

  /// A pump that lost its memory has no programme to show, and no drug to check one against.
  private func checkMemory(_ type: RequestType) throws(Refusal) {
    if failure == .memoryLost { throw Refusal(type, .memoryLost) }
  }

  /// Counts a request of the patient that was denied; not one that was never judged.
  private mutating func countDenied(_ code: RefusalCode) {
    if code == .expired || code == .busy || code == .storageFailed { return }
    update { state in
      if state.patientDenied < .max { state.patientDenied += 1 }
    }
  }

  private func acknowledged(_ type: RequestType) -> Reply { .acknowledged(acknowledgement(type)) }

  func acknowledgement(_ type: RequestType) -> Acknowledgement {
    Acknowledgement(type, therapySeconds: UInt32(clamping: time.seconds))
  }
}
