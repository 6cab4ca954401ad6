import Clinic
import ProgrammerSession
import Quantities
import Telemetry

/// The way from one request to the next.
extension Handheld {
  /// A request ended.
  func heard(_ outcome: Outcome, at now: LinkTime) {
    if case .reply(.interrogation(let body)) = outcome {
      lastReading = body
      knownTherapySeconds = body.status.therapySeconds
    }
    switch phase {
    case .idle, .consulting, .pausing, .serving, .servingPause: break
    case .identifying: identified(outcome, at: now)
    case .opening(var opening):
      opening.heard(outcome)
      goOn(&opening, at: now)
    case .settling(var settling):
      goOn(&settling, after: outcome, at: now)
    case .reading(var reading):
      reading.heard(outcome)
      goOn(&reading, at: now)
    case .readingLog(let log, let facts): heardLog(outcome, log, facts, at: now)
    case .visiting(var machine):
      machine.heard(outcome)
      drive(&machine, at: now)
    case .giving(var machine, let order, let patience):
      gave(&machine, order, patience, outcome, at: now)
    case .calling(var course, _): called(&course, outcome, at: now)
    case .servingRequest: servedRequest(outcome)
    case .servingOrder(let order, let patience): servedOrder(order, patience, outcome, at: now)
    case .closing: closed()
    }
  }

  private func identified(_ outcome: Outcome, at now: LinkTime) {
    guard case .reply(.identity(let identity)) = outcome else {
      return end(.failed(VisitFault(unanswered: outcome)))
    }
    if case .emergency = purpose {
      if let mismatch = PumpMismatch(emergencyAt: identity, cardSerial: serial) {
        return end(.mismatch(mismatch))
      }
      let course = EmergencyCourse(end: now.after(session.timings.patience))
      phase = .calling(course, again: nil)
      asking = .emergencyRate
      return session.beginEmergency(at: now)
    }
    if let mismatch = PumpMismatch(identity, cardSerial: serial) { return end(.mismatch(mismatch)) }
    var opening = SessionOpening()
    goOn(&opening, at: now)
  }

  private func goOn(_ opening: inout SessionOpening, at now: LinkTime) {
    while true {
      switch opening.step {
      case .open:
        phase = .opening(opening)
        return ask(session.opening(), at: now)
      case .lookUp(let number): opening.found(isKnown: usedSessions.contains(number))
      case .over(.reply(.sessionOpened)):
        var settling = OrderSettling(open)
        return goOn(&settling, after: nil, at: now)
      case .over(let outcome): return close(.failed(VisitFault(unanswered: outcome)), at: now)
      }
    }
  }

  /// Asks the pump what became of orders of earlier visits.
  private func goOn(
    _ settling: inout OrderSettling, after outcome: Outcome?, at now: LinkTime
  ) {
    if let outcome { hand(outcome, to: &settling) }
    while let action = settling.nextAction() {
      switch action {
      case .takeUp(let order): session.restore(order)
      case .ask(let query):
        isAskingLog = false
        phase = .settling(settling)
        return ask(.query(query), at: now)
      case .askLog(let first):
        isAskingLog = true
        phase = .settling(settling)
        return ask(.query(.readLog(ReadLog(from: first))), at: now)
      case .conclude(let outcome): session.settle(as: outcome)
      case .store(let order, let fate, by: _):
        settled = fate
        believe(order, fate)
        settling.stored(true)
      case .tell: break
      }
    }
    open = settling.open
    beginPurpose(at: now)
  }

  private func hand(_ outcome: Outcome, to settling: inout OrderSettling) {
    guard isAskingLog else { return settling.heard(outcome, settlement: session.settlement) }
    switch outcome {
    case .reply(.logPage(let page)): settling.heardLog(.page(page))
    case .refused(let refusal) where refusal.code == .noSuchEntry:
      settling.heardLog(.noSuchEntry(nearest: UInt32(clamping: refusal.limit)))
    case .reply, .refused, .failed, .doneUnheard, .notDone, .unknown: settling.heardLog(nil)
    }
  }

