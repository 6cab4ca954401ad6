import BadLink
import ProgrammerSession
import PumpFirmware
import Quantities
import Telemetry

/// What the programmers do, step by step, and what they make of what comes back.
extension SoakWorld {
  /// Hands bytes to a programmer.
  mutating func handHears(_ bytes: [UInt8], _ index: Int) throws {
    var position = 0
    while position < bytes.count {
      hands[index].session.receive(bytes.span, from: &position, at: linkTime)
      try drain(index)
    }
  }

  /// Carries out what a session wants done.
  mutating func drain(_ index: Int) throws {
    while let action = hands[index].session.nextAction() {
      switch action {
      case .transmit:
        var frame = hands[index].session.withTransmission { [UInt8](copying: $0) }
        if hands[index].isOrderUnsent, let number = hands[index].order {
          hands[index].isOrderUnsent = false
          ledger.sent(number, in: frame.filter { $0 != 0 })
        }
        frame = overTheAir(frame, isFromPump: false)
        hands[index].line.send(frame.span, from: .programmer, at: linkTime)
        if hands[index].order != nil, crashes(index, .afterSending) { return }
      case .finished(let outcome): try finished(index, outcome)
      }
    }
  }

  /// Takes up the next step, unless one is under way.
  mutating func proceed(_ index: Int) throws {
    while hands[index].doing == nil, !hands[index].session.isBusy,
      let step = hands[index].steps.popLast()
    {
      hands[index].noteSession()
      switch step {
      case .open(let isNew):
        guard hands[index].session.number == nil || isNew || hands[index].needsNew else {
          lookAtUnknown(index)
          continue
        }
        hands[index].needsNew = true
        begin(hands[index].session.opening(), step, index)
      case .ask(let request), .stage(let request): begin(request, step, index)
      case .readBack: begin(.readBack, step, index)
      case .close: begin(.closeSession, step, index)
      case .search(let first):
        guard let order = hands[index].session.unsettled,
          hands[index].session.number != order.command.session
        else { continue }
        begin(.readLog(ReadLog(from: first)), step, index)
      case .commit(let token):
        guard let number = value(of: token, hands[index]) else { continue }
        let isGood = token == .current
        try order(
          { .commit(Commit(token: number, notAfter: $0)) }, step, index,
          ban: isGood ? nil : "its token is not that of what was staged")
      case .order(let make): try order(make, step, index, ban: nil)
      case .fill(let refill): if hands[index].wasDone { try fillReservoir(refill) }
      }
      try drain(index)
    }
  }

  private func value(of token: Handheld.Token, _ hand: Handheld) -> UInt32? {
    switch token {
    case .current: hand.token
    case .superseded: hand.olderToken
    case .madeUp: (hand.token ?? 7) &+ 1
    }
  }

  private mutating func begin(_ request: Request, _ step: Handheld.Step, _ index: Int) {
    hands[index].doing = step
    hands[index].session.begin(request, at: linkTime)
  }

  /// With a session open, an order of unknown outcome is looked into before anything else.
  private mutating func lookAtUnknown(_ index: Int) {
    if hands[index].session.unsettled != nil { hands[index].steps.append(.ask(.readStatus)) }
  }

  /// Gives an order: what it is to be known as goes into the archive before it goes on the line.
  private mutating func order(
    _ make: (UInt32) -> Request, _ step: Handheld.Step, _ index: Int, ban: String?
  ) throws {
    hands[index].wasDone = false
    let hand = hands[index]
    guard hand.session.unsettled == nil else { return begin(make(0), step, index) }
    guard let notAfter = hand.session.notAfter(at: linkTime) else { return }
    let request = confirmed(make(notAfter), index)
    guard let name = hand.session.name(of: request) else { return hands[index].giveUp() }
    if crashes(index, .beforeIntent) { return }
    tell("\(hand.name) gives \(request.words) (\(words(name.command)))")
    let number = ledger.add(
      OrderLedger.Entry(
        hand: index, role: hand.role, name: name.command, request: request, set: hand.set,
        ban: index == 3 ? "its programmer has no key of that role" : ban, logged: checks.log.newest)
    )
    hands[index].archived = (number, name)
    if crashes(index, .beforeSending) { return }
    hands[index].order = number
    hands[index].isOrderUnsent = true
    begin(request, step, index)
  }

