package import Quantities
package import Telemetry

/// What a bolus adds to the programme's day, shown before it is given.
///
/// The largest day of the programme, and not the rate of the moment: that of a step, or of minimum
/// rate between periodic boluses, says nothing about a day.
package struct BolusPreview {
  package let nanograms: UInt32
  package let duration: Milliseconds
  package let now: Interrogation
  package let programme: TherapyReport
  /// What the pump foretells if it is given.
  package let foretold: Forecast

  package init(
    nanograms: UInt32, duration: Milliseconds, now: Interrogation, programme: TherapyReport,
    foretold: Forecast
  ) {
    self.nanograms = nanograms
    self.duration = duration
    self.now = now
    self.programme = programme
    self.foretold = foretold
  }

  /// Nothing while the programme is not infused.
  private var programmed: UInt64 {
    Present(now) == .programme ? UInt64(programme.dailyNanograms) : 0
  }

  /// How it adds to the day; `nil` while the programme gives nothing.
  package var share: DoseChange? {
    programmed == 0
      ? nil : DoseChange(before: programmed, after: programmed + UInt64(nanograms))
  }
}
