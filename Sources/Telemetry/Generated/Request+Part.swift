// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension Request {
  /// A part of a change, which is held until all of it is committed. Spec: messages.md, "Requests".
  public enum Part: Hashable, Sendable {
    /// Check and hold a programme. Nothing changes for the patient.
    case therapy(StageTherapy)
    /// Check and hold the steps of one day plan. Nothing changes for the patient.
    case dayPlan(StageDayPlan)
    /// Check and hold settings of the patient bolus. Nothing changes for the patient.
    case patientBolus(StagePatientBolus)
    /// Check and hold the record of a refill. Nothing changes for the patient.
    case refill(StageRefill)
  }
}

extension Request.Part: Visitable {
  /// Its number on the wire.
  public var type: RequestType {
    switch self {
    case .therapy: .stageTherapy
    case .dayPlan: .stageDayPlan
    case .patientBolus: .stagePatientBolus
    case .refill: .stageRefill
    }
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .therapy(let body): body.encode(to: &writer)
    case .dayPlan(let body): body.encode(to: &writer)
    case .patientBolus(let body): body.encode(to: &writer)
    case .refill(let body): body.encode(to: &writer)
    }
  }

  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    switch self {
    case .therapy(let body): body.visit(&visitor)
    case .dayPlan(let body): body.visit(&visitor)
    case .patientBolus(let body): body.visit(&visitor)
    case .refill(let body): body.visit(&visitor)
    }
  }
}
