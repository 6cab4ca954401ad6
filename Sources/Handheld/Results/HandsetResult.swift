package import Clinic
import PumpText
import Quantities
import Telemetry
package import VerbOutput

/// What a patient's handset shows, for the patient and for programs.
package struct HandsetResult: VerbResult {
  package let view: HandsetView

  package init(_ view: HandsetView) { self.view = view }

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

  package var words: String {
    var lines = Lines()
    lines.add("pump", view.runs.words + restWords)
    lines.add("extra dose", view.hindrance.map(\.words) ?? "you can ask for one now")
    if let words = nextWords { lines.add("next", words) }
    if let requests = view.requests {
      lines.add("left", "\(requests.left) of the \(requests.most) that you may have in 24 hours")
    }
    let alarms = view.alarms.list
    lines.add("alarms", alarms.first?.patientWords ?? "none")
    for alarm in alarms.dropFirst() { lines.add("", alarm.patientWords) }
    lines.add("call", view.call.words)
    return lines.text
  }

  private var restWords: String {
    guard let rest = view.rest, rest.seconds > 0 else { return "" }
    return "; that takes another \(MomentWords.length(rest, from: view.clock))"
  }

  /// When an extra dose becomes possible; `nil` where it does not by itself, or it is now.
  private var nextWords: String? {
    guard let possible = view.possible, view.hindrance != nil else { return nil }
    let first = MomentWords.after(possible.notBefore, from: view.clock)
    if possible.isExact { return "possible \(first)" }
    let earliest = possible.notBefore.seconds == 0 ? "" : "not before: \(first)"
    return earliest.isEmpty ? nil : earliest
  }
}

extension HandsetView.Runs: Encodable {}
extension HandsetView.Call: Encodable {}
extension HandsetView.Hindrance: Encodable {}
