import Clinic
import PumpText
package import Telemetry
package import VerbOutput

/// The temporary rate or planned stop that runs, for people and for programs.
package struct TemporaryResult: VerbResult {
  private let now: Interrogation

  /// As a pump was read.
  package init(now: Interrogation) { self.now = now }

  private struct JSON: Encodable { @OrNull var temporary: TemporaryJSON? }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(temporary: TemporaryJSON(now)) }

  package var words: String {
    var lines = Lines()
    guard let (label, words) = TemporaryWords.state(now) else {
      lines.add("temporary", "no temporary rate and no planned stop runs")
      return lines.text
    }
    lines.add(label, words[0])
    for line in words.dropFirst() { lines.add("", line) }
    return lines.text
  }
}
