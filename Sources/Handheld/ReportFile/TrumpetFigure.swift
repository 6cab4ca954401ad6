import Clinic
import Telemetry

/// The trumpet curve of delivery, from the log and, at a bench, from the truth.
struct TrumpetFigure {
  let facts: ReportFacts

  /// By the pump's own strokes, from the accounts in the log.
  var logBells: [Trumpet.Bell] { Trumpet.bells(VolumeCourse(facts.account).trumpet) }

  /// By what really left the reservoir, from a bench's record.
  var truthBells: [Trumpet.Bell] {
    if facts.truth.contains(where: { $0.programmed != nil }) { return recordedBells }
    let course = VolumeCourse(facts.account)
    let pumped = Course(facts.truth.map { ($0.seconds, $0.pumped) })
    func point(_ seconds: Double) -> Trumpet.Point? {
      guard let programmed = course.programmed.value(at: seconds),
        let delivered = pumped.value(at: seconds)
      else { return nil }
      return Trumpet.Point(seconds: seconds, programmed: programmed * 1e6, delivered: delivered)
    }
    let long = Trumpet.bells(course.moments.compactMap(point)).filter { $0.hours >= 24 }
    let short = evenTimes.map { time in
      Trumpet.bells(facts.truth.map(\.seconds).filter(time.contains).compactMap(point))
        .filter { $0.hours < 24 }
    }
    return Trumpet.together(short + [long])
  }

  /// The bells of a record that tells what was programmed as well.
  private var recordedBells: [Trumpet.Bell] {
    let strengths = Strengths(facts.entries, now: facts.now)
    var programmed = 0.0
    var previous: (seconds: Double, picograms: Double)?
    let points = facts.truth.compactMap { sample -> Trumpet.Point? in
      guard let picograms = sample.programmed else { return nil }
      if let previous {
        let strength = strengths.strength(at: UInt32(clamping: Int(previous.seconds)))
        programmed += (picograms - previous.picograms) / Double(strength)
      }
      previous = (sample.seconds, picograms)
      return Trumpet.Point(
        seconds: sample.seconds, programmed: programmed, delivered: sample.pumped)
    }
    return Trumpet.bells(points)
  }

  /// The times over which the programme was even, as far as the log tells: from account to account
  /// with nothing between them that changes the flow.
  private var evenTimes: [ClosedRange<Double>] {
    let changes = facts.entries.filter { $0.kind.mayChangeFlow }.map(\.therapySeconds)
    var times: [ClosedRange<Double>] = []
    for span in facts.account?.spans ?? [] where !changes.contains(where: span.seconds.contains) {
      let time = Double(span.seconds.lowerBound)...Double(span.seconds.upperBound)
      if let last = times.last, last.upperBound == time.lowerBound {
        times[times.count - 1] = last.lowerBound...time.upperBound
      } else {
        times.append(time)
      }
    }
    return times
  }

  var markup: Markup {
    let log = logBells
    let truth = truthBells
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

extension LogKind {
  /// Whether the flow may be another after such an entry.
  fileprivate var mayChangeFlow: Bool {
    switch self {
    case .switchedOn, .order, .therapy, .override, .infusionStarted, .infusionEnded,
      .infusionSkipped, .step, .refilled, .drugChanged, .undelivered, .selfTestFailed, .entriesLost,
      .patientBolus, .emergency, .keyChanged:
      true
    case .delivered, .alarmRaised, .alarmEnded, .clockSet, .lowAlarm: false
    }
  }
}
