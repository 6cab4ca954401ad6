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

  /// What a request is by what it does. Spec: messages.md, "Requests".
  public enum Kind: Hashable, Sendable {
    /// It leads to a session, or is heard without one.
    case opening
    /// It asks, or touches the session alone.
    case query
    /// It is held, together with others, until they are committed.
    case part
    /// It changes what the patient gets, the clock that says when, the alarms, or the keys.
    case order
  }

  /// What it is by what it does; ``Request`` has a case for each.
  public var kind: Kind {
    switch self {
    case .identify, .openSession, .confirmSession, .emergencyRate: .opening
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readDayPlan, .readPatientBolus,
      .readLog, .readForecast, .readBack, .readRefill, .discard, .testAlarm:
      .query
    case .stageTherapy, .stageDayPlan, .stagePatientBolus, .stageRefill: .part
    case .commit, .startBolus, .cancelBolus, .stop, .resume, .requestBolus, .startPrime,
      .startBridge, .cancelBridge, .setClock, .setLowAlarm, .silenceAlarms, .rotateKey:
      .order
    }
  }

  /// Whether it is an order. The emergency is none: it may be called for any number of times, and
  /// more calls change nothing.
  public var changesTherapy: Bool { kind == .order }

  /// Whether it belongs to a session, and travels sealed.
  public var needsSession: Bool { kind != .opening || self == .confirmSession }
}
