/// What clients did to a pump's port since the last look.
///
/// The kernel merges equal events that nobody has fetched yet, so these are lower bounds: they say
/// *that* a client came or went, and must not be summed up into a number of clients.
package struct PtyClientChange: Equatable, Sendable {
  /// At least this many times a client opened the port.
  package var opened: Int
  /// At least this many times a client closed the port.
  package var closed: Int

  /// Makes a change from two counts.
  package init(opened: Int = 0, closed: Int = 0) {
    self.opened = opened
    self.closed = closed
  }
}
