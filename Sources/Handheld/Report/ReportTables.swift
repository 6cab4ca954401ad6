import Clinic
import ClinicText
import Quantities

/// The parts of a report that are read, not looked at.
struct ReportTables {
  let facts: ReportFacts

  private var text: ReportText { facts.text }

  /// What must not be overlooked; `nil` when there is nothing.
  var warnings: Markup? {
    var lines = text.warnings
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
      .tag(
        "section", nil, .tag("h2", text: "Therapy"),
        ReportTable.facts("Therapy", text.therapyFacts)),
      .tag("section", nil, .tag("h2", text: "Pump"), ReportTable.facts("Pump", text.pumpFacts)))
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
    let rows = text.alarmRows(facts.eventCount)
    guard !rows.isEmpty else { return nil }
    return ReportTable.list("Alarms, the newest first", ReportText.alarmHeads, rows, times: [0])
  }

  /// The newest events in the pump's log; the accounts of each day have a drawing of their own.
  var events: Markup {
    let rows = text.eventRows(facts.eventCount)
    var parts: [Markup] = [.tag("h2", text: "Events in the pump's log")]
    if let notice = text.eventsNotice(rows.count) {
      parts.append(.tag("p", "notice", text: notice))
    }
    for finding in text.findings(8) { parts.append(.tag("p", "notice", text: finding)) }
    parts.append(
      ReportTable.list(
        "Events in the pump's log, the newest first", ReportText.eventHeads, rows, numbers: [0],
        times: [1]))
    return .element("section", [], parts)
  }
}
