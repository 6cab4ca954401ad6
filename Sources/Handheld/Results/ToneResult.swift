import PumpText
package import Telemetry
package import VerbOutput

/// A tone that was tried, for people and for programs.
package struct ToneResult: VerbResult {
  private let tone: Tone

  private struct JSON: Encodable {
    let tone: String
  }

  package init(tone: Tone) { self.tone = tone }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable { JSON(tone: tone.name) }
  package var words: String { "done: the pump sounds \(tone.words)\n" }
}
