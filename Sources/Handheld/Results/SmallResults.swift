import PumpText
package import Telemetry
package import VerbOutput

/// Who a pump said it is, for people and for programs.
package struct IdentityResult: VerbResult {
  private let pump: PumpJSON
  private let schema: UInt32

  private struct JSON: Encodable {
    let pump: PumpJSON
    let schema: String
  }

  package init(_ identity: Identity) {
    pump = PumpJSON(identity)
    schema = identity.schema
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable { JSON(pump: pump, schema: String(schema, radix: 16)) }

  package var words: String {
    "\(pump.model) \(pump.serial), firmware \(pump.firmware), protocol \(pump.protocol)\n"
  }
}

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
