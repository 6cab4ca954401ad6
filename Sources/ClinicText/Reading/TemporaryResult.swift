import Clinic
import PumpText
import Quantities
package import Telemetry

/// The temporary rate or planned stop that runs.
package struct TemporaryResult {
  package let now: Interrogation

  /// As a pump was read.
  package init(now: Interrogation) { self.now = now }

  /// What is shown of it, each with its label.
  package var facts: [ScreenFact] {
    var facts: [ScreenFact] = []
    guard let (label, words) = TemporaryWords.state(now) else {
      facts.add("temporary", "no temporary rate and no planned stop runs")
      return facts
    }
    facts.add(label, lines: words)
    return facts
  }
}
