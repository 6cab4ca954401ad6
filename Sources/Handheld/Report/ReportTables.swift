import Clinic
import ClinicText
import PumpText
import Quantities
import ReportFigures
import Telemetry

/// The parts of a report that are read, not looked at.
struct ReportTables {
  let facts: ReportFacts

  private var now: Interrogation { facts.now }
  private var status: Status { facts.now.status }

  /// What must not be overlooked; `nil` when there is nothing.
  var warnings: Markup? {
    var lines: [String] = []
    if status.alarms.failure != nil {
      lines.append("Delivery has ENDED FOR GOOD: the patient gets no drug. Replace the pump.")
    } else if status.flags.isStopped {
      lines.append("Delivery is STOPPED: the patient gets no drug.")
    }
    for alarm in status.alarms.list {
      lines.append(
        "\(alarm.isCritical ? "Critical alarm" : "Alarm"), \(alarm.title): \(alarm.words).")
    }
    let faults = facts.log.findings.filter(\.isFault)
    if let fault = faults.first { lines.append("The pump's log does not hold: \(fault.words).") }
    let open = facts.history.count { $0.outcome != "done" }
    if open > 0 {
      lines.append("Of \(open) order\(open == 1 ? "" : "s") nobody knows whether carried out.")
    }
    guard !lines.isEmpty else { return nil }
    return .element(
      "section", [("class", "warning keep")], lines.map { .tag("p", text: $0) })
  }

  /// Two tables side by side: the therapy, and the pump.
  var summary: Markup {
    .tag(
      "section", "columns keep",
      .tag("section", nil, .tag("h2", text: "Therapy"), ReportTable.facts("Therapy", therapy)),
      .tag("section", nil, .tag("h2", text: "Pump"), ReportTable.facts("Pump", pump)))
  }

