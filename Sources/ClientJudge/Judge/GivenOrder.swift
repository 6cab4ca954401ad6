package import Quantities
package import Telemetry

/// An order that a client gave, and what it heard of it.
package struct GivenOrder: Equatable, Sendable {
  /// What a client knows of what became of an order. Spec: session.md, "Retries".
  package enum Fate: Equatable, Sendable {
    /// Nothing that settles it was heard yet.
    case open
    /// The pump acknowledged it, or a status named it.
    case done
    /// The pump refused it.
    case refused(RefusalCode)
    /// A status showed that it was not carried out and cannot be any more.
    case notDone
  }

  /// Its session and request id.
  package let name: AppliedCommand
  /// What was ordered.
  package let order: Order
  /// When it was sent first.
  package let sent: LinkTime
  /// How long it was valid then by the pump's link clock, in ms; below zero where it had expired.
  package let validMilliseconds: Int32
  /// How often it was sent.
  package internal(set) var sendings = 1
  /// What the client knows of it.
  package internal(set) var fate = Fate.open
  /// When the pump carried it out; `nil` when it did not.
  package internal(set) var carriedOut: LinkTime?

  /// The order by its name, for a person.
  package var words: String {
    "\(order.body.type.text), id \(name.request) of session \(name.session)"
  }
}
