import Clinic
import PumpText
import Quantities
package import Telemetry

/// The bridge.
package struct BridgeResult {
  package let now: Interrogation

  package init(now: Interrogation) {
    self.now = now
  }

  /// Whether one runs, waits, or neither.
  package var state: String {
    now.infusion == .bridge ? "running" : now.bridgeWaitingNanolitres > 0 ? "waiting" : "none"
  }

  /// What is shown of it, each with its label.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    facts.add("bridge", BridgeWords.whole(now) ?? "none")
    facts.add("path", PathWords.whole(now))
    return facts
  }
}
