public import Quantities
import Telemetry

extension ProgrammerSession {
  /// An order whose answer was lost, and how long to go on asking what became of it.
  struct Settling: Sendable {
    let order: UnsettledOrder
    /// When the order has expired at the pump, at the latest.
    let expiry: LinkTime
    /// When asking ends, so that a pump that never gets to the point does not hold up anyone.
    let end: LinkTime
  }

  /// Lets time pass: sends again, gives up, or looks at the status once more.
  public mutating func tick(at now: LinkTime) {
    guard let current = exchange, now >= current.deadline else { return }
    if current.isPausing {
      guard let settling = current.settling else { return resume(current, at: now) }
      return beginSettling(number == nil ? opening() : .query(.readStatus), settling, at: now)
    }
    if let later = stillComing(current, at: now) {
      exchange?.deadline = later
      return
    }
    if current.triesLeft > 0 || isWorthOneMore(current, at: now) {
      return sendAgain(current, at: now)
    }
    if let step = current.handshake, step.isProving {
      return proofUnanswered(current, step, at: now)
    }
    if let settling = current.settling { return leaveUnknown(settling) }
    guard let settling = settling(of: current, at: now) else {
      let isCallOpen = current.handshake?.isCallOpen == true
      let asked = isCallOpen ? .emergencyRate : current.request.type
      return finish(.failed(.noAnswer(to: asked, heard: current.heard)))
    }
    if has(.believesSilence) { return finish(.notDone) }
    if has(.repeatsOrders), let header = nextHeader(for: current.request.type) {
      return transmit(
        Exchange(request: current.request, header: header, triesLeft: 1, deadline: now), at: now)
    }
    beginSettling(.query(.readStatus), settling, at: now)
  }

  /// Whether a status is asked for once more because the order expires meanwhile, and any status
  /// read after that settles it.
  private func isWorthOneMore(_ current: Exchange, at now: LinkTime) -> Bool {
    guard let settling = current.settling, current.request == .query(.readStatus) else {
      return false
    }
    return current.sentAt < settling.expiry
      && settling.expiry <= now.after(pace.wait(for: current.sentBytes, usual: timings.answer))
  }

  /// What there is to settle when an exchange has no answer to rely on; `nil` when it is no order.
  func settling(of current: Exchange, at now: LinkTime) -> Settling? {
    guard case .order(let given) = current.request,
      case .session(let number) = current.header.envelope
    else { return nil }
    let command = AppliedCommand(session: number, request: current.header.request)
    let order = UnsettledOrder(
      request: given.body.type, command: command, notAfter: given.notAfter)
    // By then the order has long expired, so that a status would have said so.
    let end = now.after(orderAllowance).after(orderAllowance)
    return Settling(
      order: order, expiry: current.begunAt.after(orderAllowance), end: end)
  }

  /// Sends a request whose answer is to tell how an order turned out.
  mutating func beginSettling(_ request: Request, _ settling: Settling, at now: LinkTime) {
    guard now < settling.end, let header = nextHeader(for: request.type) else {
      return leaveUnknown(settling)
    }
    var exchange = Exchange(
      request: request, header: header, triesLeft: timings.tries, deadline: now,
      settling: settling)
    if case .opening(.openSession) = request {
      guard let pairing else { return leaveUnknown(settling) }
      exchange.handshake = HandshakeStep(pairing.firstKey, beginnings: timings.tries)
    }
    transmit(exchange, at: now)
  }

  /// Uses an answer that was asked for in order to settle.
  mutating func settle(_ settling: Settling, by reply: Reply, at now: LinkTime) {
    guard case .status(let status) = reply else {
      return beginSettling(.query(.readStatus), settling, at: now)
    }
    switch verdict(on: settling.order, status) {
    case nil: pause(settling, at: now)
    case .unknown?: leaveUnknown(settling)
    case let outcome?: finish(outcome)
    }
  }

  /// Waits before the next look: the order has not been carried out, but still may be.
  mutating func pause(_ settling: Settling, at now: LinkTime) {
    exchange = Exchange(
      request: .query(.readStatus), header: MessageHeader(.open, request: 0), triesLeft: 0,
      deadline: now.after(timings.settlePause), settling: settling, isPausing: true)
  }

  /// Ends with an outcome nobody knows, which blocks further orders.
  mutating func leaveUnknown(_ settling: Settling) {
    unsettled = settling.order
    finish(.unknown)
  }

  /// What a status says about an order: carried out, not and never, nobody can tell, or `nil` for
  /// not yet known.
  func verdict(on order: UnsettledOrder, _ status: Status) -> Outcome? {
    // A pump that lost its memory has forgotten which orders it carried out.
    if status.alarms.contains(.memoryLost) { return .unknown }
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
