import Clinic
import ClinicText
import PumpText
import Quantities
import Telemetry

/// The report of a visit, for the record: how the pump was found and is left, what was done, and
/// what its log says since the visit before.
struct ReportRows {
  private let report: KeptVisit

  /// How many of the newest entries of a log are read for it.
  static var entries: Int { 128 }
  /// How many alarms and events of them are listed.
  private static var alarms: Int { 12 }
  private static var events: Int { 40 }

  init(_ report: KeptVisit) { self.report = report }

  var screen: PaneScreen {
    guard let text = ReportText(report.facts, report.log) else {
      return PaneScreen("report", "Report of this visit", back: "back", [])
    }
    var nodes: [Node] = [.text("\(text.pump), \(text.interrogated)".capitalisedFirst + ".", .quiet)]
    nodes += text.warnings.map { .text($0, .critical) }
    nodes.append(.group("How it was found, and is left", [change(text)]))
    nodes.append(.group("What was done", done(text)))
    nodes.append(.group("Therapy", [.facts(text.therapyFacts.map { Node.Fact($0) })]))
    nodes.append(.group("Pump", [.facts(text.pumpFacts.map { Node.Fact($0) })]))
    nodes.append(.group("Alarms in the log", alarms(text)))
    nodes.append(.group("The log since the visit before", events(text)))
    return PaneScreen("report", "Report of this visit", back: "back", nodes)
  }

  // MARK: The visit

  private func change(_ text: ReportText) -> Node {
    let found = report.record.found.flatMap { ReportText($0.facts, LogCollection()) } ?? text
    func row(_ label: String, _ value: (ReportText) -> String) -> Node.CompareRow {
      let was = value(found)
      let new = value(text)
      return Node.CompareRow(label: label, now: was, new: new, differs: was != new)
    }
    return .compare(
      now: "found", new: "left",
      [
        row("read") { $0.moment($0.now.status.therapySeconds) },
        row("24-h total") { $0.dailyTotal },
        row("mode") { $0.therapy.therapy.mode.words },
        row("drug") {
          "\($0.therapy.drug.name) \(QuantityWords.concentration($0.therapy.concentration))"
        },
        row("patient bolus") { $0.now.patientBolus.map { ReportText.words($0) } ?? "off" },
        row("delivery") { $0.delivery },
        row("reservoir") { $0.reservoir },
        row("low alarm") { $0.lowAlarm },
        row("refill by") { $0.refillBy },
        row("alarms") { $0.alarms },
      ])
  }

  private func done(_ text: ReportText) -> [Node] {
    let orders = report.record.orders
    guard !orders.isEmpty else { return [.text("Nothing was ordered in this visit.", .quiet)] }
    return [
      .log(
        orders.map { order in
          Node.LogRow(
            at: order.seconds.map { text.moment($0) } ?? "", words: order.words, tone: order.tone)
        })
    ]
  }

  // MARK: The log

  private func alarms(_ text: ReportText) -> [Node] {
    let rows = text.alarmRows(Self.alarms)
    guard !rows.isEmpty else {
      return [.text("There is none in what was read of it.", .quiet)]
    }
    return [
      .table(
        Node.Table(
          caption: "Alarms, the newest first", heads: ReportText.alarmHeads, rows: rows))
    ]
  }

  private func events(_ text: ReportText) -> [Node] {
    let before = report.record.before
    let rows = text.eventRows(Self.events, since: before)
    var nodes: [Node] = [
      .text(
        before.map { "That visit ended on \(text.moment($0))." }
          ?? "This handheld knows of no visit before: all that was read of the log.", .quiet)
    ]
    if let notice = text.eventsNotice(rows.count) { nodes.append(.text(notice, .quiet)) }
    nodes += text.findings(8).map { .text($0.capitalisedFirst + ".", .warn) }
    guard !rows.isEmpty else { return nodes + [.text("Nothing was logged since.", .quiet)] }
    nodes.append(
      .table(
        Node.Table(
          caption: "Events in the pump's log, the newest first", heads: ReportText.eventHeads,
          rows: rows)))
    return nodes
  }
}

extension ReportText {
  /// The report of what was read in a visit; `nil` where that was not all of it.
  fileprivate init?(_ facts: VisitFacts, _ log: LogCollection) {
    guard let now = facts.now, let therapy = facts.report else { return nil }
    self.init(
      now, therapy, facts.running ?? .nothing, drugs: facts.drugs, catheter: facts.catheter,
      log: log)
  }
}
