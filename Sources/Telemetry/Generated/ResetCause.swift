// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why the pump was switched on. Spec: messages.md, "resetCause".
public enum ResetCause: UInt8, WireNamed {
  /// Power came.
  case power = 0
  /// The battery gave out for a moment.
  case lowBattery = 1
  /// The clock was lost: therapy time went on from the newest record.
  case clockLost = 2

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .power: "power"
    case .lowBattery: "lowBattery"
    case .clockLost: "clockLost"
    }
  }
}
