import ProgrammerSession
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

  /// A session that was opened with a role's key.
  package init(checked role: Role, _ visit: Visit) {
    self.role = role
    pump = PumpJSON(visit.identity)
    isNew = visit.connection.session.keyInUse == .pending
    isPending = visit.connection.card?.hasPending(role) == true
    outcome = .read
    let what =
      isNew
      ? "the new \(role.name)'s key on the card, which was pending,"
      : "the \(role.name)'s key on the card"
    words = "\(what) opens \(pump.model) \(pump.serial)\n"
  }

  /// A key that the pump took in place of another.
  init(rotated role: Role, of identity: Identity, isPending: Bool) {
    self.role = role
    pump = PumpJSON(identity)
    isNew = true
    self.isPending = isPending
    outcome = .done
    let card = isPending ? "on the card it still counts as pending" : "and so has the card"
    words =
      "done: \(pump.model) \(pump.serial) has a new \(role.name)'s key, \(card); copies of the "
      + "card from before no longer open it\n"
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
