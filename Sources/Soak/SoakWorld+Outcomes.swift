import ProgrammerSession
import PumpWorld
import Quantities
import Telemetry

/// What the programmers make of what comes back, held against the truth.
extension SoakWorld {
  /// What a programmer was about has come to an end.
  func finished(_ index: Int, _ outcome: Outcome) throws(SoakFailure) {
    let step = clients[index].doing
    clients[index].doing = nil
    if clients[index].isDriven { clients[index].outcome = outcome }
    if let number = clients[index].order {
      clients[index].order = nil
      clients[index].isOrderUnsent = false
      try concluded(index, number, outcome)
    } else {
      try expectBlocked(outcome, step)
      try noteSettlement(index)
    }
    guard let step else { return }
    switch outcome {
    case .reply: break
    case .refused, .doneUnheard, .notDone, .unknown, .failed:
      tell("\(clients[index].name): \(step.words) is \(outcome.words)")
    }
    try use(outcome, of: step, index)
    try noteSettlement(index)
    try proceed(index)
  }

  /// Only an order that is not to be sent has no number in the ledger.
  private func expectBlocked(_ outcome: Outcome, _ step: Client.Step?) throws(SoakFailure) {
    switch step {
    case .order, .commit:
      if case .failed(.unsettled) = outcome { return }
      throw fail(
        .belief, "an order was given while the outcome of one is unknown: \(outcome.words)")
    case nil, .open, .ask, .stage, .readBack, .fill, .search, .call, .close: return
    }
  }

  /// An order has an outcome; it is held against the truth.
  private func concluded(_ index: Int, _ number: Int, _ outcome: Outcome)
    throws(SoakFailure)
  {
    let entry = ledger[number]
    tell("\(clients[index].name): \(entry.order.body.words) is \(outcome.words)")
    switch outcome {
    case .reply(.acknowledged), .doneUnheard:
      clients[index].wasDone = true
      try believe(.done, number)
    case .refused(let refusal):
      try checkRefusal(refusal.code, entry)
      try believe(.notDone, number)
    case .notDone: try believe(.notDone, number)
    case .unknown:
      try expect(
        clients[index].session.unsettled?.command, entry.name, .belief,
        "the order of unknown outcome"
      )
      ledger[number].belief = .unknown
      clients[index].needsNew = true
      return clients[index].giveUp()
    case .failed, .reply:
      throw fail(.belief, "\(words(entry)) was sent and ended as \(outcome.words)")
    }
    if crashes(index, .beforeOutcome) { return }
    clients[index].archived = nil
    _ = crashes(index, .afterOutcome)
  }

  /// Another exchange may have told what became of the order whose outcome was unknown.
  private func noteSettlement(_ index: Int) throws(SoakFailure) {
    guard let (number, _) = clients[index].archived, clients[index].session.unsettled == nil,
      let outcome = clients[index].session.settlement
    else { return }
    tell("\(clients[index].name): \(ledger[number].order.body.words) turns out \(outcome.words)")
    try believe(outcome == .doneUnheard ? .done : .notDone, number)
    clients[index].archived = nil
  }

  private func believe(_ belief: OrderLedger.Belief, _ number: Int) throws(SoakFailure) {
    let entry = ledger[number]
    ledger[number].belief = belief
    // What was so then is so no longer.
    if entry.isUndone { return }
    if belief == .done {
      return try expect(
        entry.timesDone > 0, .belief,
        "\(words(entry)) is held to be done, and the pump never did it")
    }
    try expect(
      entry.timesDone == 0, .belief, "\(words(entry)) is held not to be done, and the pump did it")
    if entry.ban == nil { ledger[number].ban = "its programmer knows that it was not" }
    takeOffCard(number)
  }

  private func use(_ outcome: Outcome, of step: Client.Step, _ index: Int)
    throws(SoakFailure)
  {
    let client = clients[index]
    switch outcome {
    case .reply(let reply): try heard(reply, of: step, index)
    case .refused(let refusal): refused(refusal, of: step, index)
    case .doneUnheard: if case .commit = step { clients[index].forgetSet() }
    case .notDone: break
    case .failed(.unsettled):
      try expect(client.session.unsettled != nil, .belief, "an order is blocked without a reason")
      clients[index].giveUp()
    case .failed, .unknown:
      clients[index].needsNew = true
      clients[index].giveUp()
    }
    if client.session.number == nil { clients[index].giveUp() }
  }

  /// The session has seen to it that the answer is of the kind that was asked for.
  private func heard(_ reply: Reply, of step: Client.Step, _ index: Int)
    throws(SoakFailure)
  {
    switch step {
    case .open:
      clients[index].needsNew = false
      adoptKey(index)
      lookAtUnknown(index)
    case .stage(let part): clients[index].staged(part)
    case .readBack: if case .staged(let report) = reply { try readBack(report, index) }
    case .search: if case .logPage(let page) = reply { search(page, index) }
    case .commit, .ask(.discard):
      if case .acknowledged = reply { clients[index].forgetSet() }
    case .ask, .order, .fill, .call, .close: break
    }
  }

  private func refused(_ refusal: Refusal, of step: Client.Step, _ index: Int) {
    switch step {
    case .open, .readBack: clients[index].giveUp()
    case .search:
      if refusal.code == .noSuchEntry { clients[index].isLogLongEnough = false }
      clients[index].giveUp()
    case .ask, .stage, .commit, .order, .fill, .call, .close: break
    }
  }

  private func readBack(_ report: TherapyReport, _ index: Int) throws(SoakFailure) {
    clients[index].token = report.token
    guard let wanted = clients[index].set.therapy?.therapy else { return }
    try expect(
      report.therapy == wanted, .therapy,
      "what \(clients[index].name) reads back is not what it staged")
  }

  /// Looks for the order in a page of the log, and goes on with the next.
  private func search(_ page: LogPage, _ index: Int) {
    guard let order = clients[index].session.unsettled else { return }
    for place in 0..<page.count {
      let entry = page[place].entry
      if entry.kind == .order, entry.detail == order.request.rawValue,
        entry.short == order.command.request, entry.number == order.command.session
      {
        return clients[index].session.settle(as: .doneUnheard)
      }
    }
    let next = page.first + UInt32(page.count)
    if next > page.newest {
      clients[index].session.settle(as: .notDone)
    } else if page.count > 0 {
      clients[index].steps.append(.search(from: next))
    }
  }
}
