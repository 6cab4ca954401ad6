// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// On whose behalf a session is opened. Spec: messages.md, "role".
public enum Role: UInt8, WireNamed {
  /// Reads and changes everything.
  case clinician = 1
  /// Reads, asks for the patient bolus, and changes nothing else.
  case patient = 2

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .clinician: "clinician"
    case .patient: "patient"
    }
  }
}

extension Role {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = Role(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .patient
  }
}
