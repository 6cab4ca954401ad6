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
  /// The fluid path is being primed.
  case primeRunning = 18
  /// A bridge is running, or waits for delivery to be resumed.
  case bridgeRunning = 19
  /// No bridge is running.
  case noBridgeRunning = 20
  /// A day schedule needs a wall clock, and it was never set.
  case clockNotSet = 21
  /// A weekday follows a plan that was not staged, or none; or there is no such plan to read.
  case planMissing = 22
  /// The patient bolus is off.
  case patientBolusOff = 23
  /// The lockout after the last patient bolus has not ended. Unit s still to wait.
  case lockedOut = 24
  /// The patient had the most boluses of 24 hours. Unit boluses.
  case patientMaximumReached = 25
  /// The order names another version of the pump's volume data. Unit version.
  case volumesVersionMismatch = 26
  /// The strength changes and nothing was decided about a bridge. Unit mcg/mL.
  case bridgeUndecided = 27
  /// A bridge was asked for, and there is no flow to bridge at or no change of strength.
  case bridgePointless = 28
  /// The clock would jump over, or back across, the beginning of a step. Unit s of the jump.
  case clockCrossesStep = 29
  /// No refill is staged.
  case noRefillStaged = 30
  /// The log holds no such entry. Unit sequence number.
  case noSuchEntry = 31

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
  /// Hard limit: more in the reservoir than it holds. Unit nL.
  case refillAboveCapacity = 39
  /// Hard limit: a step does not begin after the one before, or the first not at midnight. Unit
  /// minutes since midnight.
  case stepsOutOfOrder = 40
  /// Hard limit: a step does not begin on the pump's grid. Unit minutes since midnight, and the
  /// grid's minutes.
  case stepOffGrid = 41
  /// Hard limit: the interval of a periodic or patient bolus is too short. Unit min.
  case intervalTooShort = 42
  /// Hard limit: the bolus takes longer than the interval it comes back at. Unit ms.
  case bolusLongerThanInterval = 43
  /// Hard limit: the volume of the low-reservoir alarm is not below a full reservoir. Unit nL.
  case alarmVolumeTooHigh = 44
  /// Hard limit: tones are not silenced for so long. Unit min.
  case silenceTooLong = 45
  /// More was drawn out than the pump can have held. Unit nL.
  case withdrawnTooMuch = 46

  /// The emergency needs the programming head in contact with the pump.
  case noContact = 48
  /// Too many attempts to open a session failed. Unit s still to wait.
  case tooManyAttempts = 49
  /// The order is beyond the drug profile's largest step and its total was not confirmed. Unit ng.
  case totalUnconfirmed = 50
  /// The total that was confirmed is not the pump's. Unit ng.
  case totalMismatch = 51

  /// Soft limit: the dose is below the drug profile's. Unit ng/day.
  case doseBelowUsual = 64
  /// Soft limit: the dose is above the drug profile's. Unit ng/day.
  case doseAboveUsual = 65
  /// Soft limit: the bolus is above the drug profile's. Unit ng.
  case bolusAboveUsual = 66
  /// Soft limit: the bolus is given in less time than the drug profile says. Unit ms.
  case bolusFasterThanUsual = 67
  /// Soft limit: the volume drawn out differs from the counter by more than the device's rule.
  /// Unit nL of difference.
  case volumeDiscrepancy = 68
  /// Soft limit: the drug profile does not name this strength for long-term use. Unit mcg/mL.
  case strengthUnusual = 69

  /// Whether the clinician may confirm going beyond it.
  public var isSoftLimit: Bool { rawValue >= 64 }
}
