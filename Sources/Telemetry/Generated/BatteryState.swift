// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// How much service the battery has left. Spec: messages.md, "batteryState".
public enum BatteryState: UInt8, WireNamed {
  /// Normal service.
  case ok = 0
  /// End of service within 90 days.
  case electiveReplacement = 1
  /// Delivery has stopped, telemetry still answers.
  case endOfService = 2

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .ok: "ok"
    case .electiveReplacement: "electiveReplacement"
    case .endOfService: "endOfService"
    }
  }
}
