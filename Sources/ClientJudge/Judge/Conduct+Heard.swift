package import Quantities
import Telemetry

/// What a client is given, and what it can know from it. Spec: session.md, "Retries".
extension Conduct {
  /// Bytes reached the client.
  package mutating func hear(bytes count: Int, at now: LinkTime) {
    heard.bytes += count
    pass(at: now)
  }

  /// A frame that the client is given is whole; its bytes were counted before.
  package mutating func hear(_ message: WireMessage, at now: LinkTime) {
    heard.frames += 1
    // What comes in the open settles nothing, for anybody can say it.
    guard let reply = message.reply, let session = message.session else { return }
    let name = AppliedCommand(session: session, request: message.id)
    switch reply {
    case .sessionOpened(let opened):
      if !sessions.contains(opened.session) { sessions.append(opened.session) }
    case .acknowledged(let done):
      if asked[Self.key(session, message.id)]?.type == done.request { settle(name, .done) }
    case .refused(let refusal): hear(refusal, name)
    case .status(let status): settle(by: status, in: name)
    case .interrogation(let report): settle(by: report.status, in: name)
    case .staged(let report):
      set(of: session) { $0.readBack.append((report.token, report.therapy)) }
    case .refill(let report): set(of: session) { $0.readBack.append((report.token, nil)) }
    case .identity, .sessionOffered, .noSession, .therapy, .dayPlan, .patientBolus, .logPage,
      .forecast, .catheter:
      break
    }
  }

  private mutating func settle(_ name: AppliedCommand, _ fate: GivenOrder.Fate) {
    guard let place = orders.lastIndex(where: { $0.name == name && $0.fate == .open }) else {
      return
    }
    orders[place].fate = fate
  }

  private mutating func hear(_ refusal: Refusal, _ name: AppliedCommand) {
    let request = asked[Self.key(name.session, name.request)]
    guard let request, request.type == refusal.request else { return }
    settle(name, .refused(refusal.code))
    guard request.kind == .order || request.kind == .part, refusal.code.isFinal else { return }
    guard let place = refused.firstIndex(where: { $0.request.isSame(as: request) }) else {
      refused.append(Refused(request: request, code: refusal.code))
      return
    }
    refused[place].times += 1
    refused[place].isLookedAt = false
  }

  /// The table of session.md, row by row. A status counts for the orders given before it was asked
  /// for.
  private mutating func settle(by status: Status, in name: AppliedCommand) {
    guard !status.alarms.contains(.memoryLost) else { return }
    for place in orders.indices where orders[place].fate == .open {
      let order = orders[place].name
      if order.session == name.session, name.request < order.request { continue }
      if let applied = status.lastApplied {
        if applied == order {
          orders[place].fate = .done
          continue
        }
        if applied.session != order.session, applied.session.isLater(than: order.session) {
          continue
        }
      }
      let isPast = status.linkClock.isLater(than: orders[place].order.notAfter)
      if name.session != order.session || isPast { orders[place].fate = .notDone }
    }
  }
}

extension RefusalCode {
  /// Whether asking for the same again means not to have heard it: it is no delay, and it does not
  /// ask for staging and reading back anew.
  fileprivate var isFinal: Bool {
    delay == nil && self != .nothingStaged && self != .tokenMismatch
  }
}

extension UInt32 {
  /// Whether it comes after another on a clock, or among sessions, that counts modulo 2^32.
  fileprivate func isLater(than other: UInt32) -> Bool { Int32(bitPattern: self &- other) > 0 }
}
