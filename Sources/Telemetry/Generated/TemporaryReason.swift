// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why the patient is to have a temporary rate or a planned stop. Spec: messages.md,
/// "temporaryReason".
public enum TemporaryReason: UInt8, WireNamed {
  /// An examination, such as magnetic resonance imaging.
  case imaging = 1
  /// An operation, or another procedure.
  case procedure = 2
  /// The patient has too much effect, or side effects.
  case sideEffects = 3
  /// The patient needs another dose for some time, as with an infection.
  case illness = 4
  /// Another reason, which the record of the visit tells.
  case other = 5

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .imaging: "imaging"
    case .procedure: "procedure"
    case .sideEffects: "sideEffects"
    case .illness: "illness"
    case .other: "other"
    }
  }
}

extension TemporaryReason {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = TemporaryReason(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .imaging
  }

  /// Zero stands for none; another number drops the message.
  package static func optional(from reader: inout ByteReader) -> Self? {
    let number = reader.u8()
    let choice = TemporaryReason(rawValue: number)
    if number != 0 && choice == nil { reader.reject() }
    return choice
  }
}
