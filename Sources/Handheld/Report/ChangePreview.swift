package import Clinic
package import Console
import Foundation
import PumpText
import Quantities
package import Telemetry

/// The finish screen: what the pump does and what it would do, side by side and as a day.
package struct ChangePreview {
  package let before: Programme
  package let after: Programme
  /// What the pump said before anything was staged.
  package let now: Interrogation
  /// What the pump foretells as things are.
  package let running: Forecast
  /// What the pump foretells if the change is committed.
  package let foretold: Forecast
  /// The refill that is staged, and what the pump makes of it.
  package var refill: RefillPreview?
  /// What is staged for the patient bolus.
  package var patientBolus: StagedChange.PatientBolusChange?
  /// Whether a programme is staged, which begins anew even if it is the one that runs.
  var beginsAnew = false
  var warnings: [Warning] = []

  /// What flows now.
  package var present: Present { Present(now) }

  /// What changes on every day and over the week.
  var comparison: DayComparison { DayComparison(before, after) }

  /// The whole screen.
  package func words(_ paper: Paper = .plain) -> String {
    var table = SideBySide(paper)
    refill?.addRows(to: &table)
    addProgramme(to: &table)
    if let patientBolus {
      PatientBolusWords.addRows(now.patientBolus, patientBolus.settings, to: &table)
    }
    addForecast(to: &table)
    let days = DayPictures(
      before: before, after: after, clock: now.clock,
      minutesToBolus: now.minutesToPeriodicBolus, beginsAnew: beginsAnew)
    return "\(table.text)\n\(days.words(paper))\n\(endWords(paper))"
  }

  private func addProgramme(to table: inout SideBySide) {
    if let words = present.words { table.add("flows now", words, "the same") }
    table.add("mode", before.therapy.mode.words, after.therapy.mode.words)
    addDays(to: &table)
    table.add("flow", Self.flow(before), Self.flow(after))
    guard before.therapy.periodic != nil || after.therapy.periodic != nil else { return }
    let old = before.therapy.periodic.map(PeriodicWords.short) ?? "none"
    guard let bolus = after.therapy.periodic else {
      return table.add("periodic bolus", old, "none")
    }
    table.add("periodic bolus", old, PeriodicWords.short(bolus))
    table.add("", new: PeriodicWords.each(bolus), PeriodicWords.daily(bolus))
    // A programme that nobody staged goes on with the boluses it has begun.
    guard before.therapy != after.therapy || beginsAnew else { return }
    let first = MomentWords.after(
      Ahead(minutes: UInt32(bolus.firstMinutes)), from: now.clock)
    for part in "the first \(first)".split(separator: ", ") { table.add("", new: String(part)) }
  }

  /// What a day holds, for each kind of day that there is, and the week.
  private func addDays(to table: inout SideBySide) {
    let comparison = self.comparison
    for days in comparison.days {
      table.add(
        comparison.isUniform ? "24-h total" : days.weekdays.words, days.before.words,
        "\(days.after.words), \(days.change.words)")
    }
    guard !comparison.isUniform else {
      guard Self.hasSmallerDay(before) || Self.hasSmallerDay(after) else { return }
      return table.add(
        "smallest day", Self.dose(before.report.leastDailyNanograms),
        Self.dose(after.report.leastDailyNanograms))
    }
    table.add(
      "week", QuantityWords.dose(nanograms: comparison.week.before),
      "\(QuantityWords.dose(nanograms: comparison.week.after)), \(comparison.week.words)")
  }

  /// The most of any 24 hours, and the moments that a change moves.
  private func addForecast(to table: inout SideBySide) {
    table.add(
      "most in 24 h", Self.dose(running.step.mostNanograms), Self.dose(foretold.step.mostNanograms))
    let old = ForecastWords(running, clock: now.clock)
    let new = ForecastWords(foretold, clock: now.clock)
    table.add("low alarm", Self.short(old.lowAlarm), new.lowAlarm)
    table.add("empty", Self.short(old.empty), new.empty)
    table.add("ERI", Self.short(old.replacement), new.replacement)
    table.add("replace by", Self.short(old.endOfService), new.endOfService)
  }

  /// A moment without what stands behind its date.
  private static func short(_ moment: String) -> String {
    moment.components(separatedBy: ", ")[0]
  }

  private func endWords(_ paper: Paper) -> String {
    var text = present.caveat == nil ? tipWords + "\n" : ""
    if let warning = present.warning {
      text += paper.warning("! \(warning)\n")
    }
    for warning in warnings {
      text += paper.warning("! \(warning.message)\n")
    }
    return text
  }

  /// When the change reaches the catheter tip; `nil` for never, and where nothing of it flows yet.
  var tip: Ahead? {
    guard present.caveat == nil else { return nil }
    return refill?.sent.bridge == .flushed ? Ahead(seconds: 0) : foretold.tip
  }

  private var tipWords: String {
    refill?.sent.bridge == .flushed
      ? "The path holds the new drug to its tip." : ForecastWords(foretold, clock: now.clock).tip
  }

  private static func hasSmallerDay(_ programme: Programme) -> Bool {
    programme.report.leastDailyNanograms != programme.report.dailyNanograms
  }

  private static func dose(_ nanograms: UInt32) -> String {
    QuantityWords.dose(nanograms: UInt64(nanograms))
  }

  private static func flow(_ programme: Programme) -> String {
    QuantityWords.flow(nanolitresPerDay: UInt64(programme.report.flowNanolitresPerDay))
  }
}

/// A periodic bolus in words.
enum PeriodicWords {
  /// Dose and interval.
  static func short(_ bolus: PeriodicBolus) -> String {
    "\(QuantityWords.dose(nanograms: UInt64(bolus.nanograms))) every "
      + QuantityWords.duration(bolus.interval)
  }

  /// Over which time each is given.
  static func each(_ bolus: PeriodicBolus) -> String {
    "each over \(QuantityWords.duration(bolus.duration))"
  }

  /// What a day of them comes to.
  static func daily(_ bolus: PeriodicBolus) -> String {
    let total = QuantityWords.dose(nanograms: bolus.mostPerDay * UInt64(bolus.nanograms))
    let most = 1440 % UInt64(bolus.intervalMinutes) == 0 ? "" : "up to "
    return "\(most)\(bolus.mostPerDay) a day: \(total)"
  }

  /// When the next one is due, by a clock if it was ever set.
  static func due(_ minutes: UInt32, _ clock: WallClock?) -> String {
    "the next is due \(MomentWords.within(minutes: minutes, from: clock))"
  }

  /// All of it in one line.
  static func line(_ bolus: PeriodicBolus) -> String {
    "\(short(bolus)), \(each(bolus)), \(daily(bolus))"
  }
}
