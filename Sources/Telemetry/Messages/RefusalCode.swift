/// Why the pump does not carry out a request: one table of numbers.
///
/// Spec: refusals.md, where each has its sentence, its unit and what to do about it.
public enum RefusalCode: UInt8, Hashable, Sendable {
  /// The session is not open: never was, was closed, timed out, or the pump was reset.
  case noSession = 1
  /// The programmer was built for other message layouts.
  case schemaMismatch = 2
  /// The session's role may not do this.
  case roleNotAllowed = 3
  /// The order came after its `notAfter`. Unit ms of lateness.
  case expired = 4
  /// The request id is older than the answers the pump still keeps.
  case requestTooOld = 5
  /// The request id was used for another request.
  case requestReused = 6
  /// The pump is still storing an earlier change.
  case busy = 7
  /// No programme is staged.
  case nothingStaged = 8
  /// The staged programme is not the one that was read back.
  case tokenMismatch = 9
  /// The change could not be stored.
  case storageFailed = 10
  /// The pump lost its stored state and has stopped.
  case memoryLost = 11
  /// The battery is at end of service.
  case endOfService = 12
  /// A bolus is running already.
  case bolusRunning = 13
  /// No bolus is running.
  case noBolusRunning = 14
  /// Delivery is stopped.
  case stopped = 15
  /// Delivery is not stopped.
  case notStopped = 16
  /// A critical alarm is active.
  case criticalAlarm = 17

  /// Hard limit: the flow is below what the motor delivers accurately. Unit nL/day.
  case flowBelowMinimum = 32
  /// Hard limit: the basal flow is above the device's. Unit nL/day.
  case flowAboveMaximum = 33
  /// Hard limit: the total of any 24 hours would be above the device's. Unit nL.
  case dailyVolumeAboveMaximum = 34
  /// Hard limit: the bolus is larger than the device's. Unit nL.
  case bolusAboveMaximum = 35
  /// Hard limit: the bolus is given faster than the device's limit. Unit nL/day.
  case bolusFlowAboveMaximum = 36
  /// Hard limit: basal and bolus together are above the device's. Unit nL/day.
  case totalFlowAboveMaximum = 37
  /// The reservoir counter holds less than the bolus needs. Unit nL.
  case reservoirTooLow = 38

  /// Soft limit: the dose is below the drug profile's. Unit ng/day.
  case doseBelowUsual = 64
  /// Soft limit: the dose is above the drug profile's. Unit ng/day.
  case doseAboveUsual = 65
  /// Soft limit: the bolus is above the drug profile's. Unit ng.
  case bolusAboveUsual = 66
  /// Soft limit: the bolus is given in less time than the drug profile says. Unit ms.
  case bolusFasterThanUsual = 67

  /// Whether the clinician may confirm going beyond it.
  public var isSoftLimit: Bool { rawValue >= 64 }
}
