import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension BridgeResult: VerbResult {
  package struct JSON: Encodable {
    package let state: String
    let waiting_ml: Double
    @OrNull var infusion: InfusionJSON?
    package let path: InterrogationJSON.Path
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      state: state, waiting_ml: JSONUnits.millilitres(now.bridgeWaitingNanolitres),
      infusion: now.infusion == .bridge ? InfusionJSON(now) : nil,
      path: InterrogationJSON.Path(now))
  }

  package var words: String { facts.lines() }
}
