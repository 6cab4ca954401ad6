import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// A session that is held open for somebody who asks one thing after the other, as a transfer does
/// at each of its two pumps.
extension Handheld {
  /// What came of what was asked for.
  enum Served {
    /// The session is open, and nothing of earlier stands against an order.
    case opened
    /// A request or an order ended.
    case heard(Outcome)
    /// The order was not sent, for something of earlier stands against it.
    case withheld
    /// The session is over, or there was none.
    case over(News)
  }

  /// Whether the session is open, and nothing is asked.
  var isServing: Bool {
    if case .serving = phase { true } else { false }
  }

  /// What came of it, which is forgotten then; `nil` while it is under way.
  func takeServed() -> Served? {
    defer { served = nil }
    return served
  }

  /// Carries out a request that changes no therapy.
  func serve(_ request: Request, at now: LinkTime) {
    guard isServing else { return served = .heard(.failed(.notOpen)) }
    phase = .servingRequest
    ask(request, at: now)
    drain(at: now)
  }

  /// Gives an order that somebody agreed to.
  func serve(_ order: PermittedOrder, at now: LinkTime) {
    guard isServing else { return served = .heard(.failed(.notOpen)) }
    if case .earlier? = OrderObstacle(open, session.unsettled) { return served = .withheld }
    giveServed(order, nil, at: now)
    drain(at: now)
  }

  /// Ends the session, whatever comes of it.
  func endServing(at now: LinkTime) {
    guard isServing else { return served = .over(.failed(.givenUp)) }
    close(.failed(.givenUp), at: now)
    drain(at: now)
  }

  /// Forgets the session, which ends by itself at the pump.
  func forgetSession() {
    session.abandon()
    phase = .idle
    served = nil
  }

  /// The pump answered to a request.
  func servedRequest(_ outcome: Outcome) {
    phase = .serving
    served = .heard(outcome)
  }

  /// Gives the order, once more where the pump was busy.
  func giveServed(
    _ order: PermittedOrder, _ patience: OrderPatience?, at now: LinkTime
  ) {
    guard let given = named(order, at: now) else { return servedRequest(.failed(.notOpen)) }
    phase = .servingOrder(order, patience)
    isOrderNext = true
    ask(.order(given), at: now)
  }

  /// The order ended.
  func servedOrder(
    _ order: PermittedOrder, _ patience: OrderPatience?, _ outcome: Outcome, at now: LinkTime
  ) {
    var patience = patience ?? OrderPatience(from: now, session.timings)
    if patience.next(after: outcome, at: now) != nil {
      phase = .servingPause(order, patience, until: now.after(session.timings.settlePause))
      return
    }
    settleGiven(outcome)
    servedRequest(outcome)
  }
}
