package import Quantities
package import Telemetry

/// What the pump does and what it would do if a change were committed.
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
  package var beginsAnew = false
  /// What there is to think about before.
  package var warnings: [ChangeWarning] = []
  /// What is known of drugs.
  package var drugs = DrugLibrary.standard

  /// The two programmes, and what the pump says and foretells of them.
  package init(
    before: Programme, after: Programme, now: Interrogation, running: Forecast, foretold: Forecast
  ) {
    self.before = before
    self.after = after
    self.now = now
    self.running = running
    self.foretold = foretold
  }

  /// What flows now.
  package var present: Present { Present(now) }

  /// What changes on every day and over the week. From another drug it is no step of the same
  /// amount: then it is a start from nothing.
  package var comparison: DayComparison {
    replacedDrug == nil ? DayComparison(before, after) : DayComparison(before, after).fromNothing
  }

  /// The days of both programmes beside each other, each in amounts of its own drug.
  package var days: [DayComparison.Days] { DayComparison(before, after).days }

  /// When the change reaches the catheter tip; `nil` for never, and where nothing of it flows yet.
  package var tip: Ahead? {
    guard present.letsProgrammeFlow else { return nil }
    return refill?.sent.bridge == .flushed ? Ahead(seconds: 0) : foretold.tip
  }
}
