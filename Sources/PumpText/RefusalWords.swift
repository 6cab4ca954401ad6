import Quantities
public import Telemetry

extension RefusalCode: NamedChoice {
  /// The refusal's name in scripts and JSON, as in the protocol's specification.
  public var name: String { "\(self)" }
}

extension Refusal {
  /// The refusal's name in scripts and JSON.
  public var name: String { code.name }

  /// What the pump refused and why, with the numbers and what it means for the therapy.
  public var sentence: String {
    switch code.rawValue {
    case ..<18: stateSentence
    case ..<32: therapySentence
    case ..<48: hardLimitSentence
    case ..<64: accessSentence
    default: softLimitSentence
    }
  }

  private var stateSentence: String {
    switch code {
    case .noSession: "the session is no longer open"
    case .schemaMismatch: "the programmer and the pump were built for different message layouts"
    case .roleNotAllowed: "this role may not do that"
    case .expired: "the order came \(Self.time(asked)) too late"
    case .requestTooOld: "the request is older than the pump remembers"
    case .requestReused: "the request's number was used for another request"
    case .busy: "the pump is still storing an earlier change"
    case .nothingStaged: "no change is staged"
    case .tokenMismatch: "what is staged is not what was read back"
    case .storageFailed: "the change could not be stored in the pump's memory"
    case .memoryLost: "the pump has lost its programme and has stopped"
    case .endOfService: "the pump's battery is at end of service"
    case .bolusRunning:
      request == .startBolus || request == .requestBolus
        ? "a bolus is running already" : "a bolus is running"
    case .noBolusRunning: "no bolus and no prime is running"
    case .stopped: request == .stop ? "delivery is stopped already" : "delivery is stopped"
    case .notStopped: "delivery is not stopped"
    case .criticalAlarm:
      beginsInfusion ? "a critical alarm is active" : "the pump has failed and stopped for good"
    default: name
    }
  }

  private var therapySentence: String {
    switch code {
    case .primeRunning: "the fluid path is being primed, and the basal infusion waits until it is"
    case .bridgeRunning:
      "a bridge between two strengths is running or waits for delivery to be resumed"
    case .noBridgeRunning: "no bridge is running or waiting"
    case .clockNotSet:
      "the pump does not know the time of day, so it could not say when a step begins"
    case .planMissing:
      request == .readDayPlan
        ? "there is no such day plan"
        : "a weekday has no day plan, or one that the pump was not given"
    case .patientBolusOff: "the patient bolus is turned off"
    case .lockedOut: "the lockout after the last patient bolus lasts another \(Self.seconds(asked))"
    case .patientMaximumReached:
      "the patient has had \(QuantityWords.count(asked, "bolus", "boluses")) in 24 hours, and "
        + "\(limit) is the most"
    case .volumesVersionMismatch:
      "the order was made from version \(asked) of the path's volumes, and the pump has version "
        + "\(limit)"
    case .bridgeUndecided: bridgeSentence
    case .bridgePointless:
      "there is nothing to bridge: the strength does not change, or the old programme has no flow"
    case .clockCrossesStep:
      "the clock would jump by \(Self.seconds(asked)) across the beginning of a step, so that "
        + "steps of the schedule would be repeated or left out"
    case .noRefillStaged: "no refill is staged"
    case .noSuchEntry: "the log holds no entry \(asked)"
    default: name
    }
  }

  private var bridgeSentence: String {
    let change =
      asked == 0 || limit == 0
      ? "the drug in the reservoir would change"
      : "the strength in the reservoir would change from \(limit) to \(asked) mcg/mL"
    return change
      + ", and until the old liquid in the path is used up the patient would get it at the new flow"
  }

