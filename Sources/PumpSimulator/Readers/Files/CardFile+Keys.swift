import PumpFirmware
import PumpText
import Telemetry

extension ImplantCard {
  /// The card with the keys that open sessions with a pump.
  func with(keysOf pump: PumpFirmware) -> ImplantCard {
    var card = self
    card.keys = Keys(
      clinician: pump.key(of: .clinician).hexadecimal, patient: pump.key(of: .patient).hexadecimal)
    let pending = Pending(
      clinician: pump.pendingKey(of: .clinician)?.hexadecimal,
      patient: pump.pendingKey(of: .patient)?.hexadecimal)
    card.pending = pending == Pending() ? nil : pending
    return card
  }

  /// What a person should know about a card whose keys are not those of its pump, given as the card
  /// with the pump's keys; `nil` when each role has a key that opens a session.
  func difference(from actual: ImplantCard) -> String? {
    let locked = [Role.clinician, .patient].filter { role in
      let mine = [key(of: role), pendingKey(of: role)]
      let theirs = [actual.key(of: role), actual.pendingKey(of: role)]
      return !mine.contains { $0 != nil && theirs.contains($0) }
    }
    guard !locked.isEmpty else { return nil }
    let roles = locked.map(\.name).joined(separator: " and ")
    return "the pump has other keys for \(roles) than this card: they were changed since it was "
      + "written, or it is a copy of another pump's. Nobody who has only this card can open a "
      + "session; therapy goes on. Use the card the keys were written to, or give --card a new "
      + "file: a card of the pump's present keys is made"
  }
}
