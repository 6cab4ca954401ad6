import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension TransferResult: VerbResult {
  package struct JSON: Encodable {
    /// One of the two pumps.
    struct Pump: Encodable {
      let pump: PumpJSON
      let state: String
    }

    /// A value of both pumps.
    struct Row: Encodable {
      let value: String
      let is_same: Bool
    }

    let old: Pump
    let new: Pump
    let therapy: TherapyJSON
    let compared: [Row]
    let was_there_already: Bool
    @OrNull var consent: ConsentJSON?
    @OrNull var forecast: ForecastJSON?
    @OrNull var reason: String?
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable {
    JSON(
      old: JSON.Pump(
        pump: PumpJSON(done.pumps.old.now.identity), state: done.state.old.rawValue),
      new: JSON.Pump(
        pump: PumpJSON(done.pumps.new.now.identity), state: done.state.new.rawValue),
      therapy: TherapyJSON(programme),
      compared: done.rows.map { JSON.Row(value: $0.value.rawValue, is_same: $0.isSame) },
      was_there_already: done.visit == nil, consent: done.visit?.consent.map(ConsentJSON.init),
      forecast: preview.map {
        ForecastJSON($0.foretold, $0.refillDueAfter, clock: $0.now.clock)
      },
      reason: trouble?.text(face))
  }

  package var words: String { sentences.map { "\($0)\n" }.joined() }
}
