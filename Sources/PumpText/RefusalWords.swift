import Quantities
public import Telemetry

extension Refusal {
  /// The refusal's name in scripts and JSON.
  public var name: String { "\(code)" }

  /// What the pump refused and why, with the numbers.
  public var sentence: String {
    switch code {
    case .noSession: "the session is no longer open"
    case .schemaMismatch: "the programmer and the pump were built for different message layouts"
    case .roleNotAllowed: "this role may not do that"
    case .expired: "the order came \(Self.time(asked)) too late"
    case .requestTooOld: "the request is older than the pump remembers"
    case .requestReused: "the request's number was used for another request"
    case .busy: "the pump is still storing an earlier change"
    case .nothingStaged: "no programme is staged"
    case .tokenMismatch: "the staged programme is not the one that was read back"
    case .storageFailed: "the change could not be stored in the pump's memory"
    case .memoryLost: "the pump has lost its programme and has stopped"
    case .endOfService: "the pump's battery is at end of service"
    case .bolusRunning: "a bolus is running already"
    case .noBolusRunning: "no bolus is running"
    case .stopped: "delivery is stopped"
    case .notStopped: "delivery is not stopped"
    case .criticalAlarm: "a critical alarm is active"
    default: limitSentence
    }
  }

  private var limitSentence: String {
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
      "the bolus needs \(Self.volume(asked)), and the reservoir holds \(Self.volume(limit))"
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
      "\(Self.time(asked)) is faster than the drug profile's \(Self.time(limit))"
    default: "refused"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch code {
    case .noSession, .requestTooOld, .requestReused, .busy, .expired, .tokenMismatch,
      .nothingStaged:
      "try again"
    case .schemaMismatch: "use a programmer and a pump of the same version"
    case .roleNotAllowed: "use the clinician's role"
    case .storageFailed: "try again; if it fails again, replace the pump"
    case .memoryLost, .endOfService: "replace the pump"
    case .bolusRunning: "wait for it to end, or cancel it"
    case .noBolusRunning, .notStopped: "nothing needs to be done"
    case .stopped: request == .stop ? "nothing needs to be done" : "resume delivery first"
    case .criticalAlarm: "deal with the alarm first"
    case .reservoirTooLow: "refill the pump first"
    case .flowBelowMinimum: "use a higher dose, a weaker drug, or minimum rate"
    case .flowAboveMaximum, .dailyVolumeAboveMaximum, .bolusAboveMaximum: "use a smaller dose"
    case .bolusFlowAboveMaximum, .totalFlowAboveMaximum: "give the bolus over a longer time"
    case .doseBelowUsual, .doseAboveUsual, .bolusAboveUsual, .bolusFasterThanUsual:
      "check the number; if it is meant, confirm it with --override-soft-limits"
    }
  }

  private static func flow(_ value: UInt64) -> String {
    QuantityWords.flow(nanolitresPerDay: value)
  }
  /// To the nanolitre, for what was asked may be only one beyond the limit.
  private static func volume(_ value: UInt64) -> String {
    value.isMultiple(of: 1000)
      ? QuantityWords.volume(nanolitres: value)
      : QuantityWords.decimal(value, thousandths: 6) + " mL"
  }
  private static func time(_ value: UInt64) -> String {
    QuantityWords.duration(Milliseconds(rawValue: value))
  }
}
