import Clinic
package import ClinicText
package import Console
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension TherapyResult: VerbResult {
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
    screen.facts.lines(on: paper) + (screen.days.map { Timeline(paper).text($0) } ?? "")
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
