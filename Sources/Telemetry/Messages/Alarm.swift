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
  /// Delivery has been stopped by command for more than 48 hours. Critical.
  case stoppedTooLong = 7
  /// The battery gave out for a moment and the pump started again; it waits, stopped. Critical.
  case lowBatteryReset = 8
  /// A self-test found the processor or its memories unsound; delivery has stopped. Critical.
  case selfTestFailed = 9
  /// The delivery watchdog found more or less pumped than programmed; delivery has stopped.
  /// Critical.
  case deliveryFault = 10
  /// The clock was lost and goes on from the last moment it is known for, so a schedule may be
  /// early or late until it is set. Non-critical.
  case clockUncertain = 11
  /// Somebody without a key had the pump go to minimum rate. Critical.
  case emergencyRate = 12

  /// Whether drug is not flowing, or will stop any moment: call now.
  public var isCritical: Bool {
    switch self {
    case .emptyReservoir, .endOfService, .memoryLost, .motorStall, .stoppedTooLong,
      .lowBatteryReset, .selfTestFailed, .deliveryFault, .emergencyRate:
      true
    case .lowReservoir, .electiveReplacement, .memoryError, .clockUncertain: false
    }
  }
}

extension Alarm {
  /// How many alarms there are; they are numbered from 0.
  public static var count: UInt8 { 13 }
}

/// The alarms that are active at one time.
public struct AlarmSet: Hashable, Sendable {
  /// One bit per alarm, at the alarm's number.
  public private(set) var bits: UInt16

  /// No alarm.
  public init() { bits = 0 }

  /// A set from its bits, or `nil` when a bit belongs to no alarm.
  public init?(bits: UInt16) {
    guard bits >> UInt16(Alarm.count) == 0 else { return nil }
    self.bits = bits
  }

  /// Whether no alarm is active.
  public var isEmpty: Bool { bits == 0 }

  /// Whether an alarm is active.
  @inlinable
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

extension AlarmSet {
  /// Whether one of the alarms is critical.
  public var hasCritical: Bool {
    var rest = bits
    while rest != 0 {
      let number = UInt8(truncatingIfNeeded: rest.trailingZeroBitCount)
      if Alarm(rawValue: number)?.isCritical == true { return true }
      rest &= rest - 1
    }
    return false
  }

  /// The alarms of this set that are not in another.
  public func without(_ other: AlarmSet) -> AlarmSet {
    AlarmSet(bits: bits & ~other.bits) ?? self
  }
}

/// What the patient hears. Spec: therapy.md, "Tones".
public enum Tone: UInt8, Hashable, Sendable {
  /// One tone of 1 s: call to schedule a visit.
  case single = 1
  /// Two tones in turn for 3 s: call now.
  case twoTone = 2
}
