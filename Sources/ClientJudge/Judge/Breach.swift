import Quantities
package import Telemetry

/// A rule of the conversation that a client broke. Spec: session.md, "The programmer".
package enum Breach: Equatable, Sendable {
  /// It gave another order while nothing had settled the one before.
  case orderWhileUnsettled(RequestType, before: RequestType)
  /// It sent the same order again instead of settling it by a status.
  case orderSentAgain(RequestType)
  /// It committed what it had not read back.
  case commitWithoutReadBack
  /// It committed although the read-back was not what it had staged.
  case commitAgainstReadBack
  /// What was refused it asked for again, with no status read in between or for the third time.
  case refusalNotHeeded(RequestType, RefusalCode)
  /// It went beyond soft limits on its own.
  case limitOverridden(RequestType)

  /// Which rule it is.
  package enum Rule: Hashable, Sendable {
    /// One order at a time, and each settled before the next.
    case settlesFirst
    /// An order is sent once.
    case sendsOrdersOnce
    /// Nothing is committed that was not read back, or reads back differently.
    case readsBack
    /// What the pump refuses is not forced.
    case heedsRefusals
    /// No soft limit is overridden that nobody said to override.
    case overridesNothing
  }

  /// The rule that it breaks.
  package var rule: Rule {
    switch self {
    case .orderWhileUnsettled: .settlesFirst
    case .orderSentAgain: .sendsOrdersOnce
    case .commitWithoutReadBack, .commitAgainstReadBack: .readsBack
    case .refusalNotHeeded: .heedsRefusals
    case .limitOverridden: .overridesNothing
    }
  }

  /// What the client did, in a sentence without its full stop.
  package var words: String {
    switch self {
    case .orderWhileUnsettled(let order, let before):
      "it ordered \(order.text) although no answer and no status had settled its \(before.text)"
    case .orderSentAgain(let order):
      "it sent the same \(order.text) again; an order without an answer is settled by a status"
    case .commitWithoutReadBack: "it committed what it had not read back"
    case .commitAgainstReadBack:
      "it committed although the programme read back was not the one it had staged"
    case .refusalNotHeeded(let request, let code):
      "\(request.text) was refused (\(code.text)), and it asked for the same again"
    case .limitOverridden(let request):
      "it set overridesSoftLimits in \(request.text), which nobody had confirmed"
    }
  }
}