  /// An order as its programmer gives it: with the total that has to be confirmed, and while there
  /// are faults now and then with another or with none.
  private func confirmed(_ request: Request, _ index: Int) -> Request {
    guard let total = reference.confirmation(of: request, staged: hands[index].set) else {
      return request
    }
    var dice = Dice(seed: plan.seed ^ link &* 0x9E37_79B9 ^ UInt64(index))
    if isCalm || !dice.once(in: 6) { return request.confirming(total) }
    return dice.once(in: 2) ? request : request.confirming(total &+ 1)
  }

  // MARK: Outcomes

  private mutating func finished(_ index: Int, _ outcome: Outcome) throws {
    let step = hands[index].doing
    hands[index].doing = nil
    if let number = hands[index].order {
      hands[index].order = nil
      hands[index].isOrderUnsent = false
      try concluded(index, number, outcome)
    } else {
      try expectBlocked(outcome, step)
      try noteSettlement(index)
    }
    guard let step else { return }
    switch outcome {
    case .reply: break
    case .refused, .doneUnheard, .notDone, .unknown, .failed:
      tell("\(hands[index].name): \(step.words) is \(outcome.words)")
    }
    try use(outcome, of: step, index)
    try noteSettlement(index)
    try proceed(index)
  }

  /// Only an order that is not to be sent has no number in the ledger.
  private func expectBlocked(_ outcome: Outcome, _ step: Handheld.Step?) throws {
    switch step {
    case .order, .commit:
      if case .failed(.unsettled) = outcome { return }
      throw fail(4, "an order was given while the outcome of one is unknown: \(outcome.words)")
    case nil, .open, .ask, .stage, .readBack, .fill, .search, .close: return
    }
  }

  /// An order has an outcome; it is held against the truth.
  private mutating func concluded(_ index: Int, _ number: Int, _ outcome: Outcome) throws {
    let entry = ledger[number]
    tell("\(hands[index].name): \(entry.request.words) is \(outcome.words)")
    switch outcome {
    case .reply(.acknowledged), .doneUnheard:
      hands[index].wasDone = true
      try believe(.done, number)
    case .refused(let refusal):
      try checkRefusal(refusal.code, entry)
      try believe(.notDone, number)
    case .notDone: try believe(.notDone, number)
    case .unknown:
      try expect(
        hands[index].session.unsettled?.command, entry.name, 4, "the order of unknown outcome")
      ledger[number].belief = .unknown
      hands[index].needsNew = true
      return hands[index].giveUp()
    case .failed, .reply:
      throw fail(4, "\(words(entry)) was sent and ended as \(outcome.words)")
    }
    if crashes(index, .beforeOutcome) { return }
    hands[index].archived = nil
    _ = crashes(index, .afterOutcome)
  }

  /// Another exchange may have told what became of the order whose outcome was unknown.
  private mutating func noteSettlement(_ index: Int) throws {
    guard let (number, _) = hands[index].archived, hands[index].session.unsettled == nil,
      let outcome = hands[index].session.settlement
    else { return }
    tell("\(hands[index].name): \(ledger[number].request.words) turns out \(outcome.words)")
    try believe(outcome == .doneUnheard ? .done : .notDone, number)
    hands[index].archived = nil
  }

