import Clinic
import PumpText
import Quantities
package import Telemetry
package import VerbOutput

/// The bridge, for people and for programs.
package struct BridgeResult: VerbResult {
  package let now: Interrogation

  package init(now: Interrogation) {
    self.now = now
  }

  package struct JSON: Encodable {
    package let state: String
    let waiting_ml: Double
    @OrNull var infusion: InfusionJSON?
    package let path: InterrogationJSON.Path
  }

  private var state: String {
    now.infusion == .bridge ? "running" : now.bridgeWaitingNanolitres > 0 ? "waiting" : "none"
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      state: state, waiting_ml: JSONUnits.millilitres(now.bridgeWaitingNanolitres),
      infusion: now.infusion == .bridge ? InfusionJSON(now) : nil,
      path: InterrogationJSON.Path(now))
  }

  package var words: String {
    var lines = Lines()
    lines.add("bridge", BridgeWords.whole(now) ?? "none")
    lines.add("path", PathWords.whole(now))
    return lines.text
  }
}
