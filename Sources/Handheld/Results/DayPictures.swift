import Clinic
import Console
import PumpText
import Quantities
import Telemetry

/// The days of the programme that runs and of the one that is staged, in one scale.
struct DayPictures {
  let before: Programme?
  let after: Programme
  /// The pump's clock now, from which periodic boluses are counted; `nil` when it was never set.
  let clock: WallClock?
  /// Minutes until the next bolus of the programme that runs is due; `nil` when none is to come.
  var minutesToBolus: UInt32?
  /// Whether the programme that is staged begins anew even if it is the one that runs.
  var beginsAnew = false

  func words(_ paper: Paper = .plain) -> String {
    let line = Timeline(paper)
    let days = (before?.days ?? []) + after.days
    let full = days.map(\.peak).max() ?? 0
    var text = paper.faint(line.axis(clock == nil && isCounted ? "from now" : "the day"))
    if let before, !isSame {
      for day in before.days { text += Self.row("now", day, before, full, line) }
      text += comingMarks(before, line)
    }
    let title = before == nil ? "" : isSame ? "same" : "new"
    for day in after.days {
      text += Self.row(title, day, after, full, line)
      if day.steps.count > 1 { text += line.steps(day, on: paper) }
    }
    return text + (startsNow ? firstMarks(line) : comingMarks(after, line))
  }

  /// Whether boluses are drawn.
  private var isCounted: Bool {
    minutesToBolus != nil || startsNow && after.therapy.periodic != nil
  }

  /// Whether the programme stays as it is.
  private var isSame: Bool {
    before.map { $0.therapy == after.therapy && $0.days == after.days } ?? false
  }

  private var startsNow: Bool {
    before.map { $0.therapy != after.therapy || beginsAnew } ?? false
  }

  /// The boluses of the staged programme, in the 24 h that begin with its first.
  private func firstMarks(_ line: Timeline) -> String {
    guard let bolus = after.therapy.periodic else { return "" }
    let minutes = (0..<Int(bolus.mostPerDay)).map {
      Int(bolus.firstMinutes) + $0 * Int(bolus.intervalMinutes)
    }
    return marks(of: bolus, after: minutes, "of the first 24 h", line)
  }

  /// The boluses that come within 24 h of a programme that runs.
  private func comingMarks(_ programme: Programme, _ line: Timeline) -> String {
    guard let bolus = programme.therapy.periodic, let next = minutesToBolus else { return "" }
    return marks(
      of: bolus, after: bolus.minutesOfComingDay(from: next), "of the coming 24 h", line)
  }

  private func marks(
    of bolus: PeriodicBolus, after minutes: [Int], _ span: String, _ line: Timeline
  ) -> String {
    let start = clock.map { Int($0.rawValue % 86_400) / 60 } ?? 0
    let dose = QuantityWords.dose(nanograms: UInt64(bolus.nanograms))
    var text = line.marks(
      "    boluses", at: minutes.map { start + $0 }, note: "\(minutes.count) x \(dose)")
    if ProgrammeDay.minutes % Int(bolus.intervalMinutes) != 0 {
      text += line.label("") + "\(span); their times move from day to day\n"
    }
    return text
  }

  private static func row(
    _ title: String, _ day: ProgrammeDay, _ programme: Programme, _ full: UInt64,
    _ line: Timeline
  ) -> String {
    let name = title.isEmpty ? day.weekdays.words : "\(title) \(day.weekdays.words)"
    let total = DayTotal(nanograms: day.nanograms, hasMinimumRate: day.hasMinimumRate).words
    return line.day(name, day, full: full, total: total)
  }
}