  private mutating func believe(_ belief: OrderLedger.Belief, _ number: Int) throws {
    let entry = ledger[number]
    ledger[number].belief = belief
    // What was so then is so no longer.
    if entry.isUndone { return }
    if belief == .done {
      return try expect(
        entry.timesDone > 0, 4, "\(words(entry)) is held to be done, and the pump never did it")
    }
    try expect(
      entry.timesDone == 0, 4, "\(words(entry)) is held not to be done, and the pump did it")
    if entry.ban == nil { ledger[number].ban = "its programmer knows that it was not" }
  }

  private mutating func use(_ outcome: Outcome, of step: Handheld.Step, _ index: Int) throws {
    let hand = hands[index]
    switch outcome {
    case .reply(let reply): try heard(reply, of: step, index)
    case .refused(let refusal): refused(refusal, of: step, index)
    case .doneUnheard: if case .commit = step { hands[index].forgetSet() }
    case .notDone: break
    case .failed(.unsettled):
      try expect(hand.session.unsettled != nil, 4, "an order is blocked without a reason")
      hands[index].giveUp()
    case .failed, .unknown:
      hands[index].needsNew = true
      hands[index].giveUp()
    }
    if hand.session.number == nil { hands[index].giveUp() }
  }

  /// The session has seen to it that the answer is of the kind that was asked for.
  private mutating func heard(_ reply: Reply, of step: Handheld.Step, _ index: Int) throws {
    switch step {
    case .open:
      hands[index].needsNew = false
      lookAtUnknown(index)
    case .stage(let request): hands[index].staged(request)
    case .readBack: if case .staged(let report) = reply { try readBack(report, index) }
    case .search: if case .logPage(let page) = reply { search(page, index) }
    case .commit, .ask(.discard):
      if case .acknowledged = reply { hands[index].forgetSet() }
    case .ask, .order, .fill, .close: break
    }
  }

  private mutating func refused(_ refusal: Refusal, of step: Handheld.Step, _ index: Int) {
    switch step {
    case .open, .readBack: hands[index].giveUp()
    case .search:
      if refusal.code == .noSuchEntry { hands[index].isLogLongEnough = false }
      hands[index].giveUp()
    case .ask, .stage, .commit, .order, .fill, .close: break
    }
  }

  private mutating func readBack(_ report: TherapyReport, _ index: Int) throws {
    hands[index].token = report.token
    guard let wanted = hands[index].set.therapy?.therapy else { return }
    try expect(
      report.therapy == wanted, 5, "what \(hands[index].name) reads back is not what it staged")
  }

  /// Looks for the order in a page of the log, and goes on with the next.
  private mutating func search(_ page: LogPage, _ index: Int) {
    guard let order = hands[index].session.unsettled else { return }
    for place in 0..<page.count {
      let entry = page[place].entry
      if entry.kind == .order, entry.detail == order.request.rawValue,
        entry.short == order.command.request, entry.number == order.command.session
      {
        return hands[index].session.settle(as: .doneUnheard)
      }
    }
    let next = page.first + UInt32(page.count)
    if next > page.newest {
      hands[index].session.settle(as: .notDone)
    } else if page.count > 0 {
      hands[index].steps.append(.search(from: next))
    }
  }

  // MARK: Crashes

  /// Ends a programmer's program if it is to end at this point.
  private mutating func crashes(_ index: Int, _ point: Handheld.HandCrash) -> Bool {
    guard hands[index].crash == point else { return false }
    crash(index)
    return true
  }

  /// Ends a programmer's program and starts it again: only the archive is left.
  mutating func crash(_ index: Int) {
    tell("the program of \(hands[index].name) ends and is started again")
    var dice = Dice(seed: plan.seed &+ link &* 31 &+ UInt64(index))
    let old = hands[index]
    var hand = Handheld(
      name: old.name, role: old.role,
      session: Self.newSession(
        old.role, key: index == 3 ? .patient : old.role, options, &dice),
      line: old.line)
    hand.archived = old.archived
    if let archived = old.archived { hand.session.restore(archived.order) }
    hands[index] = hand
  }
}
