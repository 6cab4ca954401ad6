package import Telemetry

extension RefusalCode {
  /// The unit of what was asked and of the limit, as messages.json has it; `nil` where they are
  /// counts, numbers that name something, or nothing at all.
  package var unit: String? {
    switch self {
    case .expired, .bolusLongerThanInterval, .bolusFasterThanUsual:
      "ms"
    case .lockedOut, .clockCrossesStep, .tooManyAttempts:
      "s"
    case .bridgeUndecided, .strengthUnusual:
      "mcg/mL"
    case .flowBelowMinimum, .flowAboveMaximum, .bolusFlowAboveMaximum, .totalFlowAboveMaximum:
      "nL/day"
    case .dailyVolumeAboveMaximum, .bolusAboveMaximum, .reservoirTooLow, .refillAboveCapacity,
      .alarmVolumeTooHigh, .withdrawnTooMuch, .volumeDiscrepancy:
      "nL"
    case .stepsOutOfOrder, .stepOffGrid:
      "min since midnight"
    case .intervalTooShort, .silenceTooLong:
      "min"
    case .totalUnconfirmed, .totalMismatch, .bolusAboveUsual:
      "ng"
    case .doseBelowUsual, .doseAboveUsual:
      "ng/day"
    case .noSession, .schemaMismatch, .roleNotAllowed, .requestTooOld, .requestReused, .busy,
      .nothingStaged, .tokenMismatch, .storageFailed, .memoryLost, .endOfService, .bolusRunning,
      .noBolusRunning, .stopped, .notStopped, .criticalAlarm, .primeRunning, .bridgeRunning,
      .noBridgeRunning, .clockNotSet, .planMissing, .patientBolusOff, .patientMaximumReached,
      .volumesVersionMismatch, .bridgePointless, .noRefillStaged, .noSuchEntry, .noContact:
      nil
    }
  }
}
