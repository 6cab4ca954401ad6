// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// The number of a reply on the wire. Spec: messages.md, "Replies".
public enum ReplyType: UInt8, WireNamed {
  /// Who the pump is; no patient's data.
  case identity = 0x81
  /// The session is open.
  case sessionOpened = 0x82
  /// A session that opens when the programmer proves itself in it.
  case sessionOffered = 0x83
  /// The answer, under request id 0, to a sealed frame of a session that is neither open nor on
  /// offer: a hint that nobody needs to believe.
  case noSession = 0x84
  /// Everything a clinician reviews before a change.
  case interrogation = 0x90
  /// What the pump is doing now. With request id 0 it is streamed telemetry.
  case status = 0x91
  /// The committed programme, with what follows from it.
  case therapy = 0x92
  /// One day plan as the pump holds it.
  case dayPlan = 0x93
  /// The settings of the patient bolus and what was used of them.
  case patientBolus = 0x94
  /// Up to seven entries of the event log in a row.
  case logPage = 0x95
  /// What is to come: the moments, counted from now, and what the next 24 hours may hold. A moment
  /// that does not come, or comes after the end of service, is absent.
  case forecast = 0x96
  /// The catheter, the path's volumes, what lies in it, and what a mistake about that would do: as
  /// it is, or as the request would make it.
  case catheter = 0x97
  /// The therapy as it would be with all that is staged: the read-back.
  case staged = 0xA1
  /// What a staged refill says and will lead to, by the pump's own account.
  case refill = 0xA7
  /// Done, and durable.
  case acknowledged = 0xE0
  /// Not done, and nothing changed.
  case refused = 0xE1

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .identity: "identity"
    case .sessionOpened: "sessionOpened"
    case .sessionOffered: "sessionOffered"
    case .noSession: "noSession"
    case .interrogation: "interrogation"
    case .status: "status"
    case .therapy: "therapy"
    case .dayPlan: "dayPlan"
    case .patientBolus: "patientBolus"
    case .logPage: "logPage"
    case .forecast: "forecast"
    case .catheter: "catheter"
    case .staged: "staged"
    case .refill: "refill"
    case .acknowledged: "acknowledged"
    case .refused: "refused"
    }
  }
}
