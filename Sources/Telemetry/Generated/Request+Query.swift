// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

extension Request {
  /// What is answered at once and changes nothing beyond the session. Spec: messages.md,
  /// "Requests".
  public enum Query: Hashable, Sendable {
    /// Close the session and forget what was staged in it.
    case closeSession
    /// Everything a clinician reviews.
    case interrogate
    /// What are you doing?
    case readStatus
    /// The committed programme.
    case readTherapy
    /// One day plan, in force or staged.
    case readDayPlan(ReadDayPlan)
    /// The settings of the patient bolus, in force or staged.
    case readPatientBolus(Source)
    /// Some entries of the event log.
    case readLog(ReadLog)
    /// What is to come, as things are or if an order were carried out now. Nothing is carried out.
    case readForecast(ReadForecast)
    /// The catheter and what lies in the path, as it is or as `setCatheter` would make it. Nothing
    /// is carried out.
    case readCatheter(ReadCatheter)
    /// The therapy as it would be with all that is staged, and the token to commit it by.
    case readBack
    /// Forget all that is staged.
    case discard
    /// What the staged refill leads to.
    case readRefill
    /// Sound a tone once.
    case testAlarm(TestAlarm)
  }
}

extension Request.Query: Visitable {
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
    case .readCatheter: .readCatheter
    case .readBack: .readBack
    case .discard: .discard
    case .readRefill: .readRefill
    case .testAlarm: .testAlarm
    }
  }

  func encode(to writer: inout ByteWriter) {
    switch self {
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readBack, .discard, .readRefill:
      break
    case .readDayPlan(let body): body.encode(to: &writer)
    case .readPatientBolus(let body): writer.put(body.rawValue)
    case .readLog(let body): body.encode(to: &writer)
    case .readForecast(let body): body.encode(to: &writer)
    case .readCatheter(let body): body.encode(to: &writer)
    case .testAlarm(let body): body.encode(to: &writer)
    }
  }

  /// Shows every field by its name.
  public func visit(_ visitor: inout some FieldVisitor) {
    switch self {
    case .closeSession, .interrogate, .readStatus, .readTherapy, .readBack, .discard, .readRefill:
      break
    case .readDayPlan(let body): body.visit(&visitor)
    case .readPatientBolus(let body): visitor.choice("source", body.wireName)
    case .readLog(let body): body.visit(&visitor)
    case .readForecast(let body): body.visit(&visitor)
    case .readCatheter(let body): body.visit(&visitor)
    case .testAlarm(let body): body.visit(&visitor)
    }
  }
}
