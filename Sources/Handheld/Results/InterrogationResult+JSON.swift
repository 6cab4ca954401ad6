import Clinic
package import ClinicText
package import Console
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension InterrogationResult: VerbResult {
  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    InterrogationJSON(body, therapy, catheter, running: running, due: due)
  }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String { facts.lines(on: paper) }
}
