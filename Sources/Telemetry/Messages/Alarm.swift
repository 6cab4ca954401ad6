/// A condition the pump sounds an alarm for. Spec: therapy.md, "Alarms".
public enum Alarm: UInt8, Hashable, Sendable {
  /// The reservoir counter is at or below the patient's low-reservoir volume. Non-critical.
  case lowReservoir = 0
  /// The reservoir counter is at zero. Critical.
  case emptyReservoir = 1
  /// Elective replacement indicator: 90 days of service are left. Non-critical.
  case electiveReplacement = 2
  /// End of service: delivery has stopped for good. Critical.
  case endOfService = 3
  /// A write to non-volatile memory failed; therapy goes on unchanged. Non-critical.
  case memoryError = 4
  /// Neither copy of the stored state can be trusted; delivery has stopped. Critical.
  case memoryLost = 5
  /// The motor did not make the strokes it was told to. Critical.
  case motorStall = 6

  /// Whether drug is not flowing, or will stop any moment: call now.
  public var isCritical: Bool {
    switch self {
    case .emptyReservoir, .endOfService, .memoryLost, .motorStall: true
    case .lowReservoir, .electiveReplacement, .memoryError: false
    }
  }
}

/// The alarms that are active at one time.
public struct AlarmSet: Hashable, Sendable {
  /// One bit per alarm, at the alarm's number.
  public private(set) var bits: UInt16

  /// No alarm.
  public init() { bits = 0 }

  /// A set from its bits, or `nil` when a bit belongs to no alarm.
  public init?(bits: UInt16) {
    guard bits >> 7 == 0 else { return nil }
    self.bits = bits
  }

  /// Whether no alarm is active.
  public var isEmpty: Bool { bits == 0 }

  /// Whether an alarm is active.
  public func contains(_ alarm: Alarm) -> Bool { bits & 1 << UInt16(alarm.rawValue) != 0 }

  /// Makes an alarm active; true when it was not.
  @discardableResult
  public mutating func insert(_ alarm: Alarm) -> Bool {
    let isNew = !contains(alarm)
    bits |= 1 << UInt16(alarm.rawValue)
    return isNew
  }

  /// Ends an alarm.
  public mutating func remove(_ alarm: Alarm) { bits &= ~(1 << UInt16(alarm.rawValue)) }
}

/// How much service the battery has left.
public enum BatteryState: UInt8, Hashable, Sendable {
  /// Normal service.
  case ok = 0
  /// Elective replacement indicator: end of service within 90 days.
  case electiveReplacement = 1
  /// End of service: delivery has stopped, telemetry still answers.
  case endOfService = 2
}