  private var therapy: [(String, String)] {
    let report = facts.therapy
    var rows = [
      ("drug", "\(report.drug.name) \(QuantityWords.concentration(report.concentration))"),
      ("mode", report.therapy.mode.words),
      ("24-h total", QuantityWords.dose(nanograms: UInt64(report.dailyNanograms))),
      ("flow", QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay))),
    ]
    if let bolus = report.therapy.periodic {
      rows.append(
        (
          "periodic bolus",
          "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) every "
            + QuantityWords.duration(bolus.interval)
        ))
    }
    rows.append(("patient bolus", now.patientBolus.map(Self.words) ?? "off"))
    rows.append(("delivery", delivery))
    if let others = DrugWords.inPath(now) { rows.append(("in the path", others)) }
    rows.append(("programmes since implant", "\(now.therapyRevision)"))
    return rows
  }

  private var delivery: String {
    if status.alarms.failure != nil { return "ended for good" }
    if status.flags.isStopped { return "stopped" }
    if let obstacle = status.alarms.obstacle {
      return "ordered, but no drug flows (\(obstacle.title))"
    }
    guard status.alarms.contains(.emergencyRate) else { return "running" }
    let since = now.emergencySeconds.map { " since \(facts.moment($0))" } ?? ""
    return "AT MINIMUM RATE\(since), until it is resumed; the programme does not run"
  }

  private static func words(_ bolus: PatientBolus) -> String {
    "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) over "
      + "\(QuantityWords.duration(Milliseconds(rawValue: UInt64(bolus.milliseconds)))), lockout "
      + "\(QuantityWords.duration(.minutes(UInt64(bolus.lockoutMinutes)))), "
      + "at most \(bolus.maximumPerDay) in 24 h"
  }

  private var pump: [(String, String)] {
    let reservoir = ReservoirFigure(facts: facts)
    let dates = RefillDueWords(facts.refillDue, clock: now.clock)
    let fill = QuantityWords.volume(nanolitres: UInt64(now.filledNanolitres))
    let battery =
      switch status.flags.battery {
      case .ok where status.alarms.failure != nil: "\(status.batteryPercent) %"
      case .ok:
        "\(status.batteryPercent) %, ERI: "
          + ForecastWords(facts.foretold, clock: now.clock).replacement
      case .electiveReplacement: "replacement is due within 90 days"
      case .endOfService: "end of service"
      }
    let catheter = facts.catheter.map { body in
      let empty = CatheterWords.empty(body).map { "; \($0)" }
      return [("catheter", CatheterWords.line(body) + (empty ?? ""))]
    }
    return [
      (
        "reservoir",
        "\(QuantityWords.volume(nanolitres: UInt64(status.reservoirNanolitres))) of "
          + "\(now.capacityNanolitres / 1_000_000) mL"
      ),
      ("last filled", "\(fill) on \(facts.moment(now.filledSeconds))"),
      ("low-reservoir alarm", reservoir.alarmWords),
      ("empty", reservoir.emptyWords),
      ("drug stability", dates.stability),
      ("refill by", dates.earliest),
      ("battery", battery),
      ("replace by", ForecastWords(facts.foretold, clock: now.clock).endOfService),
      ("pumped since implant", QuantityWords.volume(nanolitres: now.pumpedNanolitres)),
      (
        "catheter and tubing",
        "\(QuantityWords.volume(nanolitres: UInt64(now.pathNanolitres))), "
          + "data version \(now.volumesVersion)"
      ),
      (
        "alarms",
        status.alarms.isEmpty ? "none" : status.alarms.list.map(\.title).joined(separator: ", ")
      ),
    ] + (catheter ?? [])
  }

  /// What was ordered, as the archive knows it.
  var history: Markup {
    let title = Markup.tag("h2", text: "Doses and refills")
    let drugs = HeldDrugs.names(
      facts.history.map { item in
        HeldDrugs.Order(
          pump: "", drug: item.drug, old: item.old_drug, isDone: item.outcome == "done")
      })
    let items = zip(facts.history, drugs).suffix(facts.eventCount)
    guard !items.isEmpty else {
      return .tag(
        "section", nil, title,
        .tag("p", "notice", text: "The archive knows of no order to this pump."))
    }
    let rows = items.reversed().map { item, drug in
      [
        time(item), SessionWords.kind(item), SessionWords.details(item, of: drug),
        item.outcome == "done" ? "done" : "unknown",
      ]
    }
    return .tag(
      "section", nil, title,
      ReportTable.list(
        "Doses and refills, the newest first", ["pump's clock", "order", "what", "outcome"], rows,
        times: [0]))
  }

  /// When an order took effect; of one that perhaps did not only the computer knows when it was
  /// given.
  private func time(_ item: HistoryItem) -> String {
    if let seconds = item.therapy_time_s.flatMap({ UInt32(exactly: $0) }) {
      return facts.moment(seconds)
    }
    return "by the computer: " + item.at.prefix(16).replacing("T", with: " ") + " UTC"
  }

  /// The alarms of the log, the newest first: when each began, and for how long it was there.
  var alarms: Markup? {
    let spans = AlarmSpan.newest(facts.eventCount, of: facts.entries)
    guard !spans.isEmpty else { return nil }
    let rows = spans.map { span in
      [
        facts.moment(span.began), span.alarm?.title ?? "alarm \(span.number)",
        span.alarm.map { $0.isCritical ? "critical" : "not critical" } ?? "",
        span.seconds.map(Self.length) ?? "not ended",
      ]
    }
    return ReportTable.list(
      "Alarms, the newest first", ["pump's clock", "alarm", "urgency", "lasted"], rows, times: [0])
  }

  /// How long an alarm was there.
  private static func length(_ seconds: UInt32) -> String {
    seconds > 0 ? QuantityWords.duration(.seconds(UInt64(seconds))) : "less than 1 s"
  }

  /// The newest events in the pump's log; the accounts of each day have a drawing of their own.
  var events: Markup {
    let entries = facts.log.entries.filter { $0.entry.kind != .delivered }
      .suffix(facts.eventCount)
    var parts: [Markup] = [.tag("h2", text: "Events in the pump's log")]
    if let first = facts.log.entries.first?.entry.sequence {
      parts.append(
        .tag(
          "p", "notice",
          text:
            "The newest \(entries.count) of entries \(first) to \(facts.log.newest), the accounts "
            + "of each day left out; the pump keeps entries from \(facts.log.oldest) on."))
    }
    for finding in facts.log.findings.prefix(8) {
      parts.append(.tag("p", "notice", text: finding.words))
    }
    let rows = entries.reversed().map { item in
      let entry = item.entry
      let then = facts.shownThen(entry).map { " (the clock then showed \($0))" } ?? ""
      return [
        "\(entry.sequence)", facts.moment(entry.therapySeconds), LogWords.sentence(entry) + then,
      ]
    }
    parts.append(
      ReportTable.list(
        "Events in the pump's log, the newest first", ["no.", "pump's clock", "event"], rows,
        numbers: [0], times: [1]))
    return .element("section", [], parts)
  }
}
