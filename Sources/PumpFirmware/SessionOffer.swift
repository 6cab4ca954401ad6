import Quantities
import Telemetry

/// A session that begins when the programmer proves itself in it. Spec: session.md, "Opening".
struct SessionOffer: Sendable {
  /// The opening it answers, and that request's id: a line may double it.
  let opening: OpenSession
  let request: UInt16
  /// The answer.
  let offered: SessionOffered
  /// When the offer lapses.
  let deadline: LinkTime
  /// How many proofs for it failed out of contact.
  var failures: UInt32 = 0

  /// How long an offer stands.
  static var life: Milliseconds { .seconds(10) }
}
