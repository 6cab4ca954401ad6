package import ProgrammerSession
import Quantities
package import Telemetry

/// Finds out what became of orders of earlier visits, whose programmer ended before it knew: by
/// the pump's status, and where that does not name them any more by its event log.
///
/// Carry out ``nextAction()``, hand in what came of it, until it gives `nil`. What was not found
/// out stays in ``open``, and stands against new orders.
package struct OrderSettling {
  /// What it wants done.
  package indirect enum Action: Equatable {
    /// Let the session take up an order: from here on what it hears is held against that one.
    case takeUp(UnsettledOrder)
    /// Carry out a request that changes nothing; hand in how it ended and what the session says
    /// then of the order that it took up.
    case ask(Request.Query)
    /// Ask for the page of the log that begins with an entry, and hand that in.
    case askLog(first: UInt32)
    /// Let the session take note of what the log says of the order that it took up.
    case conclude(Outcome)
    /// Store what became of an order, and hand in whether that could be.
    case store(OpenOrder, OrderFate, by: OrderEvidence)
    /// Tell a person that the pump cannot tell what became of an order.
    case tell(OpenOrder)
  }

  private indirect enum Phase {
    case status
    case name
    case log(OrderSearch)
    case storing
    case over
  }

  /// The orders of which it is not known, or not stored, what became; oldest first.
  package private(set) var open: [OpenOrder]
  /// Which of them is looked into; those before it stay open.
  private var place = 0
  private var phase = Phase.over
  private var actions: [Action] = []

  /// The orders that an archive has no outcome of, oldest first, in a session that is open.
  package init(_ orders: [OpenOrder]) {
    open = orders
    lookIntoNext()
  }

  /// The next thing to do; `nil` when something has to be handed in first, or it is over.
  package mutating func nextAction() -> Action? {
    actions.isEmpty ? nil : actions.removeFirst()
  }

  /// A request ended, and the session says this of the order that it took up; `nil` for nothing.
  package mutating func heard(_ outcome: Outcome, settlement: Outcome?) {
    switch phase {
    case .status:
      guard case .reply(.status) = outcome else { return leave() }
      switch settlement {
      case .doneUnheard?:
        phase = .name
        actions.append(.ask(.interrogate))
      case .notDone?: found(.notDone, by: .status)
      case .reply?, .refused?, .unknown?, .failed?, nil: search()
      }
    case .name:
      if Self.isNamed(open[place], outcome) { return found(.done, by: .status) }
      // The session took the other order's name for this one's.
      actions.append(.takeUp(open[place].name))
      search()
    case .log, .storing, .over: break
    }
  }

  /// The pump answered to a request for a page of its log; `nil` when it gave none.
  package mutating func heardLog(_ answer: LogAnswer?) {
    guard case .log(var search) = phase else { return }
    guard let answer else { return leaveToPerson() }
    do throws(LogFault) {
      try search.heard(answer)
    } catch {
      return leaveToPerson()
    }
    goOn(search)
  }

  /// What became of an order was stored, or could not be: then no order is given on it, for the
  /// next programmer would not know.
  package mutating func stored(_ isStored: Bool) {
    guard case .storing = phase else { return }
    guard isStored else { return leave() }
    open.remove(at: place)
    lookIntoNext()
  }

  private mutating func lookIntoNext() {
    guard place < open.count else {
      phase = .over
      // One that stands in the way must not hide behind one that was settled after it.
      if let first = open.first { actions.append(.takeUp(first.name)) }
      return
    }
    phase = .status
    actions += [.takeUp(open[place].name), .ask(.readStatus)]
  }

  /// Whether the last order of the pump can be this one by its kind and time as well. A pump whose
  /// memory was set back may give a session's number a second time.
  private static func isNamed(_ order: OpenOrder, _ outcome: Outcome) -> Bool {
    guard case .reply(.interrogation(let body)) = outcome,
      body.status.lastApplied == order.name.command, let last = body.lastApplied
    else { return false }
    return last.request == order.name.request
      && last.therapySeconds >= order.knownTherapySeconds ?? 0
  }

  private mutating func search() {
    let order = open[place]
    goOn(OrderSearch(order: order.name, since: order.knownTherapySeconds))
  }

  private mutating func goOn(_ search: OrderSearch) {
    if let first = search.wants {
      phase = .log(search)
      actions.append(.askLog(first: first))
      return
    }
    guard let outcome = search.outcome else { return leaveToPerson() }
    actions.append(.conclude(outcome))
    found(outcome == .doneUnheard ? .done : .notDone, by: .log)
  }

  private mutating func found(_ fate: OrderFate, by evidence: OrderEvidence) {
    phase = .storing
    actions.append(.store(open[place], fate, by: evidence))
  }

  /// Leaves an order open that the pump cannot tell of any more: only a person can answer for it.
  private mutating func leaveToPerson() {
    actions.append(.tell(open[place]))
    leave()
  }

  /// Leaves an order open.
  private mutating func leave() {
    place += 1
    lookIntoNext()
  }
}
