import Quantities

extension RequestType {
  /// What a request is by what it does. Spec: messages.md, "Requests".
  public enum Kind: Hashable, Sendable {
    /// It leads to a session, or is heard without one.
    case opening
    /// It asks, or touches the session alone.
    case query
    /// It is held, together with others, until they are committed.
    case part
    /// It changes what the patient gets, the clock that says when, the alarms, or the keys.
    case order
  }

  /// Whether it is an order. The emergency is none: it may be called for any number of times, and
  /// more calls change nothing.
  public var changesTherapy: Bool { kind == .order }
}
