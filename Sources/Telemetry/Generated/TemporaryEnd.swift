// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// How a temporary rate or a planned stop ended. Spec: messages.md, "temporaryEnd".
public enum TemporaryEnd: UInt8, WireNamed {
  /// By itself, when its time was over.
  case time = 1
  /// By `endTemporaryRate`, or a `resume` at emergency rate.
  case order = 2
  /// Delivery was stopped, by `stop` or because the battery gave out for a moment.
  case stop = 3
  /// Somebody without a key had the pump go to minimum rate.
  case emergency = 4
  /// Delivery ended for a reason nobody can resume from.
  case failure = 5
  /// The clock was lost, and with it when it was to end.
  case clockLost = 6

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .time: "time"
    case .order: "order"
    case .stop: "stop"
    case .emergency: "emergency"
    case .failure: "failure"
    case .clockLost: "clockLost"
    }
  }
}
