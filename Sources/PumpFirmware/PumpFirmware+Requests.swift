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
      switch request {
      // What opens a session, or goes without one, has no place in it.
      case .opening(let opening): throw Refusal(opening.type, .roleNotAllowed)
      case .query(let query): return try answer(query, header, checksum: checksum, at: now)
      case .part(let part): return try stage(part)
      case .order(let order):
        // What must be stored before any order is tried again with each.
        if !store.isEpochStored { store.isDirty = true }
        try check(order, at: now)
        try self.order(order.body, header, checksum: checksum, at: now)
        return nil
      }
    } catch {
      if error.request == .requestBolus { countDenied(error.code) }
      return .refused(error)
    }
  }

  /// Answers what changes nothing but the session.
  private mutating func answer(
    _ query: Request.Query, _ header: MessageHeader, checksum: UInt32, at now: Instant
  ) throws(Refusal) -> Reply? {
    switch query {
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
    case .readCatheter(let body):
      try checkMemory(.readCatheter)
      return .catheter(try reportCatheter(body))
    case .readLog(let body):
      try readLog(body, header, checksum: checksum)
      return nil
    case .readBack: return .staged(try readBack())
    case .readRefill: return .refill(try readRefill())
    case .discard:
      session.staged = nil
      return acknowledged(.discard)
    case .testAlarm(let body):
      chores.toneAsked = body.tone
      return acknowledged(.testAlarm)
    }
  }

  /// What the patient may ask for. Spec: session.md, "Roles".
  @_addressableSelf
  private func checkRole(_ request: Request) throws(Refusal) {
    guard session.role == .patient, !has(.anyRole) else { return }
    let isAllowed =
      switch request {
      case .opening, .part: false
      case .query(let query): query.isPatients
      case .order(let order): order.body.isPatients
      }
    if !isAllowed { throw Refusal(request.type, .roleNotAllowed) }
  }

  /// What every order must pass: in time, and with a pump that can carry it out.
  @_addressableSelf
  private func check(_ order: Order, at now: Instant) throws(Refusal) {
    let type = order.body.type
    // The clock wraps; an order is late when it lies in the half of the circle behind.
    let late = Int32(bitPattern: Self.linkClock(now) &- order.notAfter)
    if late > 0 && !has(.ignoresExpiry) {
      throw Refusal(type, .expired, asked: UInt64(UInt32(bitPattern: late)))
    }
    guard store.isEpochStored, let number = session.number,
      number >> 16 != DurableState.noEpoch
    else {
      throw Refusal(type, .storageFailed)
    }
    if order.body.needsDelivery { try checkDelivery(type) }
  }

  /// Whether delivery has ended for good, which refuses every order for it.
  @_addressableSelf
  func checkDelivery(_ type: RequestType) throws(Refusal) {
    switch failure {
    case nil: return
    case .memoryLost: throw Refusal(type, .memoryLost)
    case .endOfService: throw Refusal(type, .endOfService)
    case .selfTest, .deliveryFault: throw Refusal(type, .criticalAlarm)
    }
  }

  /// A pump that lost its memory has no programme to show, and no drug to check one against.
  @_addressableSelf
  func checkMemory(_ type: RequestType) throws(Refusal) {
    if failure == .memoryLost { throw Refusal(type, .memoryLost) }
  }

  /// Counts a request of the patient that was denied; not one that was never judged.
  private mutating func countDenied(_ code: RefusalCode) {
    if code == .expired || code == .busy || code == .storageFailed { return }
    update { state in
      if state.patientDenied < .max { state.patientDenied += 1 }
    }
  }

  @_addressableSelf
  func acknowledged(_ type: RequestType) -> Reply { .acknowledged(acknowledgement(type)) }

  @_addressableSelf
  func acknowledgement(_ type: RequestType) -> Acknowledgement {
    Acknowledgement(type, therapySeconds: UInt32(clamping: time.seconds))
  }
}

extension Request.Query {
  /// Whether the patient may ask it, too.
  fileprivate var isPatients: Bool {
    switch self {
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus:
      true
    // What would be if the clinician ordered it is the clinician's to ask.
    case .readForecast(let body): body == .running
    case .readLog, .readBack, .readRefill, .discard, .testAlarm, .readCatheter: false
    }
  }
}
