import Clinic
import ProgrammerSession
import PumpText
import SerialLink
package import Telemetry

/// The way of every change of a key: put it on the card as pending, order it, open a session with
/// it, make it the card's key. From any point on the way the next visit finds to the end.
package struct KeyRotation {
  package let access: PumpAccess
  package let role: Role
  /// Whether the question was answered with yes beforehand.
  package let yes: Bool

  package init(access: PumpAccess, role: Role, yes: Bool) {
    self.access = access
    self.role = role
    self.yes = yes
  }

  /// Carries the change through; gives the pump it was made at, and whether the card still names
  /// the new key as pending because it could not be written.
  package func run() throws -> (pump: Identity, isPending: Bool) {
    try CardWriter.check(access.card)
    try settlePatientsKey()
    let visit = try Visit.begin(access)
    guard let card = visit.connection.card else { throw visit.surprise }
    let agreed = try visit.confirm(
      preview(visit.identity, card), question: "Change the key?", yes: yes)
    try order(visit, card, agreed)
    visit.end()
    try open(visit.connection)
    if card.hasPending(role) { VerbState.recordIsIncomplete() }
    return (visit.identity, card.hasPending(role))
  }

  /// Whether a patient's key that is pending already opens must be known before another takes its
  /// place on the card; for the clinician's the visit itself shows it.
  private func settlePatientsKey() throws {
    guard role == .patient, try KeyCard(reading: access.card).hasPending(role) else { return }
    do {
      try Visit.begin(access, role: role).end()
    } catch let error as ProgrammerError where error.ending == .protocolViolation {
      // No key of the patient's opens: all the more reason to order one that does.
      StandardStreams.error("programmer: \(error.message)\n")
    }
  }

  private func preview(_ identity: Identity, _ card: KeyCard) -> String {
    var preview = OrderPreview()
    preview.add("pump", "\(identity.model.string) \(identity.serial.string)")
    preview.add("key", "of the \(role): a new one, drawn by chance, takes the place of the old one")
    preview.add("card", "\(card.path) is written anew; copies of it no longer open the pump")
    preview.add("therapy", "goes on unchanged")
    return preview.text
  }

  private func order(_ visit: Visit, _ card: KeyCard, _ agreed: Yes) throws {
    let key = AsconBlock.random()
    let outcome: Outcome
    do {
      outcome = try visit.connection.order(
        .plain(.rotateKey(role, key), agreed),
        prepare: { try card.putPending(key, for: role) })
    } catch let error as ProgrammerError where error.ending == .unknown {
      throw Self.unknown(role, error.message)
    }
    switch outcome {
    case .reply(.acknowledged), .doneUnheard: return
    case .unknown: throw Self.unknown(role, OutcomeWords.unknown(visit.connection.unsettled))
    case .refused, .notDone, .failed:
      if card.hasPending(role) { try card.dropPending(for: role) }
      // What the pump refused is over; the next programmer is to find it free.
      if case .refused = outcome { visit.end() }
      _ = try Visit.reply(outcome, visit.connection)
    case .reply: throw visit.surprise
    }
  }

  /// Opens a session with the new key, by which the pump makes it the role's only one.
  private func open(_ connection: PumpConnection) throws {
    connection.change(to: role)
    var tries = 3
    while tries > 0 {
      tries -= 1
      // A line that is gone is not tried again: it cannot tell which key opens either.
      guard let outcome = try? connection.perform(connection.session.opening()) else { break }
      guard case .reply(.sessionOpened) = outcome, connection.session.keyInUse == .pending
      else { continue }
      // The pump would end it by itself after a while.
      _ = try? connection.perform(.query(.closeSession))
      return
    }
    throw ProgrammerError(
      .untold,
      "the pump stored the new \(role)'s key; do not change it again. But no session could be "
        + "opened with it, so either of the two may open now. The card keeps both, the therapy "
        + "goes on, and any visit finds out: `programmer keys check --role \(role)`")
  }

  private static func unknown(_ role: Role, _ message: String) -> ProgrammerError {
    ProgrammerError(
      .unknown,
      "\(message). The card keeps the old \(role)'s key and the new one, whichever the pump has; "
        + "the therapy goes on")
  }
}
