import ClinicText
package import Telemetry
package import VerbOutput

/// Who a pump is, for people and for programs.
package struct IdentityResult: VerbResult {
  package let identity: Identity

  package init(_ identity: Identity) { self.identity = identity }

  struct JSON: Encodable {
    let pump: PumpJSON
    let schema: String
  }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(pump: PumpJSON(identity), schema: String(identity.schema, radix: 16))
  }

  package var words: String { PumpName(identity).full + "\n" }
}
