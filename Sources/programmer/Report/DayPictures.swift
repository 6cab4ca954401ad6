import PumpText
import Quantities
import Telemetry

/// The days of the programme that runs and of the one that is staged, in one scale.
struct DayPictures {
  let before: Programme?
  let after: Programme
  /// The pump's clock now, from which periodic boluses are counted; `nil` when it was never set.
  let clock: WallClock?

  func words(_ paint: Paint = .none) -> String {
    let days = (before?.days ?? []) + after.days
    let full = days.map(\.peak).max() ?? 0
    var text = paint.faint(Timeline.axis(clock == nil && isCounted ? "from now" : "the day"))
    if let before, !isSame {
      for day in before.days { text += Self.row("now", day, before, full) }
    }
    let title = before == nil ? "" : isSame ? "same" : "new"
    for day in after.days {
      text += Self.row(title, day, after, full)
      if day.steps.count > 1 { text += Timeline.steps("", day) }
    }
    return text + marks
  }

  /// Whether boluses are drawn: only those of a programme that begins now are known to the minute.
  private var isCounted: Bool { startsNow && after.therapy.periodic != nil }

  /// Whether the programme stays as it is.
  private var isSame: Bool {
    before.map { $0.therapy == after.therapy && $0.days == after.days } ?? false
  }

  private var startsNow: Bool { before.map { $0.therapy != after.therapy } ?? false }

  private var marks: String {
    guard isCounted, let bolus = after.therapy.periodic else { return "" }
    let start = clock.map { Int($0.rawValue % 86_400) / 60 } ?? 0
    let minutes = (0..<Int(bolus.mostPerDay)).map {
      start + Int(bolus.firstMinutes) + $0 * Int(bolus.intervalMinutes)
    }
    let dose = QuantityWords.dose(nanograms: UInt64(bolus.nanograms))
    var text = Timeline.marks("    boluses", at: minutes, note: "\(bolus.mostPerDay) x \(dose)")
    if ProgrammeDay.minutes % Int(bolus.intervalMinutes) != 0 {
      text += Timeline.label("") + "of the first 24 h; their times move from day to day\n"
    }
    return text
  }

  private static func row(
    _ title: String, _ day: ProgrammeDay, _ programme: Programme, _ full: UInt64
  ) -> String {
    let name = title.isEmpty ? day.weekdays.words : "\(title) \(day.weekdays.words)"
    let total: String
    switch (day.nanograms, day.hasMinimumRate) {
    case (0, _): total = "min. rate"
    case (let dose, false): total = QuantityWords.dose(nanograms: dose)
    case (let dose, true): total = "\(QuantityWords.dose(nanograms: dose))+"
    }
    return Timeline.row(name, day, full: full, total: total)
  }
}
