import Clinic
import ClinicText
import PumpText
import Quantities
import ReportFigures
import Telemetry

/// What was delivered against what was programmed, day by day or by longer spans.
struct DeliveryFigure {
  let facts: ReportFacts

  var markup: Markup {
    let bins = VolumeCourse(facts.account).spans()
    guard let first = bins.first, let last = bins.last else {
      return .tag(
        "p", "notice",
        text: "The log has no two accounts yet: the pump writes one after every 24 h of therapy.")
    }
    let highest = bins.map { max($0.programmedPerDay, $0.pumpedPerDay) }.max() ?? 0
    var plot = Plot(
      "Delivered against programmed", x: facts.timeAxis(from: first.from, to: last.to),
      y: .upTo(highest, title: "volume, mL/day"), height: 225)
    let filled = PlotStyle(ink: .delivered, opacity: 0.62)
    for bin in bins {
      let edge = (bin.to - bin.from) * 0.1
      plot.bar(from: bin.from + edge, to: bin.to - edge, height: bin.pumpedPerDay, filled)
    }
    let line = PlotStyle(ink: .mark, width: 1.6)
    for bin in bins {
      let level = bin.programmedPerDay
      plot.line([(bin.from, level), (bin.to, level)], line)
    }
    for (row, change) in changes(from: first.from, to: last.to).enumerated() {
      plot.moment(Double(change.seconds), .event, change.new?.name ?? "another drug", row: row % 3)
    }
    plot.name(filled, "pumped, by the strokes", isFilled: true)
    plot.name(line, "programmed")
    return plot.figure(caption(bins))
  }

  /// When another drug came, in a time.
  private func changes(from: Double, to: Double) -> [DrugChange] {
    DrugChange.all(facts.entries).filter { Double($0.seconds) >= from && Double($0.seconds) <= to }
  }

  /// Which drug the volumes are of, where it was not one alone.
  private func drugs(from: Double, to: Double) -> String {
    let changes = changes(from: from, to: to)
    guard let first = changes.first else { return "" }
    return "; of \(first.old?.name ?? "another drug") at first"
      + changes.map { change in
        ", of \(change.new?.name ?? "another drug") from \(facts.moment(change.seconds)) on"
      }.joined()
  }

  private func caption(_ bins: [DeliverySpan]) -> String {
    let from = facts.day(bins.first?.from ?? 0)
    let to = facts.day(bins.last?.to ?? 0)
    var text =
      "\(from) to \(to): \(Scale.number(bins.programmed)) mL programmed, "
      + "\(Scale.number(bins.pumped)) mL pumped"
    if let percent = bins.excessPercent {
      text += " (\(percent > 0 ? "+" : "")\(Scale.number(percent, digits: 3)) %)"
    }
    text += drugs(from: bins.first?.from ?? 0, to: bins.last?.to ?? 0)
    guard let account = facts.account else { return text + "." }
    if !account.undelivered.isEmpty {
      text += "; by the log \(LogAccountWords(account: account).missing)"
    }
    return text
      + (account.faults.isEmpty
        ? "; every account agrees within one stroke of \(account.strokeNanolitres) nL."
        : "; \(account.faults.count) of \(account.spans.count) accounts are off by more than a "
          + "stroke.")
  }
}
