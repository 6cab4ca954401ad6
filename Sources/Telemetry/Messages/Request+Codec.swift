extension Request {
  init(_ type: RequestType, from reader: inout ByteReader) {
    switch type {
    case .identify: self = .opening(.identify)
    case .openSession: self = .opening(.openSession(OpenSession(from: &reader)))
    case .confirmSession: self = .opening(.confirmSession)
    case .emergencyRate: self = .opening(.emergencyRate(EmergencyRate(from: &reader)))
    case .closeSession: self = .query(.closeSession)
    case .interrogate: self = .query(.interrogate)
    case .readStatus: self = .query(.readStatus)
    case .readTherapy: self = .query(.readTherapy)
    case .readDayPlan: self = .query(.readDayPlan(ReadDayPlan(from: &reader)))
    case .readPatientBolus: self = .query(.readPatientBolus(reader.source()))
    case .readLog: self = .query(.readLog(ReadLog(from: &reader)))
    case .readForecast: self = .query(.readForecast(ReadForecast(from: &reader)))
    case .readBack: self = .query(.readBack)
    case .readRefill: self = .query(.readRefill)
    case .discard: self = .query(.discard)
    case .testAlarm: self = .query(.testAlarm(TestAlarm(from: &reader)))
    case .stageTherapy: self = .part(.therapy(StageTherapy(from: &reader)))
    case .stageDayPlan: self = .part(.dayPlan(StageDayPlan(from: &reader)))
    case .stagePatientBolus: self = .part(.patientBolus(StagePatientBolus(from: &reader)))
    case .stageRefill: self = .part(.refill(StageRefill(from: &reader)))
    case .commit: self.init(.commit(Commit(from: &reader)), &reader)
    case .startBolus: self.init(.startBolus(StartBolus(from: &reader)), &reader)
    case .cancelBolus: self.init(.cancelBolus, &reader)
    case .stop: self.init(.stop, &reader)
    case .resume: self.init(.resume(ConfirmedOrder(from: &reader)), &reader)
    case .requestBolus: self.init(.requestBolus, &reader)
    case .startPrime: self.init(.startPrime(StartPrime(from: &reader)), &reader)
    case .startBridge: self.init(.startBridge(StartBridge(from: &reader)), &reader)
    case .cancelBridge: self.init(.cancelBridge(ConfirmedOrder(from: &reader)), &reader)
    case .setClock: self.init(.setClock(SetClock(from: &reader)), &reader)
    case .setLowAlarm: self.init(.setLowAlarm(SetLowAlarm(from: &reader)), &reader)
    case .silenceAlarms: self.init(.silenceAlarms(SilenceAlarms(from: &reader)), &reader)
    case .rotateKey: self.init(.rotateKey(RotateKey(from: &reader)), &reader)
    }
  }

  /// An order ends with its expiry, whatever it is.
  @inline(__always)
  private init(_ body: Order.Body, _ reader: inout ByteReader) {
    self = .order(Order(body, notAfter: reader.u32()))
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .opening(let opening): opening.encode(to: &writer)
    case .query(let query): query.encode(to: &writer)
    case .part(let part): part.encode(to: &writer)
    case .order(let order):
      order.body.encode(to: &writer)
      writer.put(order.notAfter)
    }
  }
}

extension Request.Opening {
  fileprivate func encode(to writer: inout ByteWriter) {
    switch self {
    case .identify, .confirmSession: break
    case .openSession(let body): body.encode(to: &writer)
    case .emergencyRate(let body): body.encode(to: &writer)
    }
  }
}

extension Request.Query {
  fileprivate func encode(to writer: inout ByteWriter) {
    switch self {
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readBack, .readRefill, .discard:
      break
    case .readDayPlan(let body): body.encode(to: &writer)
    case .readPatientBolus(let source): writer.put(source.rawValue)
    case .readLog(let body): body.encode(to: &writer)
    case .readForecast(let body): body.encode(to: &writer)
    case .testAlarm(let body): body.encode(to: &writer)
    }
  }
}

extension Request.Part {
  fileprivate func encode(to writer: inout ByteWriter) {
    switch self {
    case .therapy(let body): body.encode(to: &writer)
    case .dayPlan(let body): body.encode(to: &writer)
    case .patientBolus(let body): body.encode(to: &writer)
    case .refill(let body): body.encode(to: &writer)
    }
  }
}

extension Order.Body {
  fileprivate func encode(to writer: inout ByteWriter) {
    switch self {
    case .cancelBolus, .stop, .requestBolus: break
    case .commit(let body): body.encode(to: &writer)
    case .startBolus(let body): body.encode(to: &writer)
    case .resume(let body), .cancelBridge(let body): body.encode(to: &writer)
    case .startPrime(let body): body.encode(to: &writer)
    case .startBridge(let body): body.encode(to: &writer)
    case .setClock(let body): body.encode(to: &writer)
    case .setLowAlarm(let body): body.encode(to: &writer)
    case .silenceAlarms(let body): body.encode(to: &writer)
    case .rotateKey(let body): body.encode(to: &writer)
    }
  }
}