  private var hardLimitSentence: String {
    switch code {
    case .flowBelowMinimum:
      "\(Self.flow(asked)) is below the \(Self.flow(limit)) the motor delivers accurately"
    case .flowAboveMaximum: "\(Self.flow(asked)) is above the pump's limit of \(Self.flow(limit))"
    case .dailyVolumeAboveMaximum:
      "24 hours would come to \(Self.volume(asked)), above the pump's limit of "
        + Self.volume(limit)
    case .bolusAboveMaximum:
      "a bolus of \(Self.volume(asked)) is above the pump's limit of \(Self.volume(limit))"
    case .bolusFlowAboveMaximum:
      "the bolus would flow at \(Self.flow(asked)), above the pump's limit of "
        + Self.flow(limit)
    case .totalFlowAboveMaximum:
      "basal and bolus together would flow at \(Self.flow(asked)), above the pump's limit of "
        + Self.flow(limit)
    case .reservoirTooLow:
      "the \(infusion) needs \(Self.volume(asked)), and the reservoir "
        + "\(isRefill ? "would hold" : "holds") \(Self.volume(limit))"
    case .refillAboveCapacity:
      "\(Self.volume(asked)) is more than the reservoir holds (\(Self.volume(limit)))"
    case .stepsOutOfOrder:
      asked > limit
        ? "the day's first step begins at \(Self.day(asked)), and nothing says what is infused "
          + "from 00:00 until then"
        : "the step at \(Self.day(asked)) is out of order: by the step before it, it can begin at "
          + "\(Self.day(limit)) at the earliest"
    case .stepOffGrid:
      "the pump changes the dose only every \(Self.minutes(limit)), counted from midnight, and "
        + "\(Self.day(asked)) is none of these times"
    case .intervalTooShort:
      "every \(Self.minutes(asked)) is more often than the pump gives a bolus (at least "
        + "\(Self.minutes(limit)) apart)"
    case .bolusLongerThanInterval:
      "a bolus of \(Self.exact(asked)) is not over when the next begins, after "
        + Self.exact(limit)
    case .alarmVolumeTooHigh:
      "a low-reservoir alarm at \(Self.volume(asked)) would sound with a full reservoir of "
        + Self.volume(limit)
    case .silenceTooLong:
      "\(Self.minutes(asked)) of silence is more than the pump allows (\(Self.minutes(limit)))"
    case .withdrawnTooMuch:
      "\(Self.volume(asked)) was drawn out, and the pump can have held "
        + "\(Self.volume(limit)) at most"
    default: name
    }
  }

  private var accessSentence: String {
    switch code {
    case .noContact: "the pump does not feel the programming head on the skin over it"
    case .tooManyAttempts:
      "too many attempts to open a session failed, and the pump waits another "
        + Self.seconds(limit)
    case .totalUnconfirmed:
      "24 hours would hold up to \(QuantityWords.dose(nanograms: asked)), a larger step than the "
        + "drug profile allows with a plain yes"
    case .totalMismatch:
      "\(QuantityWords.dose(nanograms: asked)) was confirmed for 24 hours, and by the pump's "
        + "reckoning they would hold up to \(QuantityWords.dose(nanograms: limit))"
    default: name
    }
  }

  private var softLimitSentence: String {
    switch code {
    case .doseBelowUsual:
      "\(QuantityWords.dosePerDay(nanograms: asked)) is below the drug profile's "
        + QuantityWords.dosePerDay(nanograms: limit)
    case .doseAboveUsual:
      "\(QuantityWords.dosePerDay(nanograms: asked)) is above the drug profile's "
        + QuantityWords.dosePerDay(nanograms: limit)
    case .bolusAboveUsual:
      "\(QuantityWords.dose(nanograms: asked)) is above the drug profile's bolus of "
        + QuantityWords.dose(nanograms: limit)
    case .bolusFasterThanUsual:
      "\(Self.exact(asked)) is faster than the drug profile's \(Self.exact(limit))"
    case .volumeDiscrepancy:
      "what was drawn out differs from the pump's count by \(Self.volume(asked)), more than the "
        + "\(Self.volume(limit)) that its accuracy explains: a pocket fill, a leak or a wrong flow"
    case .strengthUnusual:
      "the drug profile does not name \(asked) mcg/mL for long-term use"
    default: name
    }
  }

  /// Whether it was asked to infuse something, which any critical alarm stands against; everything
  /// else only a pump that failed refuses.
  var beginsInfusion: Bool {
    switch request {
    case .startBolus, .requestBolus, .startPrime, .startBridge: true
    default: false
    }
  }

  /// Whether what was refused is a refill that is not made yet.
  var isRefill: Bool {
    switch request {
    case .stageRefill, .readRefill, .readBack, .commit: true
    default: false
    }
  }

  /// What would be infused, for a refusal that does not say.
  private var infusion: String {
    switch request {
    case .startPrime: "prime"
    case .startBridge: "bridge"
    default: isRefill ? "bridge" : "bolus"
    }
  }

  private static func flow(_ value: UInt64) -> String {
    QuantityWords.flow(nanolitresPerDay: value)
  }
  /// To the nanolitre, for what was asked may be only one beyond the limit.
  private static func volume(_ value: UInt64) -> String {
    QuantityWords.exactVolume(nanolitres: value)
  }
  private static func time(_ ms: UInt64) -> String {
    QuantityWords.duration(Milliseconds(rawValue: ms))
  }
  private static func exact(_ ms: UInt64) -> String {
    QuantityWords.exactDuration(Milliseconds(rawValue: ms))
  }
  private static func seconds(_ value: UInt64) -> String { exact(times(value, 1000)) }
  private static func minutes(_ value: UInt64) -> String { exact(times(value, 60_000)) }
  private static func day(_ minutes: UInt64) -> String {
    QuantityWords.timeOfDay(minutes: minutes)
  }
  /// A product of a number from the wire, which may be any.
  private static func times(_ value: UInt64, _ scale: UInt64) -> UInt64 {
    let (product, overflow) = value.multipliedReportingOverflow(by: scale)
    return overflow ? .max : product
  }
}
