import Clinic
package import ClinicText
package import Console
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension ScheduleResult: VerbResult {
  package struct JSON: Encodable {
    package let therapy: TherapyJSON
    let flows: Present.Name
    @OrNull var periodic_bolus_due_min: UInt32?
    @OrNull var clock: String?
    @OrNull var weekday: String?
    @OrNull var step: DayJSON.Step?
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      therapy: TherapyJSON(programme), flows: therapy.present.name,
      periodic_bolus_due_min: therapy.minutesToBolus,
      clock: clock.map(JSONUnits.clock),
      weekday: weekday?.jsonNames.first, step: step.map(DayJSON.Step.init))
  }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String {
    therapy.words(on: paper) + (nowWords.map { Timeline(paper).label("now") + "\($0)\n" } ?? "")
  }
}
