import Clinic
import PumpText
import Quantities
import ReportFigures

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
    // A span that is not a whole day must not look like less than one.
    func perDay(_ volume: Double, _ bin: DeliverySpan) -> Double {
      volume / (bin.to - bin.from) * 86_400
    }
    let highest = bins.map { max(perDay($0.programmed, $0), perDay($0.pumped, $0)) }.max() ?? 0
    var plot = Plot(
      "Delivered against programmed", x: facts.timeAxis(from: first.from, to: last.to),
      y: .upTo(highest, title: "volume, mL/day"), height: 225)
    let filled = PlotStyle(ink: .delivered, opacity: 0.62)
    for bin in bins {
      let edge = (bin.to - bin.from) * 0.1
      plot.bar(
        from: bin.from + edge, to: bin.to - edge, height: perDay(bin.pumped, bin), filled)
    }
    let line = PlotStyle(ink: .mark, width: 1.6)
    for bin in bins {
      let level = perDay(bin.programmed, bin)
      plot.line([(bin.from, level), (bin.to, level)], line)
    }
    plot.name(filled, "pumped, by the strokes", isFilled: true)
    plot.name(line, "programmed")
    return plot.figure(caption(bins))
  }

  private func caption(_ bins: [DeliverySpan]) -> String {
    let programmed = bins.reduce(0) { $0 + $1.programmed }
    let pumped = bins.reduce(0) { $0 + $1.pumped }
    let from = facts.day(bins.first?.from ?? 0)
    let to = facts.day(bins.last?.to ?? 0)
    var text =
      "\(from) to \(to): \(Scale.number(programmed)) mL programmed, \(Scale.number(pumped)) mL "
      + "pumped"
    if programmed > 0 {
      let percent = (pumped - programmed) / programmed * 100
      text += " (\(percent > 0 ? "+" : "")\(Scale.number(percent, digits: 3)) %)"
    }
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
