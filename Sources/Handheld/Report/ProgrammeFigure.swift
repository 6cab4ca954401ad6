import Clinic
import PumpText
import Quantities
import ReportFigures
import Telemetry

/// The programme over a day, drawn as the dose that flows at each time of it.
struct ProgrammeFigure {
  let facts: ReportFacts

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// The days that the programme knows, each with what it is called.
  var days: [(name: String, steps: [DayCourse.Step])] {
    let therapy = facts.therapy.therapy
    if let day = DayCourse(therapy) {
      return [(therapy.mode == .simpleContinuous ? "every day" : "minimum rate", day.steps)]
    }
    return facts.plans.map { used in
      let names = used.weekdays.map { Self.weekdays[$0] }.joined(separator: " ")
      return (used.weekdays.count == 7 ? "every day" : names, DayCourse(used.plan).steps)
    }
  }

  /// The times of day, in hours, at which a periodic bolus begins in the 24 hours to come.
  var boluses: [Double] {
    facts.therapy.therapy.bolusHours(
      facts.now, secondsSinceMidnight: Double(facts.seconds) + facts.midnightOffset)
  }

  var markup: Markup {
    let days = days
    let highest = days.flatMap(\.steps).map(\.dose).max() ?? 0
    let ticks = stride(from: 0, through: 24, by: 3).map { hour in
      (Double(hour), "\(hour < 10 ? "0" : "")\(hour):00")
    }
    let x = Scale(
      lower: 0, upper: 24, isLogarithmic: false, ticks: ticks,
      title: facts.now.clock == nil ? "time since midnight of therapy time" : "time of day")
    var plot = Plot(
      "Dose over the day", x: x,
      y: .upTo(highest, title: "\(drug ?? "dose"), mcg/day"), height: 215)
    let boluses = boluses
    for hour in boluses {
      plot.line([(hour, 0), (hour, plot.y.upper * 0.94)], .mark)
      plot.dot((hour, plot.y.upper * 0.94), .mark)
    }
    for (place, day) in days.enumerated() {
      let style = PlotStyle(
        ink: Ink.plans[place % Ink.plans.count], width: 2.2,
        dash: place == 0 ? nil : "\(8 - min(place, 5)) 3")
      plot.steps(day.steps.map { ($0.hour, $0.dose) }, until: 24, style)
      plot.name(style, day.name)
    }
    if !boluses.isEmpty { plot.name(.mark, "periodic bolus") }
    return plot.figure(caption)
  }

  /// What the doses are of, where the pump holds or held another drug than baclofen.
  private var drug: String? {
    let isPlain = facts.therapy.drug == .baclofen && DrugChange.all(facts.entries).isEmpty
    return isPlain ? nil : facts.therapy.drug.name
  }

  private var caption: String {
    let report = facts.therapy
    let of = drug.map { " of \($0)" } ?? ""
    let most = QuantityWords.dose(nanograms: UInt64(report.dailyNanograms))
    let least = QuantityWords.dose(nanograms: UInt64(report.leastDailyNanograms))
    var text = "24-h total \(most)\(of)"
    if report.leastDailyNanograms != report.dailyNanograms {
      text += " on the largest day, \(least) on the smallest"
    }
    text += ", \(QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay)))"
    if let bolus = report.therapy.periodic {
      text +=
        "; a bolus of \(QuantityWords.dose(nanograms: UInt64(bolus.nanograms)))\(of) over "
        + "\(QuantityWords.duration(bolus.duration)) every "
        + QuantityWords.duration(bolus.interval)
    }
    return text + "."
  }
}
