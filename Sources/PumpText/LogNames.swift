package import Telemetry

extension LogKind: NamedChoice {
  /// The kind in words, for lists and filters.
  package var words: String {
    switch self {
    case .switchedOn: "switched on"
    case .order: "order"
    case .therapy: "new programme"
    case .override: "soft limit overridden"
    case .infusionStarted: "infusion begun"
    case .infusionEnded: "infusion ended"
    case .infusionSkipped: "infusion skipped"
    case .step: "step of the schedule"
    case .delivered: "account of the day"
    case .alarmRaised: "alarm"
    case .alarmEnded: "alarm over"
    case .refilled: "refill"
    case .drugChanged: "new strength"
    case .clockSet: "clock set"
    case .undelivered: "drug not delivered"
    case .selfTestFailed: "self-test failed"
    case .entriesLost: "entries lost"
    case .patientBolus: "patient bolus set"
    case .lowAlarm: "low-reservoir alarm set"
    case .emergency: "emergency minimum rate"
    case .keyChanged: "pairing key"
    case .catheter: "catheter told"
    case .temporaryBegun: "temporary rate begun"
    case .temporaryEnded: "temporary rate over"
    }
  }
}

extension ResetCause: NamedChoice {
  /// The cause in words.
  package var words: String {
    switch self {
    case .power: "power came"
    case .lowBattery: "the battery had given out for a moment"
    case .clockLost: "its clock had been lost, and went on from the last record"
    }
  }
}

extension UndeliveredCause: NamedChoice {
  /// The cause in words.
  package var words: String {
    switch self {
    case .stall: "the motor stalled"
    case .failure: "delivery ended for good"
    case .power: "the pump was without power"
    }
  }
}

extension SelfTest {
  /// The parts that failed, in words; empty when all is sound.
  package var failures: [String] {
    var parts: [String] = []
    if processorFailed { parts.append("processor") }
    if programMemoryFailed { parts.append("program memory") }
    if workingMemoryFailed { parts.append("working memory") }
    if storedRecordFailed { parts.append("stored record") }
    return parts
  }
}
