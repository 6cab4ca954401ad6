/// The number of a reply on the wire.
public enum ReplyType: UInt8, Hashable, Sendable {
  /// Who the pump is.
  case identity = 0x81
  /// The session is open.
  case sessionOpened = 0x82
  /// The session that will open when the programmer proves itself.
  case sessionOffered = 0x83
  /// There is no such session.
  case noSession = 0x84
  /// Everything a clinician reviews.
  case interrogation = 0x90
  /// What the pump is doing.
  case status = 0x91
  /// The committed programme.
  case therapy = 0x92
  /// One day plan.
  case dayPlan = 0x93
  /// The settings of the patient bolus.
  case patientBolus = 0x94
  /// A page of the event log.
  case logPage = 0x95
  /// What is to come.
  case forecast = 0x96
  /// The staged programme.
  case staged = 0xA1
  /// What the staged refill leads to.
  case refill = 0xA7
  /// Done, and durable.
  case acknowledged = 0xE0
  /// Not done, and nothing changed.
  case refused = 0xE1
}

/// What the pump answers. Spec: messages.md, "Replies".
public enum Reply: Equatable, Sendable {
  /// Who the pump is.
  case identity(Identity)
  /// The session is open.
  case sessionOpened(SessionOpened)
  /// The session that will open when the programmer proves itself.
  case sessionOffered(SessionOffered)
  /// There is no such session.
  case noSession(NoSession)
  /// Everything a clinician reviews.
  case interrogation(Interrogation)
  /// What the pump is doing.
  case status(Status)
  /// The committed programme.
  case therapy(TherapyReport)
  /// One day plan.
  case dayPlan(DayPlanReport)
  /// The settings of the patient bolus.
  case patientBolus(PatientBolusReport)
  /// A page of the event log.
  case logPage(LogPage)
  /// What is to come.
  case forecast(Forecast)
  /// The staged programme.
  case staged(TherapyReport)
  /// What the staged refill leads to.
  case refill(RefillReport)
  /// Done, and durable.
  case acknowledged(Acknowledgement)
  /// Not done, and nothing changed.
  case refused(Refusal)

  /// Its number on the wire.
  public var type: ReplyType {
    switch self {
    case .identity: .identity
    case .sessionOpened: .sessionOpened
    case .sessionOffered: .sessionOffered
    case .noSession: .noSession
    case .interrogation: .interrogation
    case .status: .status
    case .therapy: .therapy
    case .dayPlan: .dayPlan
    case .patientBolus: .patientBolus
    case .logPage: .logPage
    case .forecast: .forecast
    case .staged: .staged
    case .refill: .refill
    case .acknowledged: .acknowledged
    case .refused: .refused
    }
  }

  @inline(__always)
  init(_ type: ReplyType, from reader: inout ByteReader) {
    switch type {
    case .identity: self = .identity(Identity(from: &reader))
    case .sessionOpened: self = .sessionOpened(SessionOpened(from: &reader))
    case .sessionOffered: self = .sessionOffered(SessionOffered(from: &reader))
    case .noSession: self = .noSession(NoSession(from: &reader))
    case .interrogation: self = .interrogation(Interrogation(from: &reader))
    case .status: self = .status(Status(from: &reader))
    case .therapy: self = .therapy(TherapyReport(from: &reader))
    case .dayPlan: self = .dayPlan(DayPlanReport(from: &reader))
    case .patientBolus: self = .patientBolus(PatientBolusReport(from: &reader))
    case .logPage: self = .logPage(LogPage(from: &reader))
    case .forecast: self = .forecast(Forecast(from: &reader))
    case .staged: self = .staged(TherapyReport(from: &reader))
    case .refill: self = .refill(RefillReport(from: &reader))
    case .acknowledged: self = .acknowledged(Acknowledgement(from: &reader))
    case .refused: self = .refused(Refusal(from: &reader))
    }
  }

  @inline(__always)
  func encode(to writer: inout ByteWriter) {
    switch self {
    case .identity(let body): body.encode(to: &writer)
    case .sessionOpened(let body): body.encode(to: &writer)
    case .sessionOffered(let body): body.encode(to: &writer)
    case .noSession(let body): body.encode(to: &writer)
    case .interrogation(let body): body.encode(to: &writer)
    case .status(let body): body.encode(to: &writer)
    case .therapy(let body), .staged(let body): body.encode(to: &writer)
    case .dayPlan(let body): body.encode(to: &writer)
    case .patientBolus(let body): body.encode(to: &writer)
    case .logPage(let body): body.encode(to: &writer)
    case .forecast(let body): body.encode(to: &writer)
    case .refill(let body): body.encode(to: &writer)
    case .acknowledged(let body): body.encode(to: &writer)
    case .refused(let body): body.encode(to: &writer)
    }
  }
}
