package import Clinic
import ClinicText
import ProgrammerSession
import PumpText
package import Telemetry

/// Carries the change of a key through over a connection, with the card and the person.
package struct KeyRotationFlow {
  package let access: PumpAccess
  package let role: Role
  /// The answer to the question, when it was given beforehand.
  package let yes: Yes?

  package init(access: PumpAccess, role: Role, yes: Yes?) {
    self.access = access
    self.role = role
    self.yes = yes
  }

  /// Carries the change through; says too whether the card still names the new key as pending
  /// because it could not be written.
  package func run() throws -> KeysResult {
    try CardWriter.check(access.card)
    try settlePatientsKey()
    let visit = try Visit.begin(access)
    guard let card = visit.connection.card else { throw visit.surprise }
    try carry(visit, card)
    if card.hasPending(role) { VerbState.recordIsIncomplete() }
    return KeysResult(rotated: role, of: visit.identity, isPending: card.hasPending(role))
  }

  /// Whether a patient's key that is pending already opens must be known before another takes its
  /// place on the card; for the clinician's the visit itself shows it.
  private func settlePatientsKey() throws {
    guard role == .patient, try KeyCard(reading: access.card).hasPending(role) else { return }
    do {
      try Visit.begin(access, role: role).end()
    } catch let error as ProgrammerError where error.exitStatus == .protocolViolation {
      // No key of the patient's opens: all the more reason to order one that does.
      Notices.say(error.message(access.place.face))
    }
  }

  /// Drives the rotation to its end.
  private func carry(_ visit: Visit, _ card: KeyCard) throws {
    var rotation = KeyRotation(role, of: visit.identity, key: .random())
    var trouble: (any Error)?
    while let action = rotation.nextAction() {
      do {
        switch action {
        case .consult(let preview):
          rotation.agree(
            try visit.askForYes(
              preview.facts(card: card.path).sheet, question: "Change the key?", yes: yes))
        case .give(let order, let key):
          rotation.heard(
            try visit.connection.order(order, prepare: { try card.putPending(key, for: role) }))
        case .dropPending: if card.hasPending(role) { try card.dropPending(for: role) }
        case .close: visit.end()
        case .takeKeys: visit.connection.change(to: role)
        case .open: open(visit.connection, &rotation)
        case .finished(.done): return
        case .finished(let end): throw error(end, trouble, visit)
        }
      } catch {
        if case .finished = action { throw error }
        trouble = error
        try note(action, error, in: &rotation)
      }
    }
  }

  /// Tells the rotation that an action came to nothing on this side.
  private func note(
    _ action: KeyRotation.Action, _ error: any Error, in rotation: inout KeyRotation
  ) throws {
    switch action {
    case .consult: rotation.giveUp()
    case .give:
      let isUnknown = (error as? ProgrammerError)?.exitStatus == .unknown
      if isUnknown { rotation.lost() } else { rotation.withheld() }
    case .dropPending: throw error
    case .close, .takeKeys, .open, .finished: break
    }
  }

  private func open(_ connection: PumpConnection, _ rotation: inout KeyRotation) {
    let outcome = try? connection.perform(connection.session.opening())
    rotation.opened(outcome, by: connection.session.keyInUse)
  }

  /// What a person is told of a rotation that did not get to its end.
  private func error(
    _ end: KeyRotation.End, _ trouble: (any Error)?, _ visit: Visit
  ) -> any Error {
    switch end {
    case .done, .untried:
      ProgrammerError(
        .untold,
        "the pump stored the new \(role.name)'s key; do not change it again. But no session could "
          + "be opened with it, so either of the two may open now. The card keeps both, the "
          + "therapy goes on, and any visit finds out: \(.checkKeys(role))")
    case .unknown(.wrongKind): visit.surprise
    case .unknown(let fault):
      unknown((trouble as? ProgrammerError)?.text ?? visit.error(fault).text)
    case .notDone(let fault): trouble ?? visit.error(fault)
    }
  }

  private func unknown(_ message: FaceText) -> ProgrammerError {
    ProgrammerError(
      .unknown,
      "\(message). The card keeps the old \(role.name)'s key and the new one, whichever the pump "
        + "has; the therapy goes on")
  }
}
