import BadLink
import ProgrammerSession
import PumpFirmware
import Quantities
import Telemetry

/// What the programmers do, step by step, and where their programs end.
extension SoakWorld {
  /// Hands bytes to a programmer.
  func clientHears(_ bytes: [UInt8], _ index: Int) throws(SoakFailure) {
    var position = 0
    while position < bytes.count {
      clients[index].session.receive(bytes.span, from: &position, at: linkTime)
      try drain(index)
    }
  }

  /// Carries out what a session wants done.
  func drain(_ index: Int) throws(SoakFailure) {
    while let action = clients[index].session.nextAction() {
      switch action {
      case .transmit:
        var frame = clients[index].session.withTransmission { [UInt8](copying: $0) }
        if clients[index].isOrderUnsent, let number = clients[index].order {
          clients[index].isOrderUnsent = false
          ledger.sent(number, in: frame.filter { $0 != 0 })
        }
        if clients[index].session.isEmergencyInFlight {
          let call = frame.filter { $0 != 0 }
          calls[call] = calls[call] ?? 0
        }
        frame = overTheAir(frame, isFromPump: false)
        clients[index].line.send(frame.span, from: .programmer, at: linkTime)
        if clients[index].order != nil, crashes(index, .afterSending) { return }
      case .finished(let outcome): try finished(index, outcome)
      }
    }
  }

  /// Takes up the next step, unless one is under way.
  func proceed(_ index: Int) throws(SoakFailure) {
    while clients[index].doing == nil, !clients[index].session.isBusy,
      let step = clients[index].steps.popLast()
    {
      clients[index].noteSession()
      switch step {
      case .open(let isNew):
        guard clients[index].session.number == nil || isNew || clients[index].needsNew else {
          lookAtUnknown(index)
          continue
        }
        clients[index].needsNew = true
        takeKeys(index)
        begin(clients[index].session.opening(), step, index)
      case .ask(let query): begin(.query(query), step, index)
      case .stage(let part): begin(.part(part), step, index)
      case .readBack: begin(.query(.readBack), step, index)
      case .call:
        clients[index].doing = step
        clients[index].session.beginEmergency(at: linkTime)
      case .close: begin(.query(.closeSession), step, index)
      case .search(let first):
        guard let order = clients[index].session.unsettled,
          clients[index].session.number != order.command.session
        else { continue }
        begin(.query(.readLog(ReadLog(from: first))), step, index)
      case .commit(let token):
        guard let number = value(of: token, clients[index]) else { continue }
        try order(
          .commit(Commit(token: number)), step, index,
          ban: token == .current ? nil : "its token is not that of what was staged")
      case .order(let body): try order(body, step, index, ban: nil)
      case .fill(let refill): if clients[index].wasDone { try fillReservoir(refill) }
      }
      try drain(index)
    }
  }

  private func value(of token: Client.Token, _ client: Client) -> UInt32? {
    switch token {
    case .current: client.token
    case .superseded: client.olderToken
    case .madeUp: (client.token ?? 7) &+ 1
    }
  }

  private func begin(_ request: Request, _ step: Client.Step, _ index: Int) {
    clients[index].doing = step
    clients[index].session.begin(request, at: linkTime)
  }

  /// With a session open, an order of unknown outcome is looked into before anything else.
  func lookAtUnknown(_ index: Int) {
    if clients[index].session.unsettled != nil { clients[index].steps.append(.ask(.readStatus)) }
  }

  /// Gives an order: what it is to be known as goes into the archive before it goes on the line.
  private func order(
    _ body: Order.Body, _ step: Client.Step, _ index: Int, ban: String?
  ) throws(SoakFailure) {
    clients[index].wasDone = false
    let client = clients[index]
    guard client.session.unsettled == nil else {
      clients[index].doing = step
      return clients[index].session.begin(body, at: linkTime)
    }
    let body = noteOnCard(body)
    guard let order = client.session.stamped(confirmed(body, index), at: linkTime) else { return }
    guard let name = client.session.name(of: order) else { return clients[index].giveUp() }
    if crashes(index, .beforeIntent) { return }
    tell("\(client.name) gives \(order.body.words) (\(words(name.command)))")
    let number = ledger.add(
      OrderLedger.Entry(
        client: index, role: client.role, name: name.command, order: order, set: client.set,
        ban: index == 3 ? "its programmer has no key of that role" : ban, logged: checks.log.newest)
    )
    clients[index].archived = (number, name)
    if crashes(index, .beforeSending) { return }
    clients[index].order = number
    clients[index].isOrderUnsent = true
    begin(.order(order), step, index)
  }

  /// An order as its programmer gives it: with the total that has to be confirmed, and while there
  /// are faults now and then with another or with none.
  private func confirmed(_ body: Order.Body, _ index: Int) -> Order.Body {
    guard !clients[index].isDriven,
      let total = reference.confirmation(of: body, staged: clients[index].set)
    else {
      return body
    }
    var random = Random(seed: scope.seed ^ link &* 0x9E37_79B9 ^ UInt64(index))
    if isCalm || !random.once(in: 6) { return body.confirming(total) }
    return random.once(in: 2) ? body : body.confirming(total &+ 1)
  }

  /// Ends a programmer's program if it is to end at this point.
  func crashes(_ index: Int, _ point: Client.ProgramEnd) -> Bool {
    guard clients[index].crash == point else { return false }
    crash(index)
    return true
  }

  /// Ends a programmer's program and starts it again: only the archive is left.
  func crash(_ index: Int) {
    tell("the program of \(clients[index].name) ends and is started again")
    var random = Random(seed: scope.seed &+ link &* 31 &+ UInt64(index))
    let old = clients[index]
    var client = Client(
      name: old.name, role: old.role,
      session: Self.newSession(
        old.role, pairing: pairing(index), options, &random),
      line: old.line)
    client.archived = old.archived
    if let archived = old.archived { client.session.restore(archived.order) }
    clients[index] = client
  }
}
