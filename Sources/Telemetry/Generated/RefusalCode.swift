// Made by protocol-spec/tools/swift_messages.py from protocol-spec/messages.json.

import Quantities

/// Why the pump does not carry out a request. Spec: messages.md, "refusalCode".
public enum RefusalCode: UInt8, WireNamed {
  /// The request belongs in a session and came in the open, or there is no session on offer that it
  /// could name.
  case noSession = 1
  /// The programmer was built for other message layouts; asked is its hash, limit the pump's.
  case schemaMismatch = 2
  /// The session's role may not do this, the message does not belong in a session, or a new key is
  /// the other role's.
  case roleNotAllowed = 3
  /// The order came after its notAfter; asked is by how much.
  case expired = 4
  /// The request id is not above the highest of the session, and its answer is no longer kept.
  case requestTooOld = 5
  /// The request id was used for another request.
  case requestReused = 6
  /// The pump is still storing an earlier change.
  case busy = 7
  /// Nothing is staged, or not what was asked for.
  case nothingStaged = 8
  /// What is staged is not what was read back.
  case tokenMismatch = 9
  /// The change could not be stored.
  case storageFailed = 10
  /// The pump lost its stored state and has stopped.
  case memoryLost = 11
  /// The battery is at end of service.
  case endOfService = 12
  /// A bolus is running already.
  case bolusRunning = 13
  /// No bolus and no prime is running.
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
  /// No bridge is running or waiting.
  case noBridgeRunning = 20
  /// A day schedule needs a wall clock, and it was never set.
  case clockNotSet = 21
  /// A weekday follows a plan that was neither staged nor in force, or none at all; or there is no
  /// such plan to read.
  case planMissing = 22
  /// The patient bolus is off.
  case patientBolusOff = 23
  /// The lockout after the last patient bolus has not ended; asked is how long it still lasts.
  case lockedOut = 24
  /// The patient had the most boluses of any 24 hours.
  case patientMaximumReached = 25
  /// The order names another version of the pump's volume data; asked is its version, limit the
  /// pump's.
  case volumesVersionMismatch = 26
  /// The drug or its strength changes and nothing was decided about a bridge; asked is the strength
  /// after mixing, limit the one before.
  case bridgeUndecided = 27
  /// A bridge was asked for, and there is no flow to bridge at or no change of drug or strength.
  case bridgePointless = 28
  /// The clock would jump over, or back across, the beginning of a step of the running schedule;
  /// asked is by how much it jumps.
  case clockCrossesStep = 29
  /// No refill is staged.
  case noRefillStaged = 30
  /// The log holds no such entry: it is older than the oldest kept, or has not been written yet;
  /// limit is the oldest or the newest there is.
  case noSuchEntry = 31
  /// The flow of some step, or of the bridge, is below what the motor delivers accurately.
  case flowBelowMinimum = 32
  /// The basal flow, or that of the bridge, is above the device's limit.
  case flowAboveMaximum = 33
  /// The total of some 24 hours would be above the device's limit: the largest day of the
  /// programme, its periodic boluses, and what was given besides.
  case dailyVolumeAboveMaximum = 34
  /// The bolus is larger than the device's limit.
  case bolusAboveMaximum = 35
  /// The bolus is given faster than the device's limit.
  case bolusFlowAboveMaximum = 36
  /// Basal and bolus together are above the device's limit.
  case totalFlowAboveMaximum = 37
  /// The reservoir counter holds less than the bolus, prime, bridge or temporary rate needs.
  case reservoirTooLow = 38
  /// More would be in the reservoir than it holds.
  case refillAboveCapacity = 39
  /// A step does not begin after the one before it, or the first not at midnight; asked is its
  /// start, limit the earliest it may have.
  case stepsOutOfOrder = 40
  /// A step does not begin on the grid; asked is its start, limit the grid in minutes.
  case stepOffGrid = 41
  /// The interval of a periodic bolus, or the lockout of a patient bolus, is too short.
  case intervalTooShort = 42
  /// The bolus takes longer than the interval at which it comes back; asked is its time, limit the
  /// interval.
  case bolusLongerThanInterval = 43
  /// The volume of the low-reservoir alarm is not below a full reservoir.
  case alarmVolumeTooHigh = 44
  /// Tones are not silenced for so long.
  case silenceTooLong = 45
  /// More was drawn out than the pump can have held.
  case withdrawnTooMuch = 46
  /// The temporary rate or planned stop lasts longer than the device allows, or than its battery
  /// does.
  case temporaryTooLong = 47
  /// The emergency needs the programming head in contact with the pump, and the pump feels none.
  case noContact = 48
  /// The pump takes no opening for a while, because too many failed; asked is zero, limit is for
  /// how long. No pump of this version says it.
  case tooManyAttempts = 49
  /// The order is beyond the drug profile's largest step, and the total of 24 hours was not
  /// confirmed; asked is that total, limit the rule's.
  case totalUnconfirmed = 50
  /// The total that was confirmed is not what any 24 hours would hold at most; asked is what was
  /// confirmed, limit what the pump reckons.
  case totalMismatch = 51
  /// A temporary rate or a planned stop runs.
  case temporaryRunning = 54
  /// No temporary rate and no planned stop is running.
  case noTemporaryRate = 55
  /// The pump's volume data has no catheter model of this number; asked is the number, limit the
  /// highest there is.
  case catheterUnknown = 56
  /// What was implanted and what was cut off are together not the length the catheter's model is
  /// made in, within the tolerance of the profile; asked is their sum, limit the length it is made
  /// in.
  case catheterLengthWrong = 57
  /// The pump has no limits for the drug that is filled in, or that it holds; asked is its number,
  /// limit that of the drug in the reservoir.
  case drugUnknown = 58
  /// Another drug is filled in and the reservoir was not emptied and rinsed, so what no syringe
  /// reaches would mix two drugs; asked is the drug filled in, limit the one in the reservoir.
  case drugsWouldMix = 59
  /// Another drug is filled in and the set holds no programme for it; asked is the drug filled in,
  /// limit the one the programme was made for.
  case programmeOfOtherDrug = 60
  /// Another drug is filled in, a patient bolus is in force, and the set does not say what becomes
  /// of it; asked is the drug filled in, limit the one the patient bolus was made for.
  case patientBolusOfOtherDrug = 61
  /// The dose is below the drug profile's limit.
  case doseBelowUsual = 64
  /// The dose is above the drug profile's limit.
  case doseAboveUsual = 65
  /// The bolus is above the drug profile's limit.
  case bolusAboveUsual = 66
  /// The bolus is given in less time than the drug profile says.
  case bolusFasterThanUsual = 67
  /// The volume drawn out differs from the counter by more than the device's rule; asked is the
  /// difference, limit the rule.
  case volumeDiscrepancy = 68
  /// The drug profile does not name the strength asked for long-term use.
  case strengthUnusual = 69

