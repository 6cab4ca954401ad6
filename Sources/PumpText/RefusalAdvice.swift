public import Telemetry

extension Refusal {
  /// What to do about it.
  public var advice: String {
    switch code.rawValue {
    case ..<18: stateAdvice
    case ..<32: therapyAdvice
    case 48..<64: accessAdvice
    default: limitAdvice
    }
  }

  private var stateAdvice: String {
    switch code {
    case .schemaMismatch: "use a programmer and a pump of the same version"
    case .roleNotAllowed: "use the clinician's role"
    case .storageFailed: "try again; if it fails again, replace the pump"
    case .memoryLost, .endOfService:
      "the patient gets no drug: treat it as an emergency and replace the pump"
    case .bolusRunning: "wait for it to end, or cancel it"
    case .noBolusRunning, .notStopped: "nothing needs to be done"
    case .stopped:
      request == .stop
        ? "nothing needs to be done" : "the patient gets no drug: resume delivery first"
    case .criticalAlarm:
      beginsInfusion
        ? "deal with the alarm first"
        : "the patient gets no drug: treat it as an emergency and replace the pump"
    default: "try again"
    }
  }

  private var therapyAdvice: String {
    switch code {
    case .primeRunning: "wait for it to end, or cancel it"
    case .bridgeRunning:
      "wait for it to end, or cancel it and accept the old strength at the new flow meanwhile"
    case .noBridgeRunning: "nothing needs to be done"
    case .clockNotSet: "set the clock first"
    case .planMissing: "give every plan that a weekday names, and every weekday a plan"
    case .patientBolusOff: "only a clinician can turn it on"
    case .lockedOut, .patientMaximumReached:
      "wait, and call the clinic if it is needed sooner"
    case .volumesVersionMismatch: "interrogate the pump, check its volumes, and order it anew"
    case .bridgeUndecided:
      "decide: a bridge, a flushed path, or to skip the bridge for a reason"
    case .bridgePointless: "leave the bridge out, or skip it for a reason"
    case .clockCrossesStep:
      "look at which steps it touches; if it is meant, confirm the shift"
    case .noRefillStaged: "record the refill first"
    case .noSuchEntry: "read an entry between the oldest and the newest that the pump keeps"
    default: "try again"
    }
  }

  private var accessAdvice: String {
    switch code {
    case .noContact: "lay the head on the skin right over the pump, and try again at once"
    case .tooManyAttempts: "check that the card is this pump's; wait, and try again"
    case .totalUnconfirmed:
      "check the number; if it is meant, confirm what 24 hours will hold, exactly"
    case .totalMismatch: "look at the new preview, and confirm the number it shows"
    default: "try again"
    }
  }

  private var limitAdvice: String {
    switch code {
    case .reservoirTooLow:
      isRefill ? "fill in more, or decide against the bridge" : "refill the pump first"
    case .flowBelowMinimum: "use a higher dose, a weaker drug, or minimum rate"
    case .flowAboveMaximum where request == .startBridge: "use a lower flow"
    case .flowAboveMaximum, .bolusAboveMaximum: "use a smaller dose"
    case .dailyVolumeAboveMaximum:
      "use a smaller dose, and check that no hours were typed as minutes"
    case .bolusFlowAboveMaximum, .totalFlowAboveMaximum: "give the bolus over a longer time"
    case .refillAboveCapacity: "check the volume; leave in the syringe what does not fit"
    case .stepsOutOfOrder: "begin the day at 00:00 and put the steps in the order of their times"
    case .stepOffGrid: "move the step to one of these times"
    case .intervalTooShort: "use a longer time, and check that no hours were typed as minutes"
    case .bolusLongerThanInterval: "give it over a shorter time, or less often"
    case .alarmVolumeTooHigh: "use a lower volume, such as 2 mL or 4 mL"
    case .silenceTooLong: "use a shorter time"
    case .withdrawnTooMuch:
      "check the volume, and whether the needle was in the reservoir: liquid from beside it is a "
        + "pocket fill"
    case .volumeDiscrepancy:
      "find the cause before filling; if it is known, confirm the difference"
    default: "check the number; if it is meant, confirm it with --override-soft-limits"
    }
  }
}
