import Clinic
package import ClinicText
import PumpText
import Quantities
import Telemetry
package import VerbOutput

extension HandsetResult: VerbResult {
  struct JSON: Encodable {
    let runs: HandsetView.Runs
    @OrNull var rest_s: UInt32?
    let call: HandsetView.Call
    let alarms: [String]
    let extra_dose: ExtraDose
  }

  struct ExtraDose: Encodable {
    let is_possible: Bool
    @OrNull var hindrance: HandsetView.Hindrance?
    @OrNull var not_before_in_s: UInt32?
    @OrNull var at_latest_in_s: UInt32?
    @OrNull var not_before_on: String?
    @OrNull var at_latest_on: String?
    @OrNull var requests_left: UInt8?
    @OrNull var most_per_day: UInt8?
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    let possible = view.possible
    return JSON(
      runs: view.runs, rest_s: view.rest?.seconds, call: view.call,
      alarms: view.alarms.list.map(\.name),
      extra_dose: ExtraDose(
        is_possible: view.hindrance == nil, hindrance: view.hindrance,
        not_before_in_s: possible?.notBefore.seconds, at_latest_in_s: possible?.atLatest?.seconds,
        not_before_on: JSONUnits.date(possible?.notBefore, from: view.clock),
        at_latest_on: JSONUnits.date(possible?.atLatest, from: view.clock),
        requests_left: view.requests?.left, most_per_day: view.requests?.most))
  }

  package var words: String { facts.lines() }
}

extension HandsetView.Runs: Encodable {}
extension HandsetView.Call: Encodable {}
extension HandsetView.Hindrance: Encodable {}