  private func beginPurpose(at now: LinkTime) {
    switch purpose {
    case .read(let steps), .report(let steps, entries: _):
      var reading = VisitReading(steps)
      goOn(&reading, at: now)
    case .visit(let intent):
      var machine = VisitMachine(intent)
      drive(&machine, at: now)
    case .serve:
      phase = .serving
      served = .opened
    // It is called before a session is opened.
    case .emergency: close(.failed(.wrongKind), at: now)
    }
  }

  private func goOn(_ reading: inout VisitReading, at now: LinkTime) {
    if let request = reading.next() {
      phase = .reading(reading)
      return ask(request, at: now)
    }
    if let fault = reading.fault { return close(.failed(fault), at: now) }
    if case .report(_, let entries) = purpose { return readLog(entries, reading.facts, at: now) }
    close(.read(reading.facts), at: now)
  }

  // MARK: A visit

  /// Carries a visit on until it waits for an answer or a person, or is over.
  func drive(_ machine: inout VisitMachine, at now: LinkTime) {
    while let action = machine.nextAction() {
      switch action {
      case .ask(let request):
        phase = .visiting(machine)
        return ask(request, at: now)
      case .give(let order):
        switch OrderObstacle(open, session.unsettled) {
        case .earlier?: machine.withheld()
        case .own?, nil: return give(order, machine, nil, at: now)
        }
      case .consult(let question):
        phase = .consulting(machine)
        news = .asks(question)
        return
      case .close: break
      case .finished(let end): return close(.ended(end), at: now)
      }
    }
  }

  /// Gives an order that somebody agreed to.
  func give(
    _ order: PermittedOrder, _ machine: VisitMachine, _ patience: OrderPatience?, at now: LinkTime
  ) {
    let given = named(order, at: now)
    phase = .giving(machine, order, patience)
    guard let given else { return heard(.failed(.notOpen), at: now) }
    isOrderNext = true
    ask(.order(given), at: now)
  }

  /// An order as it is sent; `nil` without a session. It is open from before it is sent: whatever
  /// happens to this handheld, it is asked after.
  func named(_ order: PermittedOrder, at now: LinkTime) -> Order? {
    guard let given = session.stamped(order.body, at: now), let name = session.name(of: given)
    else { return nil }
    orders += 1
    if !usedSessions.contains(name.command.session) { usedSessions.append(name.command.session) }
    lastGiven = OpenOrder(
      id: orders, name: name, intended: "", knownTherapySeconds: knownTherapySeconds)
    return given
  }

  /// Takes note of how the order ended that was given last.
  func settleGiven(_ outcome: Outcome) {
    let fate = OrderEnd(outcome).fate
    believe(lastGiven, fate)
    if fate == .unknown, let order = lastGiven { open.append(order) }
    lastGiven = nil
  }

  private func gave(
    _ machine: inout VisitMachine, _ order: PermittedOrder, _ patience: OrderPatience?,
    _ outcome: Outcome, at now: LinkTime
  ) {
    var patience = patience ?? OrderPatience(from: now, session.timings)
    if patience.next(after: outcome, at: now) != nil {
      phase = .pausing(
        machine, order, patience, until: now.after(session.timings.settlePause))
      return
    }
    settleGiven(outcome)
    machine.heard(outcome)
    drive(&machine, at: now)
  }

  // MARK: The emergency

  private func called(
    _ course: inout EmergencyCourse, _ outcome: Outcome, at now: LinkTime
  ) {
    switch course.next(after: outcome, at: now) {
    case .done: end(.called(nil))
    case .again: phase = .calling(course, again: now.after(session.timings.settlePause))
    case .over(let end): self.end(.called(end))
    }
  }

  // MARK: The end

  /// Ends the session, and then tells what came of it.
  func close(_ news: News, at now: LinkTime) {
    pending = news
    guard session.number != nil else { return closed() }
    phase = .closing
    ask(.query(.closeSession), at: now)
  }

  private func closed() {
    let news = pending
    pending = nil
    if let news { end(news) }
  }

  private func end(_ news: News) {
    session.abandon()
    phase = .idle
    if case .serve = purpose { served = .over(news) }
    self.news = news
  }
}
