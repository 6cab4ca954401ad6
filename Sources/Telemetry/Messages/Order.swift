import Quantities

/// What changes what the patient gets, the clock that says when, the alarms, or the keys, and until
/// when it may be carried out. Spec: messages.md, "Requests", and session.md, "Expiry".
///
/// An order is never sent again without a status read in between, and its outcome is unknown when
/// its answer is lost.
public struct Order: Hashable, Sendable {
  /// What is ordered.
  public var body: Body
  /// The pump's link clock in ms modulo 2^32 after which the order is refused.
  public var notAfter: UInt32

  /// An order from its parts.
  public init(_ body: Body, notAfter: UInt32) {
    self.body = body
    self.notAfter = notAfter
  }
}
