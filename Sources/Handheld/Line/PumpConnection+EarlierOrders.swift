import Clinic
import ClinicText
import ProgrammerSession
import PumpText
import Telemetry

/// What became of orders whose programmer ended before it knew.
extension PumpConnection {
  /// Asks the pump what became of each order of an earlier visit that has no outcome yet.
  func settleEarlierOrders() throws {
    var settling = OrderSettling(try recorder.openOrders())
    defer { open = settling.open }
    while let action = settling.nextAction() {
      switch action {
      case .takeUp(let order): session.restore(order)
      case .ask(let query):
        settling.heard(try perform(.query(query)), settlement: session.settlement)
      case .askLog(let first): settling.heardLog(try pageIfAny(from: first))
      case .conclude(let outcome): session.settle(as: outcome)
      case .store(let order, let fate, let evidence):
        settling.stored(try store(order, fate, by: evidence))
      case .tell(let order):
        Notices.say(EarlierOrderWords.unsettled(order).text(face))
      }
    }
  }

  /// Stores what became of an order; says whether that could be. Where it cannot the visit goes on.
  private func store(
    _ order: OpenOrder, _ fate: OrderFate, by evidence: OrderEvidence
  ) throws -> Bool {
    do {
      try recorder.archive?.settle(order.id, fate, by: evidence)
      Notices.say(EarlierOrderWords.settled(order, fate))
      return true
    } catch let error as ProgrammerError {
      Notices.say(error.message(face))
      return false
    }
  }

  /// A page of the event log; `nil` when the pump gives none.
  private func pageIfAny(from first: UInt32) throws -> LogAnswer? {
    do { return try logPage(from: first) } catch is ProgrammerError { return nil }
  }
}
