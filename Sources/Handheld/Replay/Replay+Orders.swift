import Clinic
import ClinicText
import PumpText
import Telemetry

/// Orders of a recording, given again. A recorded consent is none: each needs one of now, on what
/// the pump that it is given to foretells.
extension Replay {
  /// Refuses, before anything is sent, an order that cannot be given again as it was.
  static func check(_ request: Request) throws {
    let reason: String
    switch request {
    case .opening(.emergencyRate): reason = "and an emergency is called for by a person"
    case .order(let order):
      guard case .past = OrderAgain(order.body, token: 0, volumes: 0, overrides: false) else {
        return
      }
      reason = "and what it tells the pump was so once: a time, a key or a catheter"
    case .opening, .query, .part: return
    }
    throw ProgrammerError(
      .data,
      "the recording holds \(request.type.name), \(reason). Nothing was sent; leave the orders out")
  }

  /// The order, with a consent to it: a yes where that is enough, and else the total.
  func permit(
    _ body: Order.Body, _ given: GivenConsent, _ overrides: Bool, _ visit: Visit
  ) throws -> PermittedOrder {
    let volumes = try visit.interrogate().volumesVersion
    switch OrderAgain(body, token: token, volumes: volumes, overrides: overrides) {
    case .plain(let order):
      guard let yes = given.yes else { throw Self.unconfirmed }
      return .plain(order, yes)
    case .dose(let order):
      let proposal = try visit.propose(order)
      let consent = try Consent.to(proposal, given: given, canAsk: false) {
        guard let yes = given.yes else { throw Self.unconfirmed }
        return yes
      } total: {
        throw Self.unconfirmed
      }
      return .consented(consent)
    case .past:
      throw ProgrammerError(.data, "\(body.type.name) cannot be given again; nothing was sent")
    }
  }

  private static var unconfirmed: ProgrammerError {
    ProgrammerError(.refused, "the order needs a consent, and none was given; nothing was sent")
  }
}
