package import Quantities
import Telemetry

/// What a client sends, held against the rules of session.md as it is sent.
extension Conduct {
  /// Bytes left the client.
  package mutating func send(bytes count: Int, at now: LinkTime) {
    sent.bytes += count
    first = first ?? now
    pass(at: now)
  }

  /// A frame of the client's is whole; its bytes were counted before.
  /// - Parameter clock: The pump's link clock, in ms modulo 2^32.
  package mutating func send(_ message: WireMessage, at now: LinkTime, clock: UInt32) {
    sent.frames += 1
    guard let request = message.request, let session = message.session else { return }
    let key = Self.key(session, message.id)
    let before = asked.updateValue(request, forKey: key)
    if before == request {
      if case .order(let order) = request { sendAgain(order.body.type, session, message.id) }
      return
    }
    look(at: request)
    switch request {
    case .order(let order): give(order, in: session, message.id, at: now, clock)
    case .part(let part): stage(part, in: session)
    case .query(.readStatus), .query(.interrogate), .query(.readTherapy):
      for place in refused.indices { refused[place].isLookedAt = true }
    case .query(.discard): staged.removeAll { $0.session == session }
    case .query, .opening: break
    }
  }

  private mutating func sendAgain(_ type: RequestType, _ session: UInt32, _ id: UInt16) {
    let name = AppliedCommand(session: session, request: id)
    guard let place = orders.lastIndex(where: { $0.name == name }) else { return }
    orders[place].sendings += 1
    breaches.append(.orderSentAgain(type))
  }

  /// Whether limits are overridden, and whether it was refused before.
  private mutating func look(at request: Request) {
    if OverrideSeeker.finds(in: request) { breaches.append(.limitOverridden(request.type)) }
    guard request.kind == .order || request.kind == .part,
      let place = refused.firstIndex(where: { $0.request.isSame(as: request) })
    else { return }
    if !refused[place].isLookedAt || refused[place].times > 1 {
      breaches.append(.refusalNotHeeded(request.type, refused[place].code))
    }
  }

  private mutating func give(
    _ order: Order, in session: UInt32, _ id: UInt16, at now: LinkTime, _ clock: UInt32
  ) {
    if let open = orders.last(where: { $0.fate == .open }) {
      breaches.append(.orderWhileUnsettled(order.body.type, before: open.order.body.type))
    }
    if case .commit(let commit) = order.body { check(commit, in: session) }
    orders.append(
      GivenOrder(
        name: AppliedCommand(session: session, request: id), order: order, sent: now,
        validMilliseconds: Int32(bitPattern: order.notAfter &- clock)))
  }

  private mutating func check(_ commit: Commit, in session: UInt32) {
    guard let set = staged.last(where: { $0.session == session }),
      let held = set.readBack.last(where: { $0.token == commit.token })
    else {
      breaches.append(.commitWithoutReadBack)
      return
    }
    if let sent = set.sent, let therapy = held.therapy, sent != therapy {
      breaches.append(.commitAgainstReadBack)
    }
  }

  private mutating func stage(_ part: Request.Part, in session: UInt32) {
    guard case .therapy(let body) = part else { return }
    set(of: session) { $0.sent = body.therapy }
  }

  mutating func set(of session: UInt32, _ change: (inout StagedSet) -> Void) {
    var set = staged.last { $0.session == session } ?? StagedSet(session: session)
    change(&set)
    staged.removeAll { $0.session == session }
    staged.append(set)
  }
}

extension Request {
  /// Whether it asks for the same, whenever that may be carried out: each commit for what is staged
  /// then, whatever its token.
  func isSame(as other: Request) -> Bool {
    guard case .order(let mine) = self, case .order(let theirs) = other else {
      return self == other
    }
    if case .commit = mine.body, case .commit = theirs.body { return true }
    return mine.body == theirs.body
  }
}
