import Quantities
package import Telemetry

extension RefusalCode: NamedChoice {
  /// The refusal's name in scripts and JSON, as in the protocol's specification.
  package var name: String { "\(wireName)" }
}

extension Refusal {
  /// The refusal's name in scripts and JSON.
  package var name: String { code.name }

  /// What the pump refused and why, with the numbers and what it means for the therapy.
  package var sentence: String { words.sentence }

  /// What to do about it.
  package var advice: FaceText { words.advice }
}

/// A refusal for the person who asked: why, and what to do about it.
struct RefusalWords {
  let sentence: String
  let advice: FaceText

  init(_ sentence: String, advice: FaceText) {
    self.sentence = sentence
    self.advice = advice
  }
}

extension Refusal {
  /// The one table of what a refusal says: a new one has neither a sentence nor advice until both
  /// stand here.
  private var words: RefusalWords {
    switch code {
    case .noSession: again("the session is no longer open")
    case .schemaMismatch: schemaMismatch
    case .roleNotAllowed: .init("this role may not do that", advice: "use the clinician's role")
    case .expired: again("the order came \(Figure.time(asked)) too late")
    case .requestTooOld: again("the request is older than the pump remembers")
    case .requestReused: again("the request's number was used for another request")
    case .busy: again("the pump is still storing an earlier change")
    case .nothingStaged: again("no change is staged")
    case .tokenMismatch: again("what is staged is not what was read back")
    case .storageFailed: storageFailed
    case .memoryLost: withoutDrug("the pump has lost its programme and has stopped")
    case .endOfService: withoutDrug("the pump's battery is at end of service")
    case .bolusRunning: bolusRunning
    case .noBolusRunning: nothingToDo("no bolus and no prime is running")
    case .stopped: stopped
    case .notStopped: nothingToDo("delivery is not stopped")
    case .criticalAlarm: criticalAlarm
    case .primeRunning: primeRunning
    case .bridgeRunning: bridgeRunning
    case .noBridgeRunning: nothingToDo("no bridge is running or waiting")
    case .clockNotSet: clockNotSet
    case .planMissing: planMissing
    case .patientBolusOff: patientBolusOff
    case .lockedOut: lockedOut
    case .patientMaximumReached: patientMaximumReached
    case .volumesVersionMismatch: volumesVersionMismatch
    case .bridgeUndecided: bridgeUndecided
    case .bridgePointless: bridgePointless
    case .clockCrossesStep: clockCrossesStep
    case .noRefillStaged: .init("no refill is staged", advice: "record the refill first")
    case .noSuchEntry: noSuchEntry
    case .flowBelowMinimum: flowBelowMinimum
    case .flowAboveMaximum: flowAboveMaximum
    case .dailyVolumeAboveMaximum: dailyVolumeAboveMaximum
    case .bolusAboveMaximum: bolusAboveMaximum
    case .bolusFlowAboveMaximum: tooFast("the bolus would flow")
    case .totalFlowAboveMaximum: tooFast("basal and bolus together would flow")
    case .reservoirTooLow: reservoirTooLow
    case .refillAboveCapacity: refillAboveCapacity
    case .stepsOutOfOrder: stepsOutOfOrder
    case .stepOffGrid: stepOffGrid
    case .intervalTooShort: intervalTooShort
    case .bolusLongerThanInterval: bolusLongerThanInterval
    case .alarmVolumeTooHigh: alarmVolumeTooHigh
    case .silenceTooLong: silenceTooLong
    case .withdrawnTooMuch: withdrawnTooMuch
    case .temporaryTooLong: temporaryTooLong
    case .noContact: noContact
    case .tooManyAttempts: tooManyAttempts
    case .totalUnconfirmed: totalUnconfirmed
    case .totalMismatch: totalMismatch
    case .temporaryRunning: temporaryRunning
    case .noTemporaryRate: nothingToDo("no temporary rate and no planned stop is running")
    case .catheterUnknown: catheterUnknown
    case .catheterLengthWrong: catheterLengthWrong
    case .drugUnknown: drugUnknown
    case .drugsWouldMix: drugsWouldMix
    case .programmeOfOtherDrug: programmeOfOtherDrug
    case .patientBolusOfOtherDrug: patientBolusOfOtherDrug
    case .doseBelowUsual: unusualDay("below")
    case .doseAboveUsual: unusualDay("above")
    case .bolusAboveUsual: bolusAboveUsual
    case .bolusFasterThanUsual: bolusFasterThanUsual
    case .volumeDiscrepancy: volumeDiscrepancy
    case .strengthUnusual: strengthUnusual
    }
  }
}

extension Refusal {
  /// What passes by itself, or comes of a request that another takes the place of.
  private func again(_ sentence: String) -> RefusalWords {
    RefusalWords(sentence, advice: "try again")
  }

  private func nothingToDo(_ sentence: String) -> RefusalWords {
    RefusalWords(sentence, advice: "nothing needs to be done")
  }

  /// Delivery has ended for good.
  func withoutDrug(_ sentence: String) -> RefusalWords {
    RefusalWords(
      sentence,
      advice: "the patient gets no drug: treat it as an emergency and replace the pump")
  }

  private var schemaMismatch: RefusalWords {
    RefusalWords(
      "the programmer and the pump were built for different message layouts",
      advice: "use a programmer and a pump of the same version")
  }

  private var storageFailed: RefusalWords {
    RefusalWords(
      "the change could not be stored in the pump's memory",
      advice: "try again; if it fails again, replace the pump")
  }

  private var noContact: RefusalWords {
    RefusalWords(
      "the pump does not feel the programming head on the skin over it",
      advice: "lay the head on the skin right over the pump, and try again at once")
  }

  private var tooManyAttempts: RefusalWords {
    RefusalWords(
      "too many attempts to open a session failed, and the pump waits another "
        + Figure.seconds(limit),
      advice: "check that the card is this pump's; wait, and try again")
  }

  private var noSuchEntry: RefusalWords {
    RefusalWords(
      "the log holds no entry \(asked)",
      advice: "read an entry between the oldest and the newest that the pump keeps")
  }
}
