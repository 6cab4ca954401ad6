// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// A condition the pump sounds an alarm for. Spec: therapy.md, "Alarms".
public enum Alarm: UInt8, WireNamed {
  /// The reservoir counter is at or below the patient's low-reservoir volume.
  case lowReservoir = 0
  /// The reservoir counter is at zero.
  case emptyReservoir = 1
  /// Elective replacement indicator: 90 days of service are left.
  case electiveReplacement = 2
  /// End of service: delivery has stopped for good.
  case endOfService = 3
  /// A write to non-volatile memory failed; therapy goes on unchanged.
  case memoryError = 4
  /// Neither copy of the stored state can be trusted; delivery has stopped.
  case memoryLost = 5
  /// The motor did not make the strokes it was told to.
  case motorStall = 6
  /// Delivery has been stopped by command for more than 48 hours.
  case stoppedTooLong = 7
  /// The battery gave out for a moment and the pump started again; it waits, stopped.
  case lowBatteryReset = 8
  /// A self-test found the processor or its memories unsound; delivery has stopped.
  case selfTestFailed = 9
  /// The delivery watchdog found more or less pumped than programmed; delivery has stopped.
  case deliveryFault = 10
  /// The clock was lost and goes on from the last moment it is known for, so a schedule may be
  /// early or late until it is set.
  case clockUncertain = 11
  /// Somebody without a key had the pump go to minimum rate; the programme does not run until a
  /// clinician resumes it.
  case emergencyRate = 12

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .lowReservoir: "lowReservoir"
    case .emptyReservoir: "emptyReservoir"
    case .electiveReplacement: "electiveReplacement"
    case .endOfService: "endOfService"
    case .memoryError: "memoryError"
    case .memoryLost: "memoryLost"
    case .motorStall: "motorStall"
    case .stoppedTooLong: "stoppedTooLong"
    case .lowBatteryReset: "lowBatteryReset"
    case .selfTestFailed: "selfTestFailed"
    case .deliveryFault: "deliveryFault"
    case .clockUncertain: "clockUncertain"
    case .emergencyRate: "emergencyRate"
    }
  }
}

extension Alarm {
  /// How many alarms there are; they are numbered from 0.
  public static var count: UInt8 { 13 }

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
