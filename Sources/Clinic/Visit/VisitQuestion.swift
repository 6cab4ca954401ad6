import Telemetry

/// What a person is asked about, with all that is known of it.
package indirect enum VisitQuestion {
  /// Whether a staged change becomes the therapy.
  case change(Proposal, StagedChange, ChangePreview)
  /// Whether an order is given whose forecast has to be consented to.
  case dose(Proposal, OrderOutlook)
  /// Whether an order is given that a yes is enough for.
  case plain(PlainOrder, OrderOutlook)

  /// What has to be given before the order is.
  package var need: ConsentNeed {
    switch self {
    case .change(let proposal, _, _), .dose(let proposal, _): proposal.need
    case .plain: .yes
    }
  }
}

/// How a visit ended.
package indirect enum VisitEnd {
  /// The pump carried it out.
  case done(VisitDone)
  /// Nothing was carried out.
  case notDone(VisitFault)
  /// Nobody knows whether it was carried out.
  case unknown(VisitFault)
}

/// What was carried out in a visit, on whose consent.
package struct VisitDone {
  package let question: VisitQuestion
  package let order: PermittedOrder
  package let done: OrderDone

  /// What was consented to; `nil` where a yes was enough for the kind of the order.
  package var consent: Consent? {
    if case .consented(let consent) = order { consent } else { nil }
  }
}
