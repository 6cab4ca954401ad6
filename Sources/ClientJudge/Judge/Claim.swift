import Quantities

/// What a client says of the change it was to make, when it ends.
package enum Claim: Hashable, Sendable {
  /// It is done.
  case done
  /// The pump or somebody said no, and nothing changed.
  case refused
  /// It was not carried out and cannot be any more.
  case notDone
  /// Nobody knows.
  case unknown
  /// It said nothing: it was ended by a signal, or its exit code, which is this, means nothing.
  case none(code: Int32)

  /// Whether it holds, of a change that was carried out or was not. Unknown is never wrong, and
  /// silence is no claim.
  func holds(isCarriedOut: Bool) -> Bool {
    switch self {
    case .done: isCarriedOut
    case .refused, .notDone: !isCarriedOut
    case .unknown, .none: true
    }
  }

  /// The names of claims in reports; no release changes them.
  package enum Name: String, CaseIterable, Sendable {
    case done = "done"
    case refused = "refused"
    case notDone = "not_done"
    case unknown = "unknown"
    case none = "none"
  }

  /// Its name.
  package var name: Name {
    switch self {
    case .done: .done
    case .refused: .refused
    case .notDone: .notDone
    case .unknown: .unknown
    case .none: .none
    }
  }

  /// What it is, behind "the client says".
  package var words: String {
    switch self {
    case .done: "that it is done"
    case .refused: "that it was refused and nothing changed"
    case .notDone: "that it was not carried out"
    case .unknown: "that the outcome is unknown"
    case .none(let code): "nothing: its exit code \(code) has no meaning here"
    }
  }
}
