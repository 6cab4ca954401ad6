import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import Telemetry

/// What a session that was opened says about the keys on the card.
extension PumpConnection {
  /// Makes the pending key the card's only one once it has opened a session.
  func adoptFittingKey() {
    guard PendingKey(openedBy: session.keyInUse) == .fits, let card, card.hasPending(role),
      !isCardFailing
    else { return }
    do {
      try card.adoptPending(for: role)
      Notices.say(
        "the new \(role.name)'s key opened a session; it is the card's key from here "
          + "on, and the old one opens nothing any more")
    } catch {
      isCardFailing = true
      Notices.say(
        "the new \(role.name)'s key opened a session and is the pump's only one, but "
          + "the card still names it as pending, which works as well: \(message(error)). The next "
          + "visit tries again")
    }
  }

  /// Judges a pending key when the pump took the one before it.
  func judgePendingKey() throws {
    guard PendingKey(openedBy: session.keyInUse) == .wasNotTaken, let card, card.hasPending(role)
    else { return }
    switch PendingKey.Verdict(lastChange: try recorder.lastKeyChange(of: role)) {
    case .drop:
      do {
        try card.dropPending(for: role)
        Notices.say(
          "the change of the \(role.name)'s key did not take place, as the pump says; "
            + "the card keeps the key it had")
      } catch {
        Notices.say(message(error))
      }
    case .keep:
      Notices.say(
        "a new \(role.name)'s key is pending on the card, and the pump took the one "
          + "before it: the change did not take place, or the line lost the answers. The card "
          + "keeps both; "
          + "\(face.words(.rotateKey(role))) begins anew")
    }
  }

  private func message(_ error: any Error) -> String {
    (error as? ProgrammerError)?.message(face) ?? "\(error)"
  }
}
