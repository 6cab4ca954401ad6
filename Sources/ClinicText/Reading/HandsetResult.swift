package import Clinic
import PumpText
import Quantities
import Telemetry

/// What a patient's handset shows.
package struct HandsetResult {
  package let view: HandsetView

  package init(_ view: HandsetView) { self.view = view }

  /// What a patient is shown, each with its label.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("pump", view.runs.words + restWords)
    facts.add("extra dose", view.hindrance.map { $0.words } ?? "you can ask for one now")
    if let words = nextWords { facts.add("next", words) }
    if let requests = view.requests {
      facts.add("left", "\(requests.left) of the \(requests.most) that you may have in 24 hours")
    }
    let alarms = view.alarms.list
    facts.add("alarms", alarms.first?.patientWords ?? "none", isWarning: !alarms.isEmpty)
    for alarm in alarms.dropFirst() { facts.add("", alarm.patientWords) }
    facts.add("call", view.call.words, isWarning: view.call == .now)
    return facts
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
