// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What the pump answers. Spec: messages.md, "Replies".
public enum Reply: Equatable, Sendable, Visitable {
  /// Who the pump is; no patient's data.
  case identity(Identity)
  /// The session is open.
  case sessionOpened(SessionOpened)
  /// A session that opens when the programmer proves itself in it.
  case sessionOffered(SessionOffered)
  /// The answer, under request id 0, to a sealed frame of a session that is neither open nor on
  /// offer: a hint that nobody needs to believe.
  case noSession(NoSession)
  /// Everything a clinician reviews before a change.
  case interrogation(Interrogation)
  /// What the pump is doing now. With request id 0 it is streamed telemetry.
  case status(Status)
  /// The committed programme, with what follows from it.
  case therapy(TherapyReport)
  /// One day plan as the pump holds it.
  case dayPlan(DayPlanReport)
  /// The settings of the patient bolus and what was used of them.
  case patientBolus(PatientBolusReport)
  /// Up to seven entries of the event log in a row.
  case logPage(LogPage)
  /// What is to come: the moments, counted from now, and what the next 24 hours may hold. A moment
  /// that does not come, or comes after the end of service, is absent.
  case forecast(Forecast)
  /// The catheter, the path's volumes, what lies in it, and what a mistake about that would do: as
  /// it is, or as the request would make it.
  case catheter(CatheterReport)
  /// The therapy as it would be with all that is staged: the read-back.
  case staged(TherapyReport)
  /// What a staged refill says and will lead to, by the pump's own account.
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
    case .catheter: .catheter
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
    case .catheter: self = .catheter(CatheterReport(from: &reader))
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
    case .therapy(let body): body.encode(to: &writer)
    case .dayPlan(let body): body.encode(to: &writer)
    case .patientBolus(let body): body.encode(to: &writer)
    case .logPage(let body): body.encode(to: &writer)
    case .forecast(let body): body.encode(to: &writer)
    case .catheter(let body): body.encode(to: &writer)
    case .staged(let body): body.encode(to: &writer)
    case .refill(let body): body.encode(to: &writer)
    case .acknowledged(let body): body.encode(to: &writer)
    case .refused(let body): body.encode(to: &writer)
    }
  }

  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    switch self {
    case .identity(let body): body.visit(&visitor)
    case .sessionOpened(let body): body.visit(&visitor)
    case .sessionOffered(let body): body.visit(&visitor)
    case .noSession(let body): body.visit(&visitor)
    case .interrogation(let body): body.visit(&visitor)
    case .status(let body): body.visit(&visitor)
    case .therapy(let body): body.visit(&visitor)
    case .dayPlan(let body): body.visit(&visitor)
    case .patientBolus(let body): body.visit(&visitor)
    case .logPage(let body): body.visit(&visitor)
    case .forecast(let body): body.visit(&visitor)
    case .catheter(let body): body.visit(&visitor)
    case .staged(let body): body.visit(&visitor)
    case .refill(let body): body.visit(&visitor)
    case .acknowledged(let body): body.visit(&visitor)
    case .refused(let body): body.visit(&visitor)
    }
  }
}
