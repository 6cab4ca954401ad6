import Quantities
import Telemetry

extension Request {
  init(_ type: RequestType, _ values: WireValues) {
    var confirmed: ConfirmedOrder {
      ConfirmedOrder(confirmedNanograms: values.u32("confirmedNanograms"))
    }
    func order(_ body: Order.Body) -> Request {
      .order(Order(body, notAfter: values.u32("notAfter")))
    }
    switch type {
    case .identify: self = .opening(.identify)
    case .openSession: self = .opening(.openSession(OpenSession(values)))
    case .closeSession: self = .query(.closeSession)
    case .confirmSession: self = .opening(.confirmSession)
    case .emergencyRate:
      self = .opening(.emergencyRate(EmergencyRate(session: values.u32("session"))))
    case .interrogate: self = .query(.interrogate)
    case .readStatus: self = .query(.readStatus)
    case .readTherapy: self = .query(.readTherapy)
    case .readDayPlan:
      self = .query(.readDayPlan(ReadDayPlan(values.choice("number"), values.choice("source"))))
    case .readPatientBolus: self = .query(.readPatientBolus(values.choice("source")))
    case .readLog: self = .query(.readLog(ReadLog(from: values.u32("first"))))
    case .readForecast: self = .query(.readForecast(ReadForecast(values)))
    case .stageTherapy:
      self = .part(
        .therapy(
          StageTherapy(Therapy(values), overridesSoftLimits: values.flag("overridesSoftLimits"))))
    case .readBack: self = .query(.readBack)
    case .commit:
      self = order(
        .commit(
          Commit(
            token: values.u32("token"), confirmedNanograms: values.u32("confirmedNanograms"))))
    case .discard: self = .query(.discard)
    case .stageDayPlan:
      self = .part(.dayPlan(StageDayPlan(values.choice("number"), DayPlan(values))))
    case .stagePatientBolus:
      self = .part(
        .patientBolus(
          StagePatientBolus(
            PatientBolus.optional(values, ""),
            overridesSoftLimits: values.flag("overridesSoftLimits"))))
    case .stageRefill: self = .part(.refill(StageRefill(values)))
    case .readRefill: self = .query(.readRefill)
    case .startBolus: self = order(.startBolus(StartBolus(values)))
    case .cancelBolus: self = order(.cancelBolus)
    case .stop: self = order(.stop)
    case .resume: self = order(.resume(confirmed))
    case .requestBolus: self = order(.requestBolus)
    case .startPrime: self = order(.startPrime(StartPrime(values)))
    case .startBridge: self = order(.startBridge(StartBridge(values)))
    case .cancelBridge: self = order(.cancelBridge(confirmed))
    case .setClock: self = order(.setClock(SetClock(values)))
    case .setLowAlarm:
      self = order(
        .setLowAlarm(
          SetLowAlarm(nanolitres: values.u32("nanolitres"))))
    case .silenceAlarms:
      self = order(
        .silenceAlarms(
          SilenceAlarms(minutes: values.u16("minutes"))))
    case .testAlarm: self = .query(.testAlarm(TestAlarm(values.choice("tone"))))
    case .rotateKey: self = order(.rotateKey(RotateKey(values)))
    }
  }
}

extension Reply {
  init(_ type: ReplyType, _ values: WireValues) {
    switch type {
    case .identity: self = .identity(Identity(values, ""))
    case .sessionOpened: self = .sessionOpened(SessionOpened(values))
    case .sessionOffered: self = .sessionOffered(SessionOffered(values))
    case .noSession: self = .noSession(NoSession(session: values.u32("session")))
    case .interrogation: self = .interrogation(Interrogation(values))
    case .status: self = .status(Status(values, ""))
    case .therapy: self = .therapy(TherapyReport(values))
    case .dayPlan:
      self = .dayPlan(
        DayPlanReport(values.choice("number"), values.choice("source"), DayPlan(values)))
    case .patientBolus: self = .patientBolus(PatientBolusReport(values))
    case .logPage: self = .logPage(LogPage(values))
    case .forecast: self = .forecast(Forecast(values))
    case .staged: self = .staged(TherapyReport(values))
    case .refill: self = .refill(RefillReport(values))
    case .acknowledged: self = .acknowledged(Acknowledgement(values))
    case .refused: self = .refused(Refusal(values))
    }
  }
}
