package import Clinic
package import Console
import PumpText
package import Quantities
import Telemetry
package import VerbOutput

/// The programme that runs, for people and for programs.
package struct TherapyResult: VerbResult {
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

  package struct JSON: Encodable {
    package let therapy: TherapyJSON
    let flows: Present.Name
    @OrNull var periodic_bolus_due_min: UInt32?
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      therapy: TherapyJSON(programme), flows: present.name, periodic_bolus_due_min: minutesToBolus)
  }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String {
    let report = programme.report
    let most = QuantityWords.dose(nanograms: UInt64(report.dailyNanograms))
    let least = QuantityWords.dose(nanograms: UInt64(report.leastDailyNanograms))
    var lines = Lines()
    lines.add("mode", report.therapy.mode.words)
    lines.add("drug", "\(report.drug.name) \(QuantityWords.concentration(report.concentration))")
    lines.add("24-h total", most == least ? most : "\(most), on the smallest day \(least)")
    lines.add("flow", QuantityWords.flow(nanolitresPerDay: UInt64(report.flowNanolitresPerDay)))
    if let bolus = report.therapy.periodic {
      lines.add("periodic", PeriodicWords.line(bolus))
    }
    if let words = present.words { lines.add("flows now", words) }
    if let minutes = minutesToBolus { lines.add("", PeriodicWords.due(minutes, clock)) }
    let days = DayPictures(
      before: nil, after: programme, clock: clock, minutesToBolus: minutesToBolus)
    return lines.text + days.words(paper)
  }
}

extension Visit {
  /// Reads the programme that runs, and what is known beside it.
  package func therapyResult() throws -> TherapyResult {
    let now = try interrogate()
    return TherapyResult(
      programme: try programme(), clock: now.clock, minutesToBolus: now.minutesToPeriodicBolus,
      present: Present(now))
  }
}
