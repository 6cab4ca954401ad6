import Clinic
import PumpText
import Quantities
import Telemetry

/// What a report says of the pump itself, and of its log.
extension ReportText {
  /// The pump as it is.
  package var pumpFacts: [ScreenFact] {
    let fill = QuantityWords.volume(nanolitres: UInt64(now.filledNanolitres))
    let forecast = ForecastWords(foretold, clock: now.clock)
    var rows: [ScreenFact] = []
    rows.add("reservoir", reservoir)
    rows.add("last filled", "\(fill) on \(moment(now.filledSeconds))")
    rows.add("low-reservoir alarm", lowAlarm)
    rows.add("empty", empty)
    rows.add("drug stability", due.stability)
    rows.add("refill by", refillBy)
    rows.add("battery", battery)
    rows.add("replace by", forecast.endOfService)
    rows.add("pumped since implant", QuantityWords.volume(nanolitres: now.pumpedNanolitres))
    rows.add(
      "catheter and tubing",
      "\(QuantityWords.volume(nanolitres: UInt64(now.pathNanolitres))), "
        + "data version \(now.volumesVersion)")
    rows.add("alarms", alarms)
    if let catheter {
      let empty = CatheterWords.empty(catheter).map { "; \($0)" } ?? ""
      rows.add("catheter", CatheterWords.line(catheter) + empty)
    }
    return rows
  }

  /// The alarms that are there now, by their names.
  package var alarms: String {
    let alarms = now.status.alarms
    return alarms.isEmpty ? "none" : alarms.list.map { $0.title }.joined(separator: ", ")
  }

  private var battery: String {
    let status = now.status
    return switch status.flags.battery {
    case .ok where status.alarms.failure != nil: "\(status.batteryPercent) %"
    case .ok:
      "\(status.batteryPercent) %, ERI: "
        + ForecastWords(foretold, clock: now.clock).replacement
    case .electiveReplacement: "replacement is due within 90 days"
    case .endOfService: "end of service"
    }
  }

  // MARK: The log

  /// What stands over the rows of ``alarmRows(_:)``.
  package static var alarmHeads: [String] { ["pump's clock", "alarm", "urgency", "lasted"] }

  /// So many alarms of the log, the newest first: when each began, and for how long it was there.
  package func alarmRows(_ count: Int) -> [[String]] {
    AlarmSpan.newest(count, of: log.entries.map { $0.entry }).map { span in
      [
        moment(span.began), span.alarm?.title ?? "alarm \(span.number)",
        span.alarm.map { $0.isCritical ? "critical" : "not critical" } ?? "",
        span.seconds.map { Self.length($0) } ?? "not ended",
      ]
    }
  }

  /// How long an alarm was there.
  private static func length(_ seconds: UInt32) -> String {
    seconds > 0 ? QuantityWords.duration(.seconds(UInt64(seconds))) : "less than 1 s"
  }

  /// What stands over the rows of ``eventRows(_:since:)``.
  package static var eventHeads: [String] { ["no.", "pump's clock", "event"] }

  /// So many events of the log, the newest first, of those after a second of therapy; the accounts
  /// of each day are left out.
  package func eventRows(_ count: Int, since seconds: UInt32? = nil) -> [[String]] {
    let clock = LogClock(log.entries, now: now)
    let told = ReportClock(now)
    let entries = log.entries.map { $0.entry }.filter { entry in
      entry.kind != .delivered && seconds.map { entry.therapySeconds > $0 } ?? true
    }
    return entries.suffix(count).reversed().map { entry in
      let then = told.otherwiseShown(entry, by: clock).map {
        " (the clock then showed \(QuantityWords.clock($0).prefix(16)))"
      }
      return [
        "\(entry.sequence)", moment(entry.therapySeconds),
        LogWords.sentence(entry) + (then ?? ""),
      ]
    }
  }

  /// Which part of the log so many rows are of; `nil` of an empty log.
  package func eventsNotice(_ rows: Int) -> String? {
    guard let first = log.entries.first?.entry.sequence else { return nil }
    return "The newest \(rows) of entries \(first) to \(log.newest), the accounts "
      + "of each day left out; the pump keeps entries from \(log.oldest) on."
  }

  /// What was found of the log, each a sentence.
  package func findings(_ count: Int) -> [String] {
    log.findings.prefix(count).map { $0.words }
  }
}