  /// Its name in the specification, which no release changes.
  public var wireName: StaticString {
    switch self {
    case .noSession: "noSession"
    case .schemaMismatch: "schemaMismatch"
    case .roleNotAllowed: "roleNotAllowed"
    case .expired: "expired"
    case .requestTooOld: "requestTooOld"
    case .requestReused: "requestReused"
    case .busy: "busy"
    case .nothingStaged: "nothingStaged"
    case .tokenMismatch: "tokenMismatch"
    case .storageFailed: "storageFailed"
    case .memoryLost: "memoryLost"
    case .endOfService: "endOfService"
    case .bolusRunning: "bolusRunning"
    case .noBolusRunning: "noBolusRunning"
    case .stopped: "stopped"
    case .notStopped: "notStopped"
    case .criticalAlarm: "criticalAlarm"
    case .primeRunning: "primeRunning"
    case .bridgeRunning: "bridgeRunning"
    case .noBridgeRunning: "noBridgeRunning"
    case .clockNotSet: "clockNotSet"
    case .planMissing: "planMissing"
    case .patientBolusOff: "patientBolusOff"
    case .lockedOut: "lockedOut"
    case .patientMaximumReached: "patientMaximumReached"
    case .volumesVersionMismatch: "volumesVersionMismatch"
    case .bridgeUndecided: "bridgeUndecided"
    case .bridgePointless: "bridgePointless"
    case .clockCrossesStep: "clockCrossesStep"
    case .noRefillStaged: "noRefillStaged"
    case .noSuchEntry: "noSuchEntry"
    case .flowBelowMinimum: "flowBelowMinimum"
    case .flowAboveMaximum: "flowAboveMaximum"
    case .dailyVolumeAboveMaximum: "dailyVolumeAboveMaximum"
    case .bolusAboveMaximum: "bolusAboveMaximum"
    case .bolusFlowAboveMaximum: "bolusFlowAboveMaximum"
    case .totalFlowAboveMaximum: "totalFlowAboveMaximum"
    case .reservoirTooLow: "reservoirTooLow"
    case .refillAboveCapacity: "refillAboveCapacity"
    case .stepsOutOfOrder: "stepsOutOfOrder"
    case .stepOffGrid: "stepOffGrid"
    case .intervalTooShort: "intervalTooShort"
    case .bolusLongerThanInterval: "bolusLongerThanInterval"
    case .alarmVolumeTooHigh: "alarmVolumeTooHigh"
    case .silenceTooLong: "silenceTooLong"
    case .withdrawnTooMuch: "withdrawnTooMuch"
    case .temporaryTooLong: "temporaryTooLong"
    case .noContact: "noContact"
    case .tooManyAttempts: "tooManyAttempts"
    case .totalUnconfirmed: "totalUnconfirmed"
    case .totalMismatch: "totalMismatch"
    case .temporaryRunning: "temporaryRunning"
    case .noTemporaryRate: "noTemporaryRate"
    case .catheterUnknown: "catheterUnknown"
    case .catheterLengthWrong: "catheterLengthWrong"
    case .drugUnknown: "drugUnknown"
    case .drugsWouldMix: "drugsWouldMix"
    case .programmeOfOtherDrug: "programmeOfOtherDrug"
    case .patientBolusOfOtherDrug: "patientBolusOfOtherDrug"
    case .doseBelowUsual: "doseBelowUsual"
    case .doseAboveUsual: "doseAboveUsual"
    case .bolusAboveUsual: "bolusAboveUsual"
    case .bolusFasterThanUsual: "bolusFasterThanUsual"
    case .volumeDiscrepancy: "volumeDiscrepancy"
    case .strengthUnusual: "strengthUnusual"
    }
  }
}

