import Clinic
import ProgrammerSession
import PumpText
import Quantities
import SerialLink
import Telemetry

/// What became of orders whose programmer ended before it knew.
extension PumpConnection {
  /// Asks the pump what became of each order of an earlier visit that has no outcome yet.
  func settleEarlierOrders() throws {
    for order in try recorder.openOrders() {
      session.restore(order.name)
      guard case .reply(.status) = try perform(.query(.readStatus)) else {
        open.append(order)
        continue
      }
      var evidence = OrderEvidence.status
      if session.settlement == .doneUnheard, try !isNamed(order) { session.restore(order.name) }
      if session.settlement == nil, let outcome = try outcomeInLog(of: order) {
        session.settle(as: outcome)
        evidence = .log
      }
      guard let outcome = session.settlement else {
        open.append(order)
        StandardStreams.error("programmer: \(EarlierOrderWords.unsettled(order).text(face))\n")
        continue
      }
      try note(order, outcome == .doneUnheard ? .done : .notDone, by: evidence)
    }
    // One that stands in the way must not hide behind one that was settled after it.
    if let first = open.first { session.restore(first.name) }
  }

  /// Stores what became of an order. Where that fails the visit goes on, but gives no order: the
  /// next programmer would not know.
  private func note(_ order: OpenOrder, _ fate: OrderFate, by evidence: OrderEvidence) throws {
    do {
      try recorder.archive?.settle(order.id, fate, by: evidence)
      StandardStreams.error("programmer: \(EarlierOrderWords.settled(order, fate))\n")
    } catch let error as ProgrammerError {
      open.append(order)
      StandardStreams.error("programmer: \(error.message(face))\n")
    }
  }

  /// Whether the last order of the pump can be this one by its kind and time as well. A pump whose
  /// memory was set back may give a session's number a second time.
  private func isNamed(_ order: OpenOrder) throws -> Bool {
    guard case .reply(.interrogation(let body)) = try perform(.query(.interrogate)),
      body.status.lastApplied == order.name.command, let last = body.lastApplied
    else { return false }
    return last.request == order.name.request
      && last.therapySeconds >= order.knownTherapySeconds ?? 0
  }

  /// What the pump's event log says of an order that its status does not name any more; `nil` when
  /// it does not tell, or cannot be read.
  private func outcomeInLog(of order: OpenOrder) throws -> Outcome? {
    do {
      var search = OrderSearch(order: order.name, since: order.knownTherapySeconds)
      try LogReader { first in try self.logPage(from: first) }.drive(&search)
      return search.outcome
    } catch is ProgrammerError {
      return nil
    }
  }
}
