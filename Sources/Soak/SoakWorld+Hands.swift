import BadLink
import ProgrammerSession
import PumpFirmware
import Quantities
import Telemetry

/// What the programmers do, step by step, and where their programs end.
extension SoakWorld {
  /// Hands bytes to a programmer.
  mutating func handHears(_ bytes: [UInt8], _ index: Int) throws(SoakFailure) {
    var position = 0
    while position < bytes.count {
      hands[index].session.receive(bytes.span, from: &position, at: linkTime)
      try drain(index)
    }
  }

  /// Carries out what a session wants done.
  mutating func drain(_ index: Int) throws(SoakFailure) {
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
  mutating func proceed(_ index: Int) throws(SoakFailure) {
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
      case .ask(let query): begin(.query(query), step, index)
      case .stage(let part): begin(.part(part), step, index)
      case .readBack: begin(.query(.readBack), step, index)
      case .close: begin(.query(.closeSession), step, index)
      case .search(let first):
        guard let order = hands[index].session.unsettled,
          hands[index].session.number != order.command.session
        else { continue }
        begin(.query(.readLog(ReadLog(from: first))), step, index)
      case .commit(let token):
        guard let number = value(of: token, hands[index]) else { continue }
        try order(
          .commit(Commit(token: number)), step, index,
          ban: token == .current ? nil : "its token is not that of what was staged")
      case .order(let body): try order(body, step, index, ban: nil)
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
  mutating func lookAtUnknown(_ index: Int) {
    if hands[index].session.unsettled != nil { hands[index].steps.append(.ask(.readStatus)) }
  }

  /// Gives an order: what it is to be known as goes into the archive before it goes on the line.
  private mutating func order(
    _ body: Order.Body, _ step: Handheld.Step, _ index: Int, ban: String?
  ) throws(SoakFailure) {
    hands[index].wasDone = false
    let hand = hands[index]
    guard hand.session.unsettled == nil else {
      hands[index].doing = step
      return hands[index].session.begin(body, at: linkTime)
    }
    guard let order = hand.session.stamped(confirmed(body, index), at: linkTime) else { return }
    guard let name = hand.session.name(of: order) else { return hands[index].giveUp() }
    if crashes(index, .beforeIntent) { return }
    tell("\(hand.name) gives \(order.body.words) (\(words(name.command)))")
    let number = ledger.add(
      OrderLedger.Entry(
        hand: index, role: hand.role, name: name.command, order: order, set: hand.set,
        ban: index == 3 ? "its programmer has no key of that role" : ban, logged: checks.log.newest)
    )
    hands[index].archived = (number, name)
    if crashes(index, .beforeSending) { return }
    hands[index].order = number
    hands[index].isOrderUnsent = true
    begin(.order(order), step, index)
  }

  /// An order as its programmer gives it: with the total that has to be confirmed, and while there
  /// are faults now and then with another or with none.
  private func confirmed(_ body: Order.Body, _ index: Int) -> Order.Body {
    guard let total = reference.confirmation(of: body, staged: hands[index].set) else {
      return body
    }
    var dice = Dice(seed: plan.seed ^ link &* 0x9E37_79B9 ^ UInt64(index))
    if isCalm || !dice.once(in: 6) { return body.confirming(total) }
    return dice.once(in: 2) ? body : body.confirming(total &+ 1)
  }

  /// Ends a programmer's program if it is to end at this point.
  mutating func crashes(_ index: Int, _ point: Handheld.HandCrash) -> Bool {
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