extension RefusalCode {
  /// Another number drops the message.
  @inline(__always)
  package init(from reader: inout ByteReader) {
    let choice = RefusalCode(rawValue: reader.u8())
    if choice == nil { reader.reject() }
    self = choice ?? .busy
  }
}

extension RefusalCode {
  /// What stands against the request. Spec: refusals.md.
  public enum Kind: Hashable, Sendable {
    /// The message, not the therapy.
    case message
    /// What the pump is doing now.
    case state
    /// A limit of the device, which nobody can override.
    case hard
    /// The largest step, beyond which the total is confirmed.
    case step
    /// A limit of the drug profile, which the clinician may override.
    case soft
  }

  /// What stands against the request.
  public var kind: Kind {
    switch self {
    case .noSession, .schemaMismatch, .roleNotAllowed, .expired, .requestTooOld, .requestReused,
      .tooManyAttempts:
      .message
    case .busy, .nothingStaged, .tokenMismatch, .storageFailed, .memoryLost, .endOfService,
      .bolusRunning, .noBolusRunning, .stopped, .notStopped, .criticalAlarm, .primeRunning,
      .bridgeRunning, .noBridgeRunning, .clockNotSet, .planMissing, .patientBolusOff, .lockedOut,
      .patientMaximumReached, .volumesVersionMismatch, .bridgeUndecided, .bridgePointless,
      .clockCrossesStep, .noRefillStaged, .noSuchEntry, .noContact, .temporaryRunning,
      .noTemporaryRate, .programmeOfOtherDrug, .patientBolusOfOtherDrug:
      .state
    case .flowBelowMinimum, .flowAboveMaximum, .dailyVolumeAboveMaximum, .bolusAboveMaximum,
      .bolusFlowAboveMaximum, .totalFlowAboveMaximum, .reservoirTooLow, .refillAboveCapacity,
      .stepsOutOfOrder, .stepOffGrid, .intervalTooShort, .bolusLongerThanInterval,
      .alarmVolumeTooHigh, .silenceTooLong, .withdrawnTooMuch, .temporaryTooLong,
      .catheterUnknown, .catheterLengthWrong, .drugUnknown, .drugsWouldMix:
      .hard
    case .totalUnconfirmed, .totalMismatch: .step
    case .doseBelowUsual, .doseAboveUsual, .bolusAboveUsual, .bolusFasterThanUsual,
      .volumeDiscrepancy, .strengthUnusual:
      .soft
    }
  }

  /// The unit of what was asked and of the limit; `nil` where they are counts, numbers that name
  /// something, or nothing at all.
  public var unit: StaticString? {
    switch self {
    case .noSession, .schemaMismatch, .roleNotAllowed, .requestTooOld, .requestReused, .busy,
      .nothingStaged, .tokenMismatch, .storageFailed, .memoryLost, .endOfService, .bolusRunning,
      .noBolusRunning, .stopped, .notStopped, .criticalAlarm, .primeRunning, .bridgeRunning,
      .noBridgeRunning, .clockNotSet, .planMissing, .patientBolusOff, .patientMaximumReached,
      .volumesVersionMismatch, .bridgePointless, .noRefillStaged, .noSuchEntry, .noContact,
      .temporaryRunning, .noTemporaryRate, .catheterUnknown, .drugUnknown, .drugsWouldMix,
      .programmeOfOtherDrug, .patientBolusOfOtherDrug:
      nil
    case .expired, .bolusLongerThanInterval, .bolusFasterThanUsual: "ms"
    case .lockedOut, .clockCrossesStep, .tooManyAttempts: "s"
    case .bridgeUndecided, .strengthUnusual: "mcg/mL"
    case .flowBelowMinimum, .flowAboveMaximum, .bolusFlowAboveMaximum, .totalFlowAboveMaximum:
      "nL/day"
    case .dailyVolumeAboveMaximum, .bolusAboveMaximum, .reservoirTooLow, .refillAboveCapacity,
      .alarmVolumeTooHigh, .withdrawnTooMuch, .volumeDiscrepancy:
      "nL"
    case .stepsOutOfOrder, .stepOffGrid: "min since midnight"
    case .intervalTooShort, .silenceTooLong, .temporaryTooLong: "min"
    case .totalUnconfirmed, .totalMismatch, .bolusAboveUsual: "ng"
    case .catheterLengthWrong: "mm"
    case .doseBelowUsual, .doseAboveUsual: "ng/day"
    }
  }
}
