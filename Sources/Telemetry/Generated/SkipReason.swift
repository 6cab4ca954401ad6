// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why a bridge is skipped. Spec: messages.md, "skipReason".
public enum SkipReason: UInt8, WireNamed {
  /// No bridge is skipped.
  case none = 0
  /// The catheter was replaced or revised.
  case catheterRevised = 1
  /// The difference in dose does not matter for this patient.
  case clinicalJudgement = 2
  /// There is no time for it.
  case emergency = 3

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .none: "none"
    case .catheterRevised: "catheterRevised"
    case .clinicalJudgement: "clinicalJudgement"
    case .emergency: "emergency"
    }
  }
}

extension SkipReason {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = SkipReason(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .none
  }
}
