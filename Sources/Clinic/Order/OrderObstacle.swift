package import ProgrammerSession
import Quantities
import Telemetry

/// What stands against an order before it is given: one of which nobody knows what became. Which
/// of the two happened must be known before anything else is ordered.
package enum OrderObstacle: Equatable {
  /// One of an earlier visit. Nothing is sent.
  case earlier(OpenOrder)
  /// One of this session, which says so itself and sends nothing.
  case own(UnsettledOrder)

  /// What stands against an order, the oldest first; `nil` when nothing does.
  package init?(_ open: [OpenOrder], _ unsettled: UnsettledOrder?) {
    if let first = open.first {
      self = .earlier(first)
    } else if let unsettled {
      self = .own(unsettled)
    } else {
      return nil
    }
  }
}
