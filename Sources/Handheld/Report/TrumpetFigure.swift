import Clinic
import ReportFigures

/// The trumpet curve of delivery, from the log and, at a bench, from the truth.
struct TrumpetFigure {
  let facts: ReportFacts

  /// The curve, as values.
  var curve: TrumpetCurve {
    TrumpetCurve(facts.account, facts.entries, now: facts.now, truth: facts.truth)
  }

  var markup: Markup {
    let log = curve.logBells
    let truth = curve.truthBells
    guard !(log + truth).isEmpty else {
      return .tag(
        "p", "notice",
        text: "There is no window of 24 h between two accounts in the log yet to look through.")
    }
    let values = (log + truth).flatMap { [$0.most, $0.least] }
    let ticks = Trumpet.windows.map { hours in
      (hours, hours < 168 ? "\(Int(hours)) h" : "7 days")
    }
    let x = Scale(
      lower: 0.8, upper: 210, isLogarithmic: true, ticks: ticks, title: "length of the window")
    var plot = Plot(
      "Trumpet curve", x: x,
      y: .around(
        min(values.min() ?? 0, -1), max(values.max() ?? 0, 1), title: "error of delivery, %"),
      height: 225)
    plot.line([(0.8, 0), (210, 0)], PlotStyle(ink: .axis, width: 1))
    draw(log, .delivered, "by the strokes in the log", in: &plot)
    draw(truth, .truth, "by what the bench saw", in: &plot)
    return .group([
      plot.figure(caption), table(log, truth),
    ])
  }

  private func draw(
    _ bells: [Trumpet.Bell], _ style: PlotStyle, _ name: String, in plot: inout Plot
  ) {
    guard !bells.isEmpty else { return }
    for side in [bells.map { ($0.hours, $0.most) }, bells.map { ($0.hours, $0.least) }] {
      plot.line(side, style)
      for point in side { plot.dot(point, style) }
    }
    plot.name(style, name)
  }

  private var caption: String {
    "Largest and smallest error of the volume delivered against the volume programmed, over every "
      + "window of a length (after IEC 60601-2-24). The log resolves windows of 24 h and more; "
      + "shorter ones need a bench's record, and one that tells what was programmed wherever the "
      + "programme is not even."
  }

  private func table(_ log: [Trumpet.Bell], _ truth: [Trumpet.Bell]) -> Markup {
    func percent(_ value: Double?) -> String {
      value.map { ($0 > 0 ? "+" : "") + Scale.number($0, digits: 3) + " %" } ?? "–"
    }
    var heads = ["window", "log, least", "log, most", "windows"]
    if !truth.isEmpty { heads += ["bench, least", "bench, most", "windows"] }
    let rows = Trumpet.windows.map { hours -> [String] in
      func cells(_ bells: [Trumpet.Bell]) -> [String] {
        let bell = bells.first { $0.hours == hours }
        return [percent(bell?.least), percent(bell?.most), bell.map { "\($0.count)" } ?? "–"]
      }
      return [hours < 168 ? "\(Int(hours)) h" : "7 days"] + cells(log)
        + (truth.isEmpty ? [] : cells(truth))
    }
    return ReportTable.list(
      "Errors of delivery by the length of the window", heads, rows, numbers: Set(1..<heads.count))
  }
}
