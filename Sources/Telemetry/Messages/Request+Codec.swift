extension Request {
  init(_ type: RequestType, from reader: inout ByteReader) {
    switch type {
    case .identify: self = .identify
    case .openSession: self = .openSession(OpenSession(from: &reader))
    case .closeSession: self = .closeSession
    case .confirmSession: self = .confirmSession
    case .emergencyRate: self = .emergencyRate(EmergencyRate(from: &reader))
    case .interrogate: self = .interrogate
    case .readStatus: self = .readStatus
    case .readTherapy: self = .readTherapy
    case .readDayPlan: self = .readDayPlan(ReadDayPlan(from: &reader))
    case .readPatientBolus: self = .readPatientBolus(reader.source())
    case .readLog: self = .readLog(ReadLog(from: &reader))
    case .readForecast: self = .readForecast(ReadForecast(from: &reader))
    case .stageTherapy: self = .stageTherapy(StageTherapy(from: &reader))
    case .readBack: self = .readBack
    case .commit: self = .commit(Commit(from: &reader))
    case .discard: self = .discard
    case .stageDayPlan: self = .stageDayPlan(StageDayPlan(from: &reader))
    case .stagePatientBolus: self = .stagePatientBolus(StagePatientBolus(from: &reader))
    case .stageRefill: self = .stageRefill(StageRefill(from: &reader))
    case .readRefill: self = .readRefill
    case .startBolus: self = .startBolus(StartBolus(from: &reader))
    case .cancelBolus: self = .cancelBolus(TimedOrder(from: &reader))
    case .stop: self = .stop(TimedOrder(from: &reader))
    case .resume: self = .resume(ConfirmedOrder(from: &reader))
    case .requestBolus: self = .requestBolus(TimedOrder(from: &reader))
    case .startPrime: self = .startPrime(StartPrime(from: &reader))
    case .startBridge: self = .startBridge(StartBridge(from: &reader))
    case .cancelBridge: self = .cancelBridge(ConfirmedOrder(from: &reader))
    case .setClock: self = .setClock(SetClock(from: &reader))
    case .setLowAlarm: self = .setLowAlarm(SetLowAlarm(from: &reader))
    case .silenceAlarms: self = .silenceAlarms(SilenceAlarms(from: &reader))
    case .testAlarm: self = .testAlarm(TestAlarm(from: &reader))
    case .rotateKey: self = .rotateKey(RotateKey(from: &reader))
    }
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .identify, .closeSession, .interrogate, .readStatus, .readTherapy, .readBack, .discard,
      .readRefill, .confirmSession:
      break
    case .openSession(let body): body.encode(to: &writer)
    case .readDayPlan(let body): body.encode(to: &writer)
    case .readPatientBolus(let source): writer.put(source.rawValue)
    case .readLog(let body): body.encode(to: &writer)
    case .readForecast(let body): body.encode(to: &writer)
    case .stageTherapy(let body): body.encode(to: &writer)
    case .commit(let body): body.encode(to: &writer)
    case .stageDayPlan(let body): body.encode(to: &writer)
    case .stagePatientBolus(let body): body.encode(to: &writer)
    case .stageRefill(let body): body.encode(to: &writer)
    case .startBolus(let body): body.encode(to: &writer)
    case .startPrime(let body): body.encode(to: &writer)
    case .startBridge(let body): body.encode(to: &writer)
    case .setClock(let body): body.encode(to: &writer)
    case .setLowAlarm(let body): body.encode(to: &writer)
    case .silenceAlarms(let body): body.encode(to: &writer)
    case .testAlarm(let body): body.encode(to: &writer)
    case .emergencyRate(let body): body.encode(to: &writer)
    case .rotateKey(let body): body.encode(to: &writer)
    case .cancelBolus(let body), .stop(let body), .requestBolus(let body):
      body.encode(to: &writer)
    case .resume(let body), .cancelBridge(let body): body.encode(to: &writer)
    }
  }
}
