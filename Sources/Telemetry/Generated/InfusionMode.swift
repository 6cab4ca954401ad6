// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// How the pump infuses while it runs. Spec: messages.md, "infusionMode".
public enum InfusionMode: UInt8, WireNamed {
  /// One dose rate, day and night.
  case simpleContinuous = 1
  /// The flow that keeps the catheter open and has no effect; the device profile sets it.
  case minimumRate = 2
  /// Dose rates that change at set times of the day, by weekday.
  case daySchedule = 3
  /// Boluses at a set interval, and minimum rate between them.
  case periodicBolus = 4

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .simpleContinuous: "simpleContinuous"
    case .minimumRate: "minimumRate"
    case .daySchedule: "daySchedule"
    case .periodicBolus: "periodicBolus"
    }
  }
}

extension InfusionMode {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = InfusionMode(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .minimumRate
  }
}
