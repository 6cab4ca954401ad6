public import Quantities
import Telemetry

extension ProgrammerSession {
  /// Lets time pass: sends again, gives up, or looks at the status once more.
  public mutating func tick(at now: LinkTime) {
    guard let current = exchange, now >= current.deadline else { return }
    if current.isPausing, let order = current.settling {
      return beginSettling(.readStatus, order, at: now)
    }
    if current.triesLeft > 0 { return transmit(current, at: now) }
    if let order = current.settling {
      unsettled = order
      return finish(.unknown)
    }
    guard current.request.type.changesTherapy, let notAfter = current.request.notAfter,
      case .session(let number) = current.header.envelope
    else {
      return finish(.failed(.noAnswer(to: current.request.type, heard: current.heard)))
    }
    let command = AppliedCommand(session: number, request: current.header.request)
    let order = UnsettledOrder(
      request: current.request.type, command: command, notAfter: notAfter)
    beginSettling(.readStatus, order, at: now)
  }

  /// Sends a request whose answer is to tell how an order turned out.
  mutating func beginSettling(_ request: Request, _ order: UnsettledOrder, at now: LinkTime) {
    guard let header = nextHeader(for: request.type) else {
      unsettled = order
      return finish(.unknown)
    }
    transmit(
      Exchange(
        request: request, header: header, triesLeft: timings.tries, deadline: now,
        settling: order), at: now)
  }

  /// Uses an answer that was asked for in order to settle.
  mutating func settle(_ order: UnsettledOrder, by reply: Reply, at now: LinkTime) {
    if case .sessionOpened = reply { return beginSettling(.readStatus, order, at: now) }
    guard case .status(let status) = reply else { return finish(.unknown) }
    guard let outcome = verdict(on: order, status) else { return pause(order, at: now) }
    if outcome == .unknown { unsettled = order }
    finish(outcome)
  }

  /// Waits before the next look: the order has not been carried out, but still may be.
  mutating func pause(_ order: UnsettledOrder, at now: LinkTime) {
    exchange = Exchange(
      request: .readStatus, header: MessageHeader(.open, request: 0), triesLeft: 0,
      deadline: now.after(timings.settlePause), settling: order, isPausing: true)
  }

  /// What a status says about an order: carried out, not and never, nobody can tell, or `nil` for
  /// not yet known.
  func verdict(on order: UnsettledOrder, _ status: Status) -> Outcome? {
    if let last = status.lastApplied {
      if last == order.command { return .doneUnheard }
      // Another programmer's order came later and took the place where ours would be named.
      if Int32(bitPattern: last.session &- order.command.session) > 0 { return .unknown }
    }
    // An order belongs to its session; once that is replaced, the pump refuses it.
    if number != order.command.session { return .notDone }
    let late = Int32(bitPattern: status.linkClock &- order.notAfter)
    return late > 0 ? .notDone : nil
  }
}
