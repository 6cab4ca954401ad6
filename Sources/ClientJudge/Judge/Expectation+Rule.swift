import Quantities

extension Expectation {
  /// The names of what is expected, in reports; no release changes them.
  package enum Rule: String, CaseIterable, Sendable {
    case endsWithin = "ends_in_time"
    case therapy = "therapy_old_or_new"
    case claimHolds = "claim_holds"
    case claims = "claim_is_founded"
    case noOrder = "no_order"
    case onlyOrders = "only_what_was_asked"
    case ordersAtMost = "orders_at_most"
    case changesAtMost = "at_most_once"
    case sessionsAtMost = "sessions_at_most"
    case framesAtMost = "frames_at_most"
    case bytesAtMost = "bytes_at_most"
    case confirms = "confirms_what_was_given"
    case ordersExpireWithin = "orders_expire_soon"
    case settlesFirst = "settles_first"
    case sendsOrdersOnce = "sends_orders_once"
    case readsBack = "reads_back"
    case heedsRefusals = "heeds_refusals"
    case overridesNothing = "overrides_nothing"
  }

  /// Which of them it is.
  package var rule: Rule {
    switch self {
    case .endsWithin: .endsWithin
    case .therapy: .therapy
    case .claimHolds: .claimHolds
    case .claims: .claims
    case .noOrder: .noOrder
    case .onlyOrders: .onlyOrders
    case .ordersAtMost: .ordersAtMost
    case .changesAtMost: .changesAtMost
    case .sessionsAtMost: .sessionsAtMost
    case .framesAtMost: .framesAtMost
    case .bytesAtMost: .bytesAtMost
    case .confirms: .confirms
    case .ordersExpireWithin: .ordersExpireWithin
    case .keeps(.settlesFirst): .settlesFirst
    case .keeps(.sendsOrdersOnce): .sendsOrdersOnce
    case .keeps(.readsBack): .readsBack
    case .keeps(.heedsRefusals): .heedsRefusals
    case .keeps(.overridesNothing): .overridesNothing
    }
  }
}
