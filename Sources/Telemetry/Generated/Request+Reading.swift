// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension Request {
  init(_ type: RequestType, from reader: inout ByteReader) {
    switch type {
    case .identify:
      self = .opening(.identify)
    case .openSession:
      self = .opening(.openSession(OpenSession(from: &reader)))
    case .closeSession:
      self = .query(.closeSession)
    case .confirmSession:
      self = .opening(.confirmSession)
    case .emergencyRate:
      self = .opening(.emergencyRate(EmergencyRate(from: &reader)))
    case .interrogate:
      self = .query(.interrogate)
    case .readStatus:
      self = .query(.readStatus)
    case .readTherapy:
      self = .query(.readTherapy)
    case .readDayPlan:
      self = .query(.readDayPlan(ReadDayPlan(from: &reader)))
    case .readPatientBolus:
      self = .query(.readPatientBolus(Source(from: &reader)))
    case .readLog:
      self = .query(.readLog(ReadLog(from: &reader)))
    case .readForecast:
      self = .query(.readForecast(ReadForecast(from: &reader)))
    case .readCatheter:
      self = .query(.readCatheter(ReadCatheter(from: &reader)))
    case .stageTherapy:
      self = .part(.therapy(StageTherapy(from: &reader)))
    case .readBack:
      self = .query(.readBack)
    case .commit:
      self.init(.commit(Commit(from: &reader)), &reader)
    case .discard:
      self = .query(.discard)
    case .stageDayPlan:
      self = .part(.dayPlan(StageDayPlan(from: &reader)))
    case .stagePatientBolus:
      self = .part(.patientBolus(StagePatientBolus(from: &reader)))
    case .stageRefill:
      self = .part(.refill(StageRefill(from: &reader)))
    case .readRefill:
      self = .query(.readRefill)
    case .startBolus:
      self.init(.startBolus(StartBolus(from: &reader)), &reader)
    case .cancelBolus:
      self.init(.cancelBolus, &reader)
    case .stop:
      self.init(.stop, &reader)
    case .resume:
      self.init(.resume(ConfirmedOrder(from: &reader)), &reader)
    case .requestBolus:
      self.init(.requestBolus, &reader)
    case .startPrime:
      self.init(.startPrime(StartPrime(from: &reader)), &reader)
    case .startBridge:
      self.init(.startBridge(StartBridge(from: &reader)), &reader)
    case .cancelBridge:
      self.init(.cancelBridge(ConfirmedOrder(from: &reader)), &reader)
    case .startTemporaryRate:
      self.init(.startTemporaryRate(StartTemporaryRate(from: &reader)), &reader)
    case .endTemporaryRate:
      self.init(.endTemporaryRate, &reader)
    case .setClock:
      self.init(.setClock(SetClock(from: &reader)), &reader)
    case .setLowAlarm:
      self.init(.setLowAlarm(SetLowAlarm(from: &reader)), &reader)
    case .silenceAlarms:
      self.init(.silenceAlarms(SilenceAlarms(from: &reader)), &reader)
    case .testAlarm:
      self = .query(.testAlarm(TestAlarm(from: &reader)))
    case .rotateKey:
      self.init(.rotateKey(RotateKey(from: &reader)), &reader)
    case .setCatheter:
      self.init(.setCatheter(SetCatheter(from: &reader)), &reader)
    }
  }

  /// An order ends with its expiry, whatever it is.
  @inline(__always)
  private init(_ body: Order.Body, _ reader: inout ByteReader) {
    self = .order(Order(body, notAfter: reader.u32()))
  }
}
