package import Clinic
import PumpText
package import Quantities
import Telemetry

/// The days of the programme that runs and of the one that is staged, in one scale.
package struct DayPictures {
  let before: Programme?
  let after: Programme
  /// The pump's clock now, from which periodic boluses are counted; `nil` when it was never set.
  let clock: WallClock?
  /// Minutes until the next bolus of the programme that runs is due; `nil` when none is to come.
  var minutesToBolus: UInt32?
  /// Whether the programme that is staged begins anew even if it is the one that runs.
  var beginsAnew = false

  package init(
    before: Programme?, after: Programme, clock: WallClock?, minutesToBolus: UInt32? = nil,
    beginsAnew: Bool = false
  ) {
    self.before = before
    self.after = after
    self.clock = clock
    self.minutesToBolus = minutesToBolus
    self.beginsAnew = beginsAnew
  }

  /// All that is drawn.
  package var chart: DayChart {
    let days = (before?.days ?? []) + after.days
    var rows: [DayChart.Row] = []
    if let before, !isSame {
      for day in before.days { rows.append(.day(Self.line(.now, day))) }
      rows += comingMarks(before)
    }
    let side: DayLine.Side = before == nil ? .only : isSame ? .same : .new
    for day in after.days { rows.append(.day(Self.line(side, day))) }
    rows += startsNow ? firstMarks : comingMarks(after)
    return DayChart(
      axis: clock == nil && isCounted ? "from now" : "the day",
      full: days.map { $0.peak }.max() ?? 0, rows: rows)
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
  private var firstMarks: [DayChart.Row] {
    guard let bolus = after.therapy.periodic else { return [] }
    let minutes = (0..<Int(bolus.mostPerDay)).map {
      Int(bolus.firstMinutes) + $0 * Int(bolus.intervalMinutes)
    }
    return [.boluses(marks(of: bolus, after: minutes, "of the first 24 h"))]
  }

  /// The boluses that come within 24 h of a programme that runs.
  private func comingMarks(_ programme: Programme) -> [DayChart.Row] {
    guard let bolus = programme.therapy.periodic, let next = minutesToBolus else { return [] }
    return [
      .boluses(
        marks(of: bolus, after: bolus.minutesOfComingDay(from: next), "of the coming 24 h"))
    ]
  }

  private func marks(of bolus: PeriodicBolus, after minutes: [Int], _ span: String) -> BolusMarks {
    let start = clock.map { Int($0.rawValue % 86_400) / 60 } ?? 0
    let dose = QuantityWords.dose(nanograms: UInt64(bolus.nanograms))
    return BolusMarks(
      minutes: minutes.map { (start + $0) % ProgrammeDay.minutes },
      note: "\(minutes.count) x \(dose)",
      span: ProgrammeDay.minutes % Int(bolus.intervalMinutes) == 0
        ? nil : "\(span); their times move from day to day")
  }

  private static func line(_ side: DayLine.Side, _ day: ProgrammeDay) -> DayLine {
    DayLine(
      side: side, weekdays: day.weekdays.words,
      total: DayTotal(nanograms: day.nanograms, hasMinimumRate: day.hasMinimumRate).words,
      steps: day.steps.map { step in
        DayLine.Step(
          minute: Int(step.startMinute),
          time: QuantityWords.timeOfDay(minutes: UInt64(step.startMinute)),
          dose: StepWords.dose(step), nanogramsPerDay: step.dose.nanogramsPerDay)
      },
      tellsSteps: side != .now && day.steps.count > 1)
  }
}
