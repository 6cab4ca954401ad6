// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why drug that was programmed is not made up for. Spec: messages.md, "undeliveredCause".
public enum UndeliveredCause: UInt8, WireNamed {
  /// The motor stalled.
  case stall = 1
  /// Delivery ended for a reason nobody can resume from.
  case failure = 2
  /// The pump was without power.
  case power = 3

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .stall: "stall"
    case .failure: "failure"
    case .power: "power"
    }
  }
}
