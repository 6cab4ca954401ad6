import Quantities
package import Telemetry

/// An order that somebody agreed to, and so may be given. There is no order without one.
package indirect enum PermittedOrder {
  /// It changes the dose, and was consented to on the figures of its proposal.
  case consented(Consent)
  /// A yes is enough for it.
  case plain(PlainOrder, Yes)

  /// The order as it is sent.
  package var body: Order.Body {
    switch self {
    case .consented(let consent): consent.body
    case .plain(let order, _): order.body
    }
  }
}
