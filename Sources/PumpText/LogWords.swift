import Quantities
package import Telemetry

/// Turns entries of the event log into lines for people.
package enum LogWords {
  /// An entry as one line: its number, its time in the words given, and what happened.
  package static func line(_ entry: LogEntry, at time: String) -> String {
    "#\(entry.sequence)  \(time)  \(sentence(entry))"
  }

  /// What an entry says, with units; whatever its numbers are, for they came over a wire.
  package static func sentence(_ entry: LogEntry) -> String {
    switch entry.kind {
    case .switchedOn: switchedOn(entry)
    case .order: order(entry)
    case .therapy: therapy(entry)
    case .override: override(entry)
    case .infusionStarted: infusionStarted(entry)
    case .infusionEnded: infusionEnded(entry)
    case .infusionSkipped: infusionSkipped(entry)
    case .step: step(entry)
    case .delivered: delivered(entry)
    case .alarmRaised: "alarm: \(alarm(entry))"
    case .alarmEnded: "over: \(alarm(entry))"
    case .refilled: refilled(entry)
    case .drugChanged: drugChanged(entry)
    case .clockSet: clockSet(entry)
    case .undelivered: undelivered(entry)
    case .selfTestFailed: selfTestFailed(entry)
    case .entriesLost:
      QuantityWords.count(UInt64(entry.number), "entry", "entries") + " of the log could not be "
        + "stored and \(entry.number == 1 ? "is" : "are") lost"
    case .patientBolus: patientBolus(entry)
    case .lowAlarm:
      "low-reservoir alarm set to \(volume(entry.number)) (was \(volume(entry.amount)))"
    case .emergency: emergency(entry)
    case .keyChanged: keyChanged(entry)
    case .catheter: catheter(entry)
    case .temporaryBegun: temporaryBegun(entry)
    case .temporaryEnded: temporaryEnded(entry)
    }
  }

  private static func switchedOn(_ entry: LogEntry) -> String {
    let cause = ResetCause(rawValue: entry.detail)?.words ?? unknown("cause", entry.detail)
    return "switched on: \(cause); epoch \(entry.number), \(strokes(entry))"
  }

  private static func order(_ entry: LogEntry) -> String {
    let what = RequestType(rawValue: entry.detail)?.words ?? unknown("request", entry.detail)
    let command = AppliedCommand(session: entry.number, request: entry.short)
    return "order carried out: \(what) (\(command.words))"
  }

  private static func therapy(_ entry: LogEntry) -> String {
    let mode = InfusionMode(rawValue: entry.detail)?.words ?? unknown("mode", entry.detail)
    return "programme \(entry.amount) in force: \(mode), "
      + "\(QuantityWords.dose(nanograms: UInt64(entry.number))) on its largest day"
  }

  private static func override(_ entry: LogEntry) -> String {
    guard let code = RefusalCode(rawValue: entry.detail) else {
      return "a soft limit was overridden: \(unknown("limit", entry.detail))"
    }
    let limit = Refusal(.stageTherapy, code, asked: UInt64(entry.number), limit: entry.amount)
    return "a soft limit was overridden: \(limit.sentence)"
  }

  private static func step(_ entry: LogEntry) -> String {
    let plan = PlanNumber(rawValue: entry.detail)?.words ?? unknown("plan", entry.detail)
    let dose =
      entry.number == 0
      ? InfusionMode.minimumRate.words : QuantityWords.dosePerDay(nanograms: UInt64(entry.number))
    let start = QuantityWords.timeOfDay(minutes: UInt64(entry.short))
    return "step of \(start) in \(plan): \(dose); \(strokes(entry))"
  }

  private static func delivered(_ entry: LogEntry) -> String {
    let denied =
      entry.short == 0
      ? "" : "; \(QuantityWords.count(UInt64(entry.short), "request", "requests")) denied"
    return "account: \(QuantityWords.dose(picograms: entry.amount)) programmed and "
      + "\(QuantityWords.count(UInt64(entry.number), "stroke", "strokes")) made since the factory"
      + denied
  }

  private static func emergency(_ entry: LogEntry) -> String {
    // More than the entry can hold is told as the most it can.
    let least = entry.number == .max ? "at least " : ""
    let withheld =
      entry.number == 0
      ? "" : "; \(least)\(QuantityWords.dose(nanograms: UInt64(entry.number))) withheld"
    return "taken to minimum rate by somebody without a key\(withheld); \(strokes(entry))"
  }

  private static func keyChanged(_ entry: LogEntry) -> String {
    let role = Role(rawValue: entry.detail)?.name ?? unknown("role", entry.detail)
    let what =
      KeyChange(rawValue: entry.short)?.words ?? unknown("change", entry.short)
    return "pairing key of the \(role): \(what)"
  }

  private static func alarm(_ entry: LogEntry) -> String {
    Alarm(rawValue: entry.detail)?.words ?? unknown("alarm", entry.detail)
  }

  static func strokes(_ entry: LogEntry) -> String {
    QuantityWords.count(entry.amount, "stroke", "strokes")
  }

  static func volume(_ nanolitres: some BinaryInteger) -> String {
    QuantityWords.exactVolume(nanolitres: UInt64(nanolitres))
  }

  static func unknown(_ what: String, _ number: some BinaryInteger) -> String {
    "unknown \(what) \(number)"
  }
}

/// What an entry of the log says became of a key.
private enum KeyChange: UInt16 {
  case waits = 0
  case inForce = 1

  var words: String {
    switch self {
    case .waits: "a new one waits to be used for the first time"
    case .inForce: "the new one took the place of the old one"
    }
  }
}
