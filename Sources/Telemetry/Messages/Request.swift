/// The number of a request on the wire, and how it may be treated.
public enum RequestType: UInt8, Hashable, Sendable {
  /// Who are you?
  case identify = 0x01
  /// Open a session.
  case openSession = 0x02
  /// Close the session.
  case closeSession = 0x03
  /// Prove to be the one who opens the session.
  case confirmSession = 0x04
  /// Go to minimum rate at once.
  case emergencyRate = 0x05
  /// Everything a clinician reviews.
  case interrogate = 0x10
  /// What are you doing?
  case readStatus = 0x11
  /// The committed programme.
  case readTherapy = 0x12
  /// One day plan.
  case readDayPlan = 0x13
  /// The settings of the patient bolus.
  case readPatientBolus = 0x14
  /// A page of the event log.
  case readLog = 0x15
  /// What is to come.
  case readForecast = 0x16
  /// Check and hold a programme.
  case stageTherapy = 0x20
  /// The staged programme as the pump holds it.
  case readBack = 0x21
  /// Make the staged programme the therapy.
  case commit = 0x22
  /// Forget the staged programme.
  case discard = 0x23
  /// Check and hold a day plan.
  case stageDayPlan = 0x24
  /// Check and hold settings of the patient bolus.
  case stagePatientBolus = 0x25
  /// Check and hold the record of a refill.
  case stageRefill = 0x26
  /// What the staged refill leads to.
  case readRefill = 0x27
  /// Give a bolus.
  case startBolus = 0x30
  /// End the running bolus or prime.
  case cancelBolus = 0x31
  /// Stop delivery.
  case stop = 0x32
  /// Resume delivery.
  case resume = 0x33
  /// Give the patient the bolus he asks for.
  case requestBolus = 0x34
  /// Prime the fluid path.
  case startPrime = 0x35
  /// Bridge between two strengths.
  case startBridge = 0x36
  /// End the bridge.
  case cancelBridge = 0x37
  /// Set the wall clock.
  case setClock = 0x40
  /// Set the volume of the low-reservoir alarm.
  case setLowAlarm = 0x50
  /// Silence the tones.
  case silenceAlarms = 0x51
  /// Sound a tone once.
  case testAlarm = 0x52
  /// Take another pairing key.
  case rotateKey = 0x53

  /// Whether carrying it out changes what the patient gets, the clock that says when, the alarms,
  /// or the keys.
  ///
  /// Such a request expires, is never sent again without a status read in between, and leaves the
  /// outcome unknown when its answer is lost.
  public var changesTherapy: Bool {
    switch self {
    case .commit, .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime,
      .startBridge, .cancelBridge, .setClock, .setLowAlarm, .silenceAlarms, .rotateKey:
      true
    // A call for minimum rate may be made any number of times: more calls change nothing.
    case .emergencyRate: false
    case .identify, .openSession, .closeSession, .confirmSession, .interrogate, .readStatus,
      .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast, .stageTherapy,
      .readBack, .discard, .stageDayPlan, .stagePatientBolus, .stageRefill, .readRefill, .testAlarm:
      false
    }
  }

  /// Whether it belongs to a session, and travels sealed.
  public var needsSession: Bool {
    switch self {
    case .identify, .openSession, .emergencyRate: false
    case .closeSession, .confirmSession, .interrogate, .readStatus, .readTherapy, .readDayPlan,
      .readPatientBolus, .readLog, .readForecast, .stageTherapy, .readBack, .commit, .discard,
      .stageDayPlan, .stagePatientBolus, .stageRefill, .readRefill, .startBolus, .cancelBolus,
      .stop, .resume, .requestBolus, .startPrime, .startBridge, .cancelBridge, .setClock,
      .setLowAlarm, .silenceAlarms, .testAlarm, .rotateKey:
      true
    }
  }
}

