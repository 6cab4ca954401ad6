import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// A session, from its opening to its end: what an executable does around Clinic, without a port.
extension Handheld.State {
  /// Identifies the pump, opens a session whose number no order was given under, and finds out what
  /// became of earlier orders.
  mutating func open(on bench: inout Bench) throws(HandheldError) {
    let identity = try identify(on: &bench)
    if let mismatch = PumpMismatch(identity, cardSerial: serial) { throw HandheldError(mismatch) }
    var opening = SessionOpening()
    opening: while true {
      switch opening.step {
      case .open:
        let request = session.opening()
        opening.heard(carryOut(request, on: &bench))
      case .lookUp(let number): opening.found(isKnown: usedSessions.contains(number))
      case .over(.reply(.sessionOpened)): break opening
      case .over(let outcome): throw HandheldError(VisitFault(unanswered: outcome))
      }
    }
    settle(on: &bench)
  }

  /// Asks the pump who it is.
  mutating func identify(on bench: inout Bench) throws(HandheldError) -> Identity {
    session.linkInterrupted()
    let outcome = carryOut(.opening(.identify), on: &bench)
    guard case .reply(.identity(let identity)) = outcome else {
      throw HandheldError(VisitFault(unanswered: outcome))
    }
    return identity
  }

  /// Ends the session, whatever was under way.
  mutating func close(on bench: inout Bench) {
    guard session.number != nil else { return session.abandon() }
    _ = carryOut(.query(.closeSession), on: &bench)
    session.abandon()
  }

  /// Carries out a request that changes no therapy.
  mutating func carryOut(_ request: Request, on bench: inout Bench) -> RequestEnd {
    session.begin(request, at: bench.now.link)
    let outcome = bench.finish(&session)
    if case .reply(.interrogation(let body)) = outcome {
      knownTherapySeconds = body.status.therapySeconds
    }
    return outcome
  }

  /// Reads what steps say.
  mutating func read(
    _ steps: [VisitStep], on bench: inout Bench
  ) throws(HandheldError) -> VisitFacts {
    var reading = VisitReading(steps, VisitFacts())
    while let request = reading.next() { reading.heard(carryOut(request, on: &bench)) }
    if let fault = reading.fault { throw HandheldError(fault) }
    return reading.facts
  }

  // MARK: Orders

  /// Gives an order that somebody agreed to, again while the pump is busy; `nil` when an earlier
  /// one of which nobody knows stands against it, and it was kept back.
  mutating func give(_ order: PermittedOrder, on bench: inout Bench) -> RequestEnd? {
    switch OrderObstacle(open, session.unsettled) {
    case .earlier?: return nil
    case .own?:
      session.begin(order.body, at: bench.now.link)
      return bench.finish(&session)
    case nil: break
    }
    var outcome = giveOnce(order, on: &bench)
    var patience = OrderPatience(from: bench.now.link, session.timings)
    while patience.next(after: outcome, at: bench.now.link) != nil {
      bench.advance(by: session.timings.settlePause)
      outcome = giveOnce(order, on: &bench)
    }
    return outcome
  }

  private mutating func giveOnce(_ order: PermittedOrder, on bench: inout Bench) -> RequestEnd {
    guard let given = session.stamped(order.body, at: bench.now.link),
      let name = session.name(of: given)
    else { return .failed(.notOpen) }
    orders += 1
    usedSessions.insert(name.command.session)
    session.begin(.order(given), at: bench.now.link)
    let outcome = bench.finish(&session, isOrder: true)
    if OrderEnd(outcome).fate == .unknown {
      open.append(
        OpenOrder(
          id: orders, name: name, intended: "", knownTherapySeconds: knownTherapySeconds))
    }
    return outcome
  }

  /// Asks the pump what became of orders of earlier visits.
  private mutating func settle(on bench: inout Bench) {
    var settling = OrderSettling(open)
    while let action = settling.nextAction() {
      switch action {
      case .takeUp(let order): session.restore(order)
      case .ask(let query):
        settling.heard(carryOut(.query(query), on: &bench), settlement: session.settlement)
      case .askLog(let first): settling.heardLog(logPage(from: first, on: &bench))
      case .conclude(let outcome): session.settle(as: outcome)
      case .store(_, let fate, by: _):
        settled = fate
        settling.stored(true)
      case .tell: break
      }
    }
    open = settling.open
  }

  private mutating func logPage(from first: UInt32, on bench: inout Bench) -> LogAnswer? {
    switch carryOut(.query(.readLog(ReadLog(from: first))), on: &bench) {
    case .reply(.logPage(let page)): .page(page)
    case .refused(let refusal) where refusal.code == .noSuchEntry:
      .noSuchEntry(nearest: UInt32(clamping: refusal.limit))
    case .reply, .refused, .failed, .doneUnheard, .notDone, .unknown: nil
    }
  }
}
