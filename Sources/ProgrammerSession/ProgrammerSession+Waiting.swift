import Quantities
public import Telemetry

extension ProgrammerSession {
  /// What keeps a pump from taking a request for a while, and until when it is asked again.
  struct Waiting: Sendable {
    let delay: RefusalDelay
    let end: LinkTime
  }

  /// Why the request under way waits for the pump to be ready for it; `nil` when it does not.
  public var waitsFor: RefusalDelay? {
    guard let exchange, exchange.isPausing, exchange.settling == nil else { return nil }
    return exchange.waiting?.delay
  }

  /// Waits before a request is made again that the pump has no time for now; false when that is not
  /// the matter with it, or has been for too long.
  ///
  /// An order is not made again here: it has a name under which its programmer stored it.
  mutating func waitsOut(_ refusal: Refusal, _ current: Exchange, at now: LinkTime) -> Bool {
    guard current.settling == nil, !current.request.type.changesTherapy,
      let delay = refusal.code.delay
    else { return false }
    let waiting =
      current.waiting ?? Waiting(delay: delay, end: now.after(timings.patience))
    guard now < waiting.end else { return false }
    // Whatever a pump says, or somebody in its place in the open: it is asked again soon, and the
    // emergency, which stands behind nobody's proofs, at once.
    let isEmergency = current.handshake.map { $0.key == nil } ?? false
    let pause =
      switch delay {
      case .wrongKeys where !isEmergency:
        Milliseconds.seconds(min(max(refusal.limit, 1), SessionTimings.longestWait))
      case .wrongKeys, .storing: timings.settlePause
      }
    candidate?.zeroise()
    candidate = nil
    var next = current
    next.isPausing = true
    next.waiting = waiting
    next.deadline = now.after(pause)
    exchange = next
    return true
  }

  /// Makes a request again under a new id after a wait; what needs an offer begins with that.
  mutating func resume(_ current: Exchange, at now: LinkTime) {
    let request = current.handshake == nil ? current.request : opening()
    guard let header = nextHeader(for: request.type) else { return finish(.failed(.notOpen)) }
    var next = Exchange(
      request: request, header: header, triesLeft: timings.tries, deadline: now)
    next.waiting = current.waiting
    if let step = current.handshake {
      next.handshake = HandshakeStep(step.key, beginnings: timings.tries)
      next.handshake?.isCallOpen = step.isCallOpen
    }
    transmit(next, at: now)
  }

  /// Gives up whatever is under way, as when the line is lost: at any time, and as often as one
  /// likes. Nothing is sent.
  ///
  /// An order that was under way is unknown from here on, and blocks others until it is settled.
  public mutating func abandon() {
    if let order = orderInFlight { unsettled = order }
    candidate?.zeroise()
    candidate = nil
    exchange = nil
    finished = nil
    hasTransmission = false
  }
}
