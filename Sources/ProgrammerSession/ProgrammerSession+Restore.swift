public import Telemetry

extension ProgrammerSession {
  /// What an order will be known as when it is the next request; `nil` when no session is open.
  ///
  /// A programmer stores this before it begins the order, so that whatever happens to it the next
  /// one can find out what became of the order.
  public func name(of order: Order) -> UnsettledOrder? {
    guard let header = nextHeader(for: order.body.type),
      case .session(let number) = header.envelope
    else { return nil }
    return UnsettledOrder(
      request: order.body.type,
      command: AppliedCommand(session: number, request: header.request), notAfter: order.notAfter)
  }

  /// Takes up an order of an earlier programmer whose outcome is unknown: it blocks further orders
  /// until a status settles it.
  public mutating func restore(_ order: UnsettledOrder) {
    unsettled = order
    settlement = nil
  }

  /// Takes note that what became of the unsettled order was found out in another way than by a
  /// status: from the pump's log, or by a person who answers for it.
  public mutating func settle(as outcome: Outcome) {
    precondition(
      outcome == .doneUnheard || outcome == .notDone, "an order was settled as neither")
    unsettled = nil
    settlement = outcome
  }
}
