import PumpText
package import Telemetry
package import VerbOutput

/// What was done to the keys of a card, for people and for programs.
package struct KeysResult: VerbResult {
  let role: Role
  let pump: PumpJSON
  /// Whether a key that was pending has just become the card's.
  let isNew: Bool
  /// Whether another key is still pending on the card.
  let isPending: Bool
  package let outcome: VerbAnswer.Outcome
  package let words: String

  package init(
    role: Role, pump: PumpJSON, isNew: Bool, isPending: Bool, outcome: VerbAnswer.Outcome,
    words: String
  ) {
    self.role = role
    self.pump = pump
    self.isNew = isNew
    self.isPending = isPending
    self.outcome = outcome
    self.words = words
  }

  struct JSON: Encodable {
    let role: String
    let pump: PumpJSON
    let opened_by: String
    let pending: Bool
  }

  package var json: any Encodable {
    JSON(
      role: role.name, pump: pump, opened_by: isNew ? "new_key" : "key", pending: isPending)
  }
}
