import Quantities
import Telemetry

extension Request {
  init(_ type: RequestType, _ values: WireValues) {
    var order: TimedOrder { TimedOrder(notAfter: values.u32("notAfter")) }
    var confirmed: ConfirmedOrder {
      ConfirmedOrder(
        confirmedNanograms: values.u32("confirmedNanograms"), notAfter: values.u32("notAfter"))
    }
    switch type {
    case .identify: self = .identify
    case .openSession: self = .openSession(OpenSession(values))
    case .closeSession: self = .closeSession
    case .confirmSession: self = .confirmSession
    case .emergencyRate: self = .emergencyRate(EmergencyRate(session: values.u32("session")))
    case .interrogate: self = .interrogate
    case .readStatus: self = .readStatus
    case .readTherapy: self = .readTherapy
    case .readDayPlan:
      self = .readDayPlan(ReadDayPlan(values.choice("number"), values.choice("source")))
    case .readPatientBolus: self = .readPatientBolus(values.choice("source"))
    case .readLog: self = .readLog(ReadLog(from: values.u32("first")))
    case .readForecast: self = .readForecast(ReadForecast(values))
    case .stageTherapy:
      self = .stageTherapy(
        StageTherapy(Therapy(values), overridesSoftLimits: values.flag("overridesSoftLimits")))
    case .readBack: self = .readBack
    case .commit:
      self = .commit(
        Commit(
          token: values.u32("token"), confirmedNanograms: values.u32("confirmedNanograms"),
          notAfter: values.u32("notAfter")))
    case .discard: self = .discard
    case .stageDayPlan:
      self = .stageDayPlan(StageDayPlan(values.choice("number"), DayPlan(values)))
    case .stagePatientBolus:
      self = .stagePatientBolus(
        StagePatientBolus(
          PatientBolus.optional(values, ""),
          overridesSoftLimits: values.flag("overridesSoftLimits")))
    case .stageRefill: self = .stageRefill(StageRefill(values))
    case .readRefill: self = .readRefill
    case .startBolus: self = .startBolus(StartBolus(values))
    case .cancelBolus: self = .cancelBolus(order)
    case .stop: self = .stop(order)
    case .resume: self = .resume(confirmed)
    case .requestBolus: self = .requestBolus(order)
    case .startPrime: self = .startPrime(StartPrime(values))
    case .startBridge: self = .startBridge(StartBridge(values))
    case .cancelBridge: self = .cancelBridge(confirmed)
    case .setClock: self = .setClock(SetClock(values))
    case .setLowAlarm:
      self = .setLowAlarm(
        SetLowAlarm(nanolitres: values.u32("nanolitres"), notAfter: values.u32("notAfter")))
    case .silenceAlarms:
      self = .silenceAlarms(
        SilenceAlarms(minutes: values.u16("minutes"), notAfter: values.u32("notAfter")))
    case .testAlarm: self = .testAlarm(TestAlarm(values.choice("tone")))
    case .rotateKey: self = .rotateKey(RotateKey(values))
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
