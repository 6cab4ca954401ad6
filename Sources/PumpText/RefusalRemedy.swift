import Quantities
package import Telemetry

extension Refusal {
  /// What can be done about it at once, beside what is advised; `nil` where nothing is to be given
  /// or ordered. A patient's handset has none of it.
  package var remedy: NextStep? {
    guard request != .requestBolus else { return nil }
    return switch code {
    case .bridgeUndecided: .decideBridge
    case .volumeDiscrepancy: .acceptDiscrepancy
    case .drugsWouldMix: .sayRinsed
    case .clockCrossesStep: .acceptShift
    case .totalUnconfirmed: .confirmTotal(nanograms: asked)
    case .clockNotSet: .setClock
    case .bolusRunning, .primeRunning: .cancelBolus
    case .bridgeRunning: .cancelBridge
    case .temporaryRunning: .endTemporary
    case .stopped: request == .stop ? nil : .resume
    case .criticalAlarm: beginsInfusion ? .showAlarms : nil
    // Beyond these the advice itself names how they are confirmed.
    case .doseBelowUsual, .doseAboveUsual, .bolusAboveUsual, .bolusFasterThanUsual,
      .strengthUnusual:
      nil
    case .noSession, .schemaMismatch, .roleNotAllowed, .expired, .requestTooOld, .requestReused,
      .busy, .nothingStaged, .tokenMismatch, .storageFailed, .memoryLost, .endOfService,
      .noBolusRunning, .notStopped, .noBridgeRunning, .planMissing, .patientBolusOff, .lockedOut,
      .patientMaximumReached, .volumesVersionMismatch, .bridgePointless, .noRefillStaged,
      .noSuchEntry, .flowBelowMinimum, .flowAboveMaximum, .dailyVolumeAboveMaximum,
      .bolusAboveMaximum, .bolusFlowAboveMaximum, .totalFlowAboveMaximum, .reservoirTooLow,
      .refillAboveCapacity, .stepsOutOfOrder, .stepOffGrid, .intervalTooShort,
      .bolusLongerThanInterval, .alarmVolumeTooHigh, .silenceTooLong, .withdrawnTooMuch,
      .temporaryTooLong, .noTemporaryRate, .noContact, .tooManyAttempts, .totalMismatch,
      .catheterUnknown, .catheterLengthWrong, .drugUnknown, .programmeOfOtherDrug,
      .patientBolusOfOtherDrug:
      nil
    }
  }
}
