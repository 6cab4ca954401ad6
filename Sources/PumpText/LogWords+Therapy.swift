import Quantities
import Telemetry

extension LogWords {
  static func infusionStarted(_ entry: LogEntry) -> String {
    let time = QuantityWords.exactDuration(Milliseconds(rawValue: entry.amount))
    return "\(kind(entry)) begun: \(dose(entry)) over \(time)"
  }

  static func infusionEnded(_ entry: LogEntry) -> String {
    let end = entry.short == 0 ? "ended" : "cut short"
    return "\(kind(entry)) \(end): \(dose(entry)) programmed; \(strokes(entry))"
  }

  static func infusionSkipped(_ entry: LogEntry) -> String {
    let code = UInt8(exactly: entry.short).flatMap { RefusalCode(rawValue: $0) }
    let cause =
      entry.short == 0
      ? UndeliveredCause.power.words : code.map(why) ?? unknown("reason", entry.short)
    let several = entry.amount > 1 ? ", \(entry.amount) times in a row" : ""
    return "\(kind(entry)) of \(dose(entry)) skipped\(several): \(cause); it is not made up for"
  }

  private static func kind(_ entry: LogEntry) -> String {
    InfusionKind(rawValue: entry.detail)?.words ?? unknown("infusion", entry.detail)
  }

  private static func dose(_ entry: LogEntry) -> String {
    QuantityWords.dose(nanograms: UInt64(entry.number))
  }

  /// Why something was not begun. An entry keeps no numbers, so what has some is only named.
  private static func why(_ code: RefusalCode) -> String {
    switch code {
    case .noSession, .schemaMismatch, .roleNotAllowed, .requestTooOld, .requestReused, .busy,
      .nothingStaged, .tokenMismatch, .storageFailed, .memoryLost, .endOfService, .bolusRunning,
      .noBolusRunning, .stopped, .notStopped, .criticalAlarm, .primeRunning, .bridgeRunning,
      .noBridgeRunning, .clockNotSet, .planMissing, .patientBolusOff, .bridgeUndecided,
      .bridgePointless, .noRefillStaged, .noContact, .temporaryRunning, .noTemporaryRate:
      Refusal(.startBolus, code).sentence
    case .lockedOut, .patientMaximumReached, .flowBelowMinimum, .flowAboveMaximum,
      .dailyVolumeAboveMaximum, .bolusAboveMaximum, .bolusFlowAboveMaximum, .totalFlowAboveMaximum,
      .reservoirTooLow, .refillAboveCapacity, .stepsOutOfOrder, .stepOffGrid, .intervalTooShort,
      .bolusLongerThanInterval, .alarmVolumeTooHigh, .silenceTooLong, .withdrawnTooMuch,
      .temporaryTooLong, .totalUnconfirmed, .totalMismatch, .doseBelowUsual, .doseAboveUsual,
      .bolusAboveUsual, .bolusFasterThanUsual, .volumeDiscrepancy, .strengthUnusual,
      .catheterUnknown, .catheterLengthWrong, .drugUnknown, .drugsWouldMix, .programmeOfOtherDrug,
      .patientBolusOfOtherDrug:
      "a limit stood against it (\(code.name))"
    case .expired, .volumesVersionMismatch, .clockCrossesStep, .noSuchEntry, .tooManyAttempts:
      "it was refused (\(code.name))"
    }
  }

  static func refilled(_ entry: LogEntry) -> String {
    let withdrawn = entry.amount >> 32
    let expected = entry.amount & 0xFFFF_FFFF
    let decision =
      BridgeDecision(rawValue: entry.detail)?.words ?? unknown("decision", entry.detail)
    let reason = UInt8(exactly: entry.short).flatMap { SkipReason(rawValue: $0) }
    let because =
      entry.short == 0 ? "" : " \(reason?.words ?? "(\(unknown("reason", entry.short)))")"
    return "refilled with \(volume(entry.number)); \(volume(withdrawn)) drawn out, "
      + "\(volume(expected)) expected; \(decision)\(because)"
  }

  static func drugChanged(_ entry: LogEntry) -> String {
    let drug = DrugCode(rawValue: entry.detail)?.name ?? unknown("drug", entry.detail)
    let new = "\(drug) \(entry.number) mcg/mL"
    guard entry.short != 0, entry.short != UInt16(entry.detail) else {
      return "in the reservoir: \(new) (was \(entry.amount) mcg/mL)"
    }
    let old = UInt8(exactly: entry.short).flatMap { DrugCode(rawValue: $0)?.name }
    return "ANOTHER DRUG in the reservoir: \(new) in place of "
      + "\(old ?? unknown("drug", entry.short)) \(entry.amount) mcg/mL"
  }

  static func catheter(_ entry: LogEntry) -> String {
    let told = CatheterEntry(entry)
    let tip = told.tip?.words ?? unknown("level", told.tipNumber)
    let reason = told.reason?.words ?? unknown("reason", told.reasonNumber)
    let content = told.content?.words ?? unknown("content", told.contentNumber)
    return "catheter told: model \(entry.detail), "
      + "\(QuantityWords.length(millimetres: UInt64(entry.short))) implanted, "
      + "\(QuantityWords.length(millimetres: UInt64(told.cutMillimetres))) cut off, tip \(tip), "
      + "\(volume(entry.number)); \(reason); \(content)"
  }

  static func clockSet(_ entry: LogEntry) -> String {
    let reason = ClockReason(rawValue: entry.detail)?.words ?? unknown("reason", entry.detail)
    let old = UInt32(exactly: entry.amount).map { QuantityWords.clock(WallClock(rawValue: $0)) }
    let was =
      entry.short == 0 ? "never set before" : "was \(old ?? unknown("clock", entry.amount))"
    let new = QuantityWords.clock(WallClock(rawValue: entry.number))
    return "clock set to \(new) (\(was)): \(reason)"
  }

  static func undelivered(_ entry: LogEntry) -> String {
    let cause = UndeliveredCause(rawValue: entry.detail)?.words ?? unknown("cause", entry.detail)
    return "\(QuantityWords.dose(picograms: entry.amount)) not delivered and not made up for: "
      + cause
  }

  static func selfTestFailed(_ entry: LogEntry) -> String {
    guard let test = SelfTest(bits: entry.detail), !test.isSound else {
      return "a self-test failed: \(unknown("part", entry.detail))"
    }
    return "a self-test failed: \(test.failures.joined(separator: ", "))"
  }

  static func patientBolus(_ entry: LogEntry) -> String {
    guard entry.detail != 0 else { return "patient bolus turned off" }
    let time = QuantityWords.exactDuration(Milliseconds(rawValue: entry.amount / 256))
    let lockout = QuantityWords.exactDuration(.minutes(UInt64(entry.short)))
    return "patient bolus turned on: \(QuantityWords.dose(nanograms: UInt64(entry.number))) over "
      + "\(time), \(lockout) apart, at most \(entry.amount % 256) in 24 hours"
  }
}
