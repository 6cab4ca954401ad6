package import ProgrammerSession
import Quantities
package import Telemetry

/// The way of every change of a key: put it on the card as pending, order it, open a session with
/// it, make it the card's key. From any point on the way the next visit finds to the end.
///
/// It is driven as a ``VisitMachine``, from an open session of a clinician's.
package struct KeyRotation {
  /// What it wants done.
  package enum Action {
    /// Ask a person whether this is done: a yes is enough.
    case consult(KeyChangePreview)
    /// Store the order, put the key on the card as pending, give the order, store how it ended. The
    /// key is on the card before the first byte is sent.
    case give(PermittedOrder, pending: AsconBlock)
    /// Take the pending key off the card again: the pump did not take it.
    case dropPending
    /// End the session.
    case close
    /// Take up the keys that the card has now for the role.
    case takeKeys
    /// Open a session on behalf of the role: by that the pump makes the new key its only one.
    case open
    /// It is over.
    case finished(End)
  }

  /// How it ended.
  package enum End: Equatable {
    /// The new key opens the pump, and the old one does not any more.
    case done
    /// The pump stored the new key, and no session could be opened with it: either key may open.
    case untried
    /// Nothing was carried out.
    case notDone(VisitFault)
    /// Nobody knows which key opens.
    case unknown(VisitFault)
  }

  private enum Phase { case consulting, giving, trying(left: Int), over }

  package let role: Role
  private let key: AsconBlock
  private var phase = Phase.consulting
  private var actions: [Action]

  /// How often a session is tried with the new key.
  private static let tries = 3

  /// A new key for a role of a pump, which nobody can predict.
  package init(_ role: Role, of pump: Identity, key: AsconBlock) {
    self.role = role
    self.key = key
    actions = [.consult(KeyChangePreview(pump: pump, role: role))]
  }

  /// The next thing to do; `nil` when something has to be handed in first, or it is over.
  package mutating func nextAction() -> Action? {
    actions.isEmpty ? nil : actions.removeFirst()
  }

  /// The person said yes.
  package mutating func agree(_ yes: Yes) {
    guard case .consulting = phase else { return }
    phase = .giving
    actions.append(.give(.plain(.rotateKey(RotateKey(role: role, key: key)), yes), pending: key))
  }

  /// The person does not want it; an order that was given takes its course.
  package mutating func giveUp() {
    guard case .consulting = phase else { return }
    finish(.notDone(.givenUp), [.close])
  }

  /// The order ended.
  package mutating func heard(_ outcome: Outcome) {
    guard case .giving = phase else { return }
    switch outcome {
    case .reply(.acknowledged), .doneUnheard:
      phase = .trying(left: Self.tries)
      actions = [.close, .takeKeys, .open]
    case .reply: finish(.unknown(.wrongKind))
    case .unknown: finish(.unknown(.unknown))
    // What the pump refused is over; the next programmer is to find it free.
    case .refused(let refusal): finish(.notDone(.refused(refusal)), [.dropPending, .close])
    case .notDone: finish(.notDone(.notDone), [.dropPending])
    case .failed(let error): finish(.notDone(.failed(error)), [.dropPending])
    }
  }

  /// The line was lost while the order was on it.
  package mutating func lost() {
    if case .giving = phase { finish(.unknown(.lost)) }
  }

  /// The order was not sent.
  package mutating func withheld() {
    if case .giving = phase { finish(.notDone(.withheld)) }
  }

  /// A session was tried: how its opening ended, and the key that opened it. No outcome means that
  /// the line is gone, and then nothing more is tried: it cannot tell which key opens either.
  package mutating func opened(_ outcome: Outcome?, by key: Pairing.Key?) {
    guard case .trying(let left) = phase else { return }
    if case .reply(.sessionOpened)? = outcome, key == .pending {
      // The pump would end it by itself after a while.
      return finish(.done, [.close])
    }
    guard outcome != nil, left > 1 else { return finish(.untried) }
    phase = .trying(left: left - 1)
    actions.append(.open)
  }

  private mutating func finish(_ end: End, _ before: [Action] = []) {
    phase = .over
    actions = before + [.finished(end)]
  }
}
