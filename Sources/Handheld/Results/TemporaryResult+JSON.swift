import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension TemporaryResult: VerbResult {
  private struct JSON: Encodable { @OrNull var temporary: TemporaryJSON? }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(temporary: TemporaryJSON(now)) }

  package var words: String { facts.lines() }
}
