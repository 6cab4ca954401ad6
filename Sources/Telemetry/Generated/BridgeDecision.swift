// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// What is to become of the old liquid in the fluid path when the drug or its strength changes.
/// Spec: messages.md, "bridgeDecision".
public enum BridgeDecision: UInt8, WireNamed {
  /// Nothing was decided: only right when neither drug nor strength changes.
  case none = 0
  /// Deliver one path volume at the old programme's flow, then go over to the new one.
  case bridge = 1
  /// The path was flushed with the new liquid.
  case flushed = 2
  /// Go over at once, for a reason; the patient gets the old strength at the new flow meanwhile.
  case skip = 3

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .none: "none"
    case .bridge: "bridge"
    case .flushed: "flushed"
    case .skip: "skip"
    }
  }
}

extension BridgeDecision {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = BridgeDecision(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .none
  }
}
