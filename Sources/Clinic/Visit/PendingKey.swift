package import ProgrammerSession
import Quantities
import Telemetry

/// What a session that was opened says about a key that is pending on the card.
package enum PendingKey: Equatable {
  /// It opened the session: the pump has no other for this role, and it becomes the card's only
  /// one.
  case fits
  /// The one before it opened the session. What became of the last order to change the key says
  /// the rest: ``Verdict``.
  case wasNotTaken

  /// What the key that opened the session says; `nil` when no session was opened with a key.
  package init?(openedBy key: Pairing.Key?) {
    switch key {
    case .pending: self = .fits
    case .current: self = .wasNotTaken
    case nil: return nil
    }
  }

  /// What is done with a pending key when the pump took the one before it.
  package enum Verdict: Equatable {
    /// It is forgotten: the pump says that it did not carry out the order.
    case drop
    /// The card keeps both. The pump's silence is no reason to forget a key: a line can swallow
    /// every answer.
    case keep

    /// The verdict by how the last order to change the role's key turned out; `nil` when none is
    /// known.
    package init(lastChange: OrderFate?) {
      switch lastChange {
      case .notDone, .refused: self = .drop
      case .intended, .done, .unknown, nil: self = .keep
      }
    }
  }
}
