package import Clinic
import PumpText
package import Quantities
import Telemetry

/// The programme that runs.
package struct TherapyResult {
  package let programme: Programme
  /// The pump's clock; `nil` when it was never set.
  package let clock: WallClock?
  /// Minutes until the next bolus of the programme is due; `nil` when none is to come.
  package let minutesToBolus: UInt32?
  /// What flows now, which need not be the programme.
  package let present: Present

  package init(programme: Programme, clock: WallClock?, minutesToBolus: UInt32?, present: Present) {
    self.programme = programme
    self.clock = clock
    self.minutesToBolus = minutesToBolus
    self.present = present
  }

  /// What is shown of it: its facts, and its days as pictures.
  package var screen: Screen { Screen(facts: facts, days: pictures.chart) }

  private var pictures: DayPictures {
    DayPictures(before: nil, after: programme, clock: clock, minutesToBolus: minutesToBolus)
  }

  private var facts: [ScreenFact] {
    let report = programme.report
    let most = QuantityWords.dose(nanograms: UInt64(report.dailyNanograms))
    let least = QuantityWords.dose(nanograms: UInt64(report.leastDailyNanograms))
    var facts: [ScreenFact] = []
    facts.add("mode", report.therapy.mode.words)
    facts.add("drug", "\(report.drug.name) \(QuantityWords.concentration(report.concentration))")
    facts.add("24-h total", most == least ? most : "\(most), on the smallest day \(least)")
    facts.add("flow", QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay)))
    if let bolus = report.therapy.periodic {
      facts.add("periodic", PeriodicWords.line(bolus))
    }
    if let words = present.words { facts.add("flows now", words, isWarning: true) }
    if let minutes = minutesToBolus { facts.add("", PeriodicWords.due(minutes, clock)) }
    return facts
  }
}
