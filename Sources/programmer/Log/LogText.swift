import PumpText
import Quantities
import Telemetry

/// A log entry in words.
enum LogText {
  /// What happened.
  static func words(_ entry: LogEntry) -> String {
    let dose = QuantityWords.dose(nanograms: UInt64(entry.number))
    switch entry.kind {
    case .switchedOn:
      return "switched on" + (entry.detail == 1 ? ": the battery had given out" : "")
    case .order:
      return "\(RequestType(rawValue: entry.detail).map { "\($0)" } ?? "order \(entry.detail)")"
        + ", request \(entry.short) of session \(String(entry.number, radix: 16))"
    case .therapy:
      let mode = InfusionMode(rawValue: entry.detail)?.words ?? "mode \(entry.detail)"
      return "\(mode), \(dose) on its largest day, revision \(entry.amount)"
    case .override:
      let code = RefusalCode(rawValue: entry.detail).map { "\($0)" } ?? "limit \(entry.detail)"
      return "\(code) overridden: \(entry.number) asked for, limit \(entry.amount)"
    case .infusionStarted:
      let time = QuantityWords.duration(Milliseconds(rawValue: entry.amount))
      return "\(infusion(entry)) of \(dose) over \(time) began"
    case .infusionEnded:
      return "\(infusion(entry)) \(entry.short == 1 ? "cut short" : "ended") after \(dose)"
    case .infusionSkipped:
      let code =
        UInt8(exactly: entry.short).flatMap { RefusalCode(rawValue: $0) }.map { "\($0)" }
        ?? "reason \(entry.short)"
      return "\(infusion(entry)) of \(dose) skipped: \(code)"
    case .step:
      let minute = Int(entry.short)
      return "step of plan \(entry.detail) at \(minute / 60):\(minute % 60 < 10 ? "0" : "")"
        + "\(minute % 60), \(QuantityWords.dosePerDay(nanograms: UInt64(entry.number)))"
    case .delivered, .undelivered: return account(entry)
    case .alarmRaised: return "alarm \(alarm(entry)) began"
    case .alarmEnded: return "alarm \(alarm(entry)) ended"
    default: return rest(entry)
    }
  }

  private static func account(_ entry: LogEntry) -> String {
    let drug = QuantityWords.dose(nanograms: entry.amount / 1000)
    if entry.kind == .undelivered {
      let cause = UndeliveredCause(rawValue: entry.detail).map { "\($0)" } ?? "\(entry.detail)"
      return "\(drug) not delivered: \(cause)"
    }
    let denied = entry.short == 0 ? "" : ", \(entry.short) requests of the patient denied"
    return "account: \(drug) programmed and \(entry.number) strokes made since implant\(denied)"
  }

  private static func rest(_ entry: LogEntry) -> String {
    switch entry.kind {
    case .refilled:
      let withdrawn = QuantityWords.volume(nanolitres: entry.amount >> 32)
      let expected = QuantityWords.volume(nanolitres: entry.amount & 0xFFFF_FFFF)
      return "refilled with \(QuantityWords.volume(nanolitres: UInt64(entry.number))), "
        + "\(withdrawn) withdrawn, \(expected) expected"
    case .drugChanged: return "strength \(entry.amount) to \(entry.number) mcg/mL"
    case .clockSet:
      let reason = ClockReason(rawValue: entry.detail).map { "\($0)" } ?? "\(entry.detail)"
      let old =
        entry.short == 1
        ? QuantityWords.clock(WallClock(rawValue: UInt32(clamping: entry.amount))) : "not set"
      return "clock \(old) to \(QuantityWords.clock(WallClock(rawValue: entry.number))) (\(reason))"
    case .selfTestFailed: return "self-test failed, bits \(String(entry.detail, radix: 2))"
    case .entriesLost: return "\(entry.number) entries could not be stored and are lost"
    case .patientBolus: return entry.detail == 0 ? "patient bolus off" : patientBolus(entry)
    case .lowAlarm:
      return "low-reservoir alarm \(QuantityWords.volume(nanolitres: entry.amount)) to "
        + QuantityWords.volume(nanolitres: UInt64(entry.number))
    default: return "\(entry.kind)"
    }
  }

  private static func patientBolus(_ entry: LogEntry) -> String {
    let dose = QuantityWords.dose(nanograms: UInt64(entry.number))
    let time = QuantityWords.duration(Milliseconds(rawValue: entry.amount >> 8))
    return "patient bolus on: \(dose) over \(time), lockout \(entry.short) min, "
      + "\(entry.amount & 0xFF) in 24 h"
  }

  private static func infusion(_ entry: LogEntry) -> String {
    switch InfusionKind(rawValue: entry.detail) {
    case .bolus: "bolus"
    case .patientBolus: "patient bolus"
    case .periodicBolus: "periodic bolus"
    case .prime: "prime"
    case .bridge: "bridge"
    case nil: "infusion \(entry.detail)"
    }
  }

  private static func alarm(_ entry: LogEntry) -> String {
    Alarm(rawValue: entry.detail)?.name ?? "\(entry.detail)"
  }
}

extension LogKind {
  /// The kind's name in scripts and JSON: `alarm_raised` for `alarmRaised`.
  var name: String {
    "\(self)".reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_\(letter.lowercased())" : "\(letter)"
    }
  }

  /// Every kind, lowest number first.
  static var all: [LogKind] { (0...UInt8.max).compactMap { LogKind(rawValue: $0) } }
}
