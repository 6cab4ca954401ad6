import Clinic
import PumpText
import Quantities
import ReportFigures
import Telemetry

/// The dose of a patient over the years beside what was found, across all pumps.
struct TrendFigure {
  let trend: PatientTrend
  /// How many of the newest things are listed.
  let count: Int

  /// The drawings, one of each drug's doses, and the table; `nil` when there is nothing to show.
  var parts: [Markup]? {
    let rows = rows
    guard let axis, !rows.isEmpty else { return nil }
    return dose.courses.compactMap { dosePlot($0, axis) }
      + [findingPlot(axis), table(rows)].compactMap(\.self)
  }

  private var dose: DoseTrend { trend.dose }

  /// From the first thing that is shown to the last, by one clock.
  private var axis: Scale? {
    let moments = dose.courses.flatMap { $0.steps.map(\.at) } + trend.found.map(\.at)
    guard let first = moments.min(), let last = moments.max() else { return nil }
    let clock = ReportClock.sinceMillennium
    let time = TimeMarks(from: Self.seconds(first), to: Self.seconds(last) + 86_400, by: clock)
    return Scale(
      lower: time.from, upper: time.to, isLogarithmic: false,
      ticks: time.marks.map { ($0, Self.date(UInt32(clamping: Int64($0)), hours: time.areHours)) },
      title: "date, by the pump's clock where it is known, else in UTC")
  }

  /// What a drug is called where it has to be said, which is wherever it is not baclofen alone.
  private func name(_ drug: String) -> String? {
    dose.courses.allSatisfy { $0.drug == DrugCode.baclofen.name } ? nil : drug
  }

  /// The doses of one drug over an axis of its own.
  private func dosePlot(_ course: DoseTrend.Course, _ axis: Scale) -> Markup? {
    let points = course.steps.map { (Self.seconds($0.at), Double($0.nanogramsPerDay) / 1000) }
    guard let last = points.last else { return nil }
    let name = name(course.drug)
    var plot = Plot(
      "Dose\(name.map { " of \($0)" } ?? "") programmed, over all pumps", x: axis,
      y: .upTo(points.map(\.1).max() ?? 0, title: "\(name ?? "dose"), mcg/day"), height: 190)
    plot.steps(points, until: axis.upper, .delivered)
    for device in trend.devices.dropFirst() {
      guard
        let day = PatientTrend.milliseconds("\(device.implanted)T00:00:00").map(Self.seconds),
        day >= axis.lower, day <= axis.upper
      else { continue }
      plot.moment(day, .event, "pump \(device.serial)")
    }
    plot.name(.delivered, name.map { "\($0) programmed" } ?? "programmed")
    let pumps = trend.devices.count
    let now =
      last.1 > 0
      ? "\(Scale.number(last.1)) mcg/day\(name.map { " of \($0)" } ?? "") is programmed now, "
        + "without boluses"
      : (name.map { "No \($0)" } ?? "Nothing") + " is to be given now, by what was ordered"
    return plot.figure(now + (pumps > 1 ? "; \(pumps) pumps." : "."))
  }

  /// What is given in a day at a time, in words; empty before anything was programmed.
  private func daily(_ dose: DoseTrend, at time: UInt64) -> String {
    guard let doses = dose.doses(at: time) else { return "" }
    guard !doses.isEmpty else { return QuantityWords.dosePerDay(nanograms: 0) }
    return doses.map { dose in
      QuantityWords.dosePerDay(nanograms: dose.nanogramsPerDay)
        + (name(dose.drug).map { " \($0)" } ?? "")
    }.joined(separator: ", ")
  }

  /// What a change of the dose was of: the pump, and another drug if it brought one.
  private static func change(_ row: HistoryRow, _ ordered: HistoryRow.Ordered) -> String {
    let pump = "pump \(row.pump ?? "")"
    guard let drug = ordered.drug, let old = ordered.refill?.oldDrug, drug != old else {
      return pump
    }
    return "\(pump): \(drug) in place of \(old)"
  }

  private struct Score {
    let name: String
    let ink: Ink
    let value: @Sendable (Findings) -> Double?
  }

  private static let scores = [
    Score(name: "Ashworth", ink: .plan1) { $0.ashworth.map { Double($0.tenths) / 10 } },
    Score(name: "Ashworth, legs", ink: .plan2) { $0.ashworthLegs.map { Double($0.tenths) / 10 } },
    Score(name: "Ashworth, arms", ink: .plan3) { $0.ashworthArms.map { Double($0.tenths) / 10 } },
    Score(name: "Penn spasms", ink: .plan4) { $0.pennSpasms.map { Double($0) } },
  ]

  private func findingPlot(_ axis: Scale) -> Markup? {
    guard !trend.found.isEmpty else { return nil }
    var plot = Plot(
      "What was found", x: axis, y: .upTo(4 / 1.06, title: "score, 0 to 4"), height: 190)
    for score in Self.scores {
      let points = trend.found.compactMap { found in
        score.value(found.findings).map { (Self.seconds(found.at), $0) }
      }
      guard !points.isEmpty else { continue }
      let style = PlotStyle(ink: score.ink)
      plot.line(points, style)
      for point in points { plot.dot(point, style) }
      plot.name(style, score.name)
    }
    let number = trend.found.count
    return plot.figure(
      "\(QuantityWords.count(UInt64(number), "assessment", "assessments")), as they were entered; "
        + "1+ of the Ashworth scale is drawn at 1.5.")
  }

  /// What is listed: each change of the dose and each finding, the newest first.
  private var rows: [[String]] {
    let dose = dose
    let known = trend.rows.compactMap { row -> (at: UInt64, cells: [String])? in
      guard let at = PatientTrend.moment(of: row), let what = Self.what(row) else { return nil }
      return (at, [PatientTrend.time(of: row), daily(dose, at: at), what])
    }
    return known.sorted { $0.at < $1.at }.suffix(count).reversed().map(\.cells)
  }

  /// What is said of something in the list; `nil` for what is not in it.
  private static func what(_ row: HistoryRow) -> String? {
    switch row.content {
    case .found(let findings): HistoryWords.words(findings)
    case .order(let ordered): PatientTrend.event(row) == nil ? nil : change(row, ordered)
    case .screened(let dose): TrialWords.line(dose)
    case .reading: nil
    }
  }

  private func table(_ rows: [[String]]) -> Markup {
    ReportTable.list(
      "Dose and findings, the newest first",
      ["when", "programmed", "found, or changed"], rows, times: [0])
  }

  private static func seconds(_ milliseconds: UInt64) -> Double { Double(milliseconds) / 1000 }

  private static func date(_ seconds: UInt32, hours: Bool) -> String {
    let text = QuantityWords.clock(WallClock(rawValue: seconds))
    return hours ? String(text.dropFirst(5).prefix(11)) : String(text.prefix(10))
  }
}
