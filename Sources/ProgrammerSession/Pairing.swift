public import Telemetry

/// Which pump a programmer talks to, and its keys to one role of it: what the implant card says.
public struct Pairing: Equatable, Sendable {
  /// Which of the keys.
  public enum Key: Hashable, Sendable {
    /// The one on the card.
    case current
    /// The one that is to take its place, and may not have reached the pump.
    case pending
  }

  /// The pump's serial number; a pump of another one does not understand the session.
  public var serial: ShortText<12>
  /// The role's key.
  public var key: AsconBlock
  /// The key that was ordered to take its place, if that is not known to have happened. It is tried
  /// first.
  public var pending: AsconBlock?

  /// A pairing from its parts.
  public init(serial: ShortText<12>, key: AsconBlock, pending: AsconBlock? = nil) {
    self.serial = serial
    self.key = key
    self.pending = pending
  }

  var firstKey: Key { pending == nil ? .current : .pending }

  subscript(which: Key) -> AsconBlock { which == .pending ? pending ?? key : key }
}