/// What a programmer asks of the pump. Spec: messages.md, "Requests".
public enum Request: Hashable, Sendable {
  /// Who are you?
  case identify
  /// Open a session.
  case openSession(OpenSession)
  /// Close the session.
  case closeSession
  /// Prove to be the one who opens the session.
  case confirmSession
  /// Go to minimum rate at once.
  case emergencyRate(EmergencyRate)
  /// Everything a clinician reviews.
  case interrogate
  /// What are you doing?
  case readStatus
  /// The committed programme.
  case readTherapy
  /// One day plan.
  case readDayPlan(ReadDayPlan)
  /// The settings of the patient bolus.
  case readPatientBolus(Source)
  /// A page of the event log.
  case readLog(ReadLog)
  /// What is to come.
  case readForecast(ReadForecast)
  /// Check and hold a programme.
  case stageTherapy(StageTherapy)
  /// The staged programme as the pump holds it.
  case readBack
  /// Make the staged programme the therapy.
  case commit(Commit)
  /// Forget the staged programme.
  case discard
  /// Check and hold a day plan.
  case stageDayPlan(StageDayPlan)
  /// Check and hold settings of the patient bolus.
  case stagePatientBolus(StagePatientBolus)
  /// Check and hold the record of a refill.
  case stageRefill(StageRefill)
  /// What the staged refill leads to.
  case readRefill
  /// Give a bolus.
  case startBolus(StartBolus)
  /// End the running bolus or prime.
  case cancelBolus(TimedOrder)
  /// Stop delivery.
  case stop(TimedOrder)
  /// Resume delivery.
  case resume(ConfirmedOrder)
  /// Give the patient the bolus he asks for.
  case requestBolus(TimedOrder)
  /// Prime the fluid path.
  case startPrime(StartPrime)
  /// Bridge between two strengths.
  case startBridge(StartBridge)
  /// End the bridge.
  case cancelBridge(ConfirmedOrder)
  /// Set the wall clock.
  case setClock(SetClock)
  /// Set the volume of the low-reservoir alarm.
  case setLowAlarm(SetLowAlarm)
  /// Silence the tones.
  case silenceAlarms(SilenceAlarms)
  /// Sound a tone once.
  case testAlarm(TestAlarm)
  /// Take another pairing key.
  case rotateKey(RotateKey)

  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .identify: .identify
    case .openSession: .openSession
    case .closeSession: .closeSession
    case .confirmSession: .confirmSession
    case .emergencyRate: .emergencyRate
    case .interrogate: .interrogate
    case .readStatus: .readStatus
    case .readTherapy: .readTherapy
    case .readDayPlan: .readDayPlan
    case .readPatientBolus: .readPatientBolus
    case .readLog: .readLog
    case .readForecast: .readForecast
    case .stageTherapy: .stageTherapy
    case .readBack: .readBack
    case .commit: .commit
    case .discard: .discard
    case .stageDayPlan: .stageDayPlan
    case .stagePatientBolus: .stagePatientBolus
    case .stageRefill: .stageRefill
    case .readRefill: .readRefill
    case .startBolus: .startBolus
    case .cancelBolus: .cancelBolus
    case .stop: .stop
    case .resume: .resume
    case .requestBolus: .requestBolus
    case .startPrime: .startPrime
    case .startBridge: .startBridge
    case .cancelBridge: .cancelBridge
    case .setClock: .setClock
    case .setLowAlarm: .setLowAlarm
    case .silenceAlarms: .silenceAlarms
    case .testAlarm: .testAlarm
    case .rotateKey: .rotateKey
    }
  }

  /// Until when the pump may carry it out, on the pump's link clock; `nil` when it does not expire.
  public var notAfter: UInt32? {
    switch self {
    case .commit(let order): order.notAfter
    case .startBolus(let order): order.notAfter
    case .cancelBolus(let order), .stop(let order), .requestBolus(let order): order.notAfter
    case .resume(let order), .cancelBridge(let order): order.notAfter
    case .startPrime(let order): order.notAfter
    case .startBridge(let order): order.notAfter
    case .setClock(let order): order.notAfter
    case .setLowAlarm(let order): order.notAfter
    case .silenceAlarms(let order): order.notAfter
    case .rotateKey(let order): order.notAfter
    case .identify, .openSession, .closeSession, .confirmSession, .emergencyRate, .interrogate,
      .readStatus, .readTherapy, .readDayPlan, .readPatientBolus, .readLog, .readForecast,
      .stageTherapy, .readBack, .discard, .stageDayPlan, .stagePatientBolus, .stageRefill,
      .readRefill, .testAlarm:
      nil
    }
  }
}
