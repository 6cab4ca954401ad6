import Quantities

/// What keeps a pump from taking a request for a while, so that it is asked again.
///
/// Spec: session.md.
public enum RefusalDelay: Sendable {
  /// It is storing something.
  case storing
  /// It makes everybody wait after wrong keys.
  case wrongKeys
}

/// What stands behind a no.
public enum RefusalCause: Equatable, Sendable {
  /// The pump can take no request for a while.
  case delay(RefusalDelay)
  /// Two programs met that read the messages differently.
  case misread
  /// The pump understood, and the answer is no until something is changed.
  case ruling
}

extension RefusalCode {
  /// What stands behind it.
  public var cause: RefusalCause {
    switch self {
    case .busy: .delay(.storing)
    case .tooManyAttempts: .delay(.wrongKeys)
    case .schemaMismatch: .misread
    case .noSession, .roleNotAllowed, .expired, .requestTooOld, .requestReused, .nothingStaged,
      .tokenMismatch, .storageFailed, .memoryLost, .endOfService, .bolusRunning, .noBolusRunning,
      .stopped, .notStopped, .criticalAlarm, .primeRunning, .bridgeRunning, .noBridgeRunning,
      .clockNotSet, .planMissing, .patientBolusOff, .lockedOut, .patientMaximumReached,
      .volumesVersionMismatch, .bridgeUndecided, .bridgePointless, .clockCrossesStep,
      .noRefillStaged, .noSuchEntry, .flowBelowMinimum, .flowAboveMaximum,
      .dailyVolumeAboveMaximum, .bolusAboveMaximum, .bolusFlowAboveMaximum,
      .totalFlowAboveMaximum, .reservoirTooLow, .refillAboveCapacity, .stepsOutOfOrder,
      .stepOffGrid, .intervalTooShort, .bolusLongerThanInterval, .alarmVolumeTooHigh,
      .silenceTooLong, .withdrawnTooMuch, .temporaryTooLong, .noContact, .totalUnconfirmed,
      .totalMismatch, .temporaryRunning, .noTemporaryRate, .catheterUnknown, .catheterLengthWrong,
      .drugUnknown, .drugsWouldMix, .programmeOfOtherDrug, .patientBolusOfOtherDrug,
      .doseBelowUsual, .doseAboveUsual, .bolusAboveUsual, .bolusFasterThanUsual,
      .volumeDiscrepancy, .strengthUnusual:
      .ruling
    }
  }

  /// The delay it stands for; `nil` where waiting alone changes nothing.
  public var delay: RefusalDelay? {
    switch cause {
    case .delay(let delay): delay
    case .misread, .ruling: nil
    }
  }
}
