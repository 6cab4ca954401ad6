package import Telemetry

/// What keeps a pump from taking a request for a while, so that it is asked again.
package enum RefusalDelay: Sendable {
  /// It is storing something.
  case storing
  /// It makes everybody wait after wrong keys.
  case wrongKeys

  /// What a person is told who waits for it.
  package var words: String {
    switch self {
    case .storing: "the pump is storing something and takes no request yet; it is asked again"
    case .wrongKeys:
      "the pump makes everybody wait after wrong keys; it is asked again, leave the head where it "
        + "is"
    }
  }

  /// What it means that a head in contact is refused the emergency for it.
  package var emergencyDoubt: String {
    switch self {
    case .storing: "it may be that its memory fails"
    case .wrongKeys:
      "no pump says so to a head in contact, so somebody else may answer in its place"
    }
  }
}

extension RefusalCode {
  /// What stands behind a no.
  private enum Cause {
    /// The pump can take no request for a while.
    case delay(RefusalDelay)
    /// Two programs met that read the messages differently.
    case misread
    /// The pump understood, and the answer is no until something is changed.
    case ruling
  }

  private var cause: Cause {
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
      .silenceTooLong, .withdrawnTooMuch, .noContact, .totalUnconfirmed, .totalMismatch,
      .doseBelowUsual, .doseAboveUsual, .bolusAboveUsual, .bolusFasterThanUsual,
      .volumeDiscrepancy, .strengthUnusual:
      .ruling
    }
  }

  /// The delay it stands for; `nil` where waiting alone changes nothing.
  package var delay: RefusalDelay? {
    switch cause {
    case .delay(let delay): delay
    case .misread, .ruling: nil
    }
  }

  /// How a program ends that reports it.
  package var exitStatus: ProgramExitStatus {
    switch cause {
    // No pump is at fault.
    case .misread: .protocolViolation
    case .delay, .ruling: .refused
    }
  }
}
