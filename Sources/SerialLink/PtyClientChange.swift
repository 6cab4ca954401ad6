/// What clients did to a pump's port since the last look.
///
/// The kernel merges equal events that nobody has fetched yet, so these are lower bounds: they say
/// *that* a client came or went, and must not be summed up into a number of clients.
public struct PtyClientChange: Equatable, Sendable {
  /// At least this many times a client opened the port.
  public var opened: Int
  /// At least this many times a client closed the port.
  public var closed: Int

  /// Makes a change from two counts.
  public init(opened: Int = 0, closed: Int = 0) {
    self.opened = opened
    self.closed = closed
  }
}
