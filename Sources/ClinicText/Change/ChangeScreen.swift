package import Clinic
import Console
package import PumpText
import Quantities
import Telemetry

/// The finish screen: both sides of a change, beside each other and as a day.
extension ChangePreview {
  /// The whole screen, as a face draws it.
  package func screen(_ face: Face) -> Screen {
    Screen(
      heading: DrugsInPlay(self).heading, table: table, days: pictures.chart, notes: endNotes(face))
  }

  /// The days of both programmes, in one scale.
  private var pictures: DayPictures {
    DayPictures(
      before: before, after: after, clock: now.clock,
      minutesToBolus: now.minutesToPeriodicBolus, beginsAnew: beginsAnew)
  }

  /// What is now beside what is new. Where the two are of two drugs, each head says of which.
  package var table: ScreenTable {
    var table =
      replacedDrug.map {
        ScreenTable(now: "now: \($0.name)", new: "new: \(after.report.drug.name)")
      } ?? ScreenTable()
    refill?.addRows(to: &table)
    addProgramme(to: &table)
    if let patientBolus {
      PatientBolusWords.addRows(now.patientBolus, patientBolus.settings, to: &table)
    }
    addForecast(to: &table)
    return table
  }

  private func addProgramme(to table: inout ScreenTable) {
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
    for part in "the first \(first)".parts(around: ", ") { table.add(under: part) }
  }

  /// What a day holds, for each kind of day that there is, and the week.
  private func addDays(to table: inout ScreenTable) {
    guard let old = replacedDrug else { return addSteps(to: &table) }
    for days in self.days {
      table.add(
        self.days.count == 1 ? "24-h total" : days.weekdays.words,
        "\(days.before.words) of \(old.name)",
        "\(days.after.words) of \(after.report.drug.name)")
    }
  }

  /// The same of one drug, with the step of each.
  private func addSteps(to table: inout ScreenTable) {
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
  private func addForecast(to table: inout ScreenTable) {
    table.add(
      "most in 24 h", Self.dose(running.step.mostNanograms), Self.dose(foretold.step.mostNanograms))
    let old = ForecastWords(running, clock: now.clock)
    let new = ForecastWords(foretold, clock: now.clock)
    table.add("low alarm", Self.short(old.lowAlarm), new.lowAlarm)
    table.add("empty", Self.short(old.empty), new.empty)
    addRefillDue(to: &table)
    table.add("ERI", Self.short(old.replacement), new.replacement)
    table.add("replace by", Self.short(old.endOfService), new.endOfService)
  }

  /// By when it is to be refilled, and which of all moments that is.
  private func addRefillDue(to table: inout ScreenTable) {
    let old = RefillDueWords(refillDueBefore, clock: now.clock)
    let new = RefillDueWords(refillDueAfter, clock: now.clock)
    table.add("refill by", Self.short(old.date), new.date)
    table.add("", old.cause, new.cause)
  }

  /// A moment without what stands behind its date.
  private static func short(_ moment: String) -> String {
    moment.parts(around: ", ").first ?? ""
  }

  /// What stands under it: what reaches the tip, and what there is to think about.
  private func endNotes(_ face: Face) -> [ScreenNote] {
    var notes = present.caveat == nil ? [ScreenNote(tipWords)] : []
    if let warning = present.warning { notes.append(.warning(warning.text(face))) }
    return notes + warnings.map { .warning(Warning($0, face).message) }
  }

  private var tipWords: String {
    let forecast = ForecastWords(foretold, clock: now.clock)
    guard let old = replacedDrug else {
      return refill?.sent.bridge == .flushed
        ? "The path holds the new drug to its tip." : forecast.tip
    }
    let new = after.report.drug.name
    return refill?.sent.bridge == .flushed
      ? "The path holds \(new) to its tip, if it was flushed; else \(old.name) comes out first."
      : "Until \(new) is at the catheter tip, \(old.name) comes out of it.\n"
        + forecast.tip(of: new)
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
