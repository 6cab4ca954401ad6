/// What a programmer asks of the pump, by what it does. Spec: messages.md, "Requests".
public enum Request: Hashable, Sendable {
  /// What leads to a session, or is heard without one.
  case opening(Opening)
  /// What is answered at once and changes nothing beyond the session; it may be sent again.
  case query(Query)
  /// What is checked and held until it is committed; it may be sent again.
  case part(Part)
  /// What changes what the patient gets, the clock that says when, the alarms, or the keys.
  case order(Order)

  /// What leads to a session, or is heard without one.
  public enum Opening: Hashable, Sendable {
    /// Who are you?
    case identify
    /// Open a session.
    case openSession(OpenSession)
    /// Prove to be the one who opens the session.
    case confirmSession
    /// Go to minimum rate at once.
    case emergencyRate(EmergencyRate)
  }

  /// What is answered at once and changes nothing beyond the session.
  public enum Query: Hashable, Sendable {
    /// Close the session.
    case closeSession
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
    /// The staged programme as the pump holds it.
    case readBack
    /// What the staged refill leads to.
    case readRefill
    /// Forget the staged programme.
    case discard
    /// Sound a tone once.
    case testAlarm(TestAlarm)
  }

  /// A part of a change, which is held until all of it is committed.
  public enum Part: Hashable, Sendable {
    /// A programme.
    case therapy(StageTherapy)
    /// A day plan.
    case dayPlan(StageDayPlan)
    /// Settings of the patient bolus.
    case patientBolus(StagePatientBolus)
    /// The record of a refill.
    case refill(StageRefill)
  }

  /// What it is by what it does.
  public var kind: RequestType.Kind {
    switch self {
    case .opening: .opening
    case .query: .query
    case .part: .part
    case .order: .order
    }
  }

  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .opening(let opening): opening.type
    case .query(let query): query.type
    case .part(let part): part.type
    case .order(let order): order.body.type
    }
  }
}

extension Request.Opening {
  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .identify: .identify
    case .openSession: .openSession
    case .confirmSession: .confirmSession
    case .emergencyRate: .emergencyRate
    }
  }
}

extension Request.Query {
  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .closeSession: .closeSession
    case .interrogate: .interrogate
    case .readStatus: .readStatus
    case .readTherapy: .readTherapy
    case .readDayPlan: .readDayPlan
    case .readPatientBolus: .readPatientBolus
    case .readLog: .readLog
    case .readForecast: .readForecast
    case .readBack: .readBack
    case .readRefill: .readRefill
    case .discard: .discard
    case .testAlarm: .testAlarm
    }
  }
}

extension Request.Part {
  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .therapy: .stageTherapy
    case .dayPlan: .stageDayPlan
    case .patientBolus: .stagePatientBolus
    case .refill: .stageRefill
    }
  }
}
