import Quantities
import Telemetry

/// How far the opening of a session got.
struct HandshakeStep: Sendable {
  /// The key to open it with; `nil` when the offer is only needed for the emergency.
  var key: Pairing.Key?
  /// Whether the proof was sent.
  var isProving = false
  /// How often the opening may be begun again because the offer was gone before the proof came.
  var beginningsLeft: Int
  /// Whether the emergency was called for before under an offer that is gone: the call may have
  /// been heard, and nothing that comes later says that it was not.
  var isCallOpen = false

  init(_ key: Pairing.Key?, beginnings: Int) {
    self.key = key
    beginningsLeft = beginnings - 1
  }
}

extension ProgrammerSession {
  /// Goes on with an offer of the pump: proves to have the key, or calls for the emergency.
  mutating func take(_ offer: SessionOffered, _ current: Exchange, at now: LinkTime) {
    guard case .opening(.openSession(let opening)) = current.request, let step = current.handshake,
      offer.nonce == opening.nonce
    else {
      // Another nonce answers another programmer, or an earlier opening of ours.
      return hear(.otherAnswers)
    }
    guard let which = step.key, let pairing else {
      guard let header = nextHeader(for: .emergencyRate) else { return finish(.failed(.notOpen)) }
      var call = Exchange(
        request: .opening(.emergencyRate(EmergencyRate(session: offer.session))), header: header,
        triesLeft: timings.tries, deadline: now)
      call.handshake = step
      call.waiting = current.waiting
      return transmit(call, at: now)
    }
    var keys = SessionKeys(
      pairing: pairing[which], Handshake(opening, offer, serial: pairing.serial))
    candidate?.zeroise()
    candidate = SessionSeal(keys, session: offer.session, at: .programmer)
    keys.zeroise()
    var proof = Exchange(
      request: .opening(.confirmSession),
      header: MessageHeader(.session(offer.session), request: 1),
      triesLeft: timings.tries, deadline: now, settling: current.settling)
    proof.handshake = step
    proof.handshake?.isProving = true
    proof.waiting = current.waiting
    transmit(proof, at: now)
  }

  /// Ends a handshake, or begins the next with another key, when the proof had no answer: a pump
  /// that has another key says nothing at all.
  mutating func proofUnanswered(_ current: Exchange, _ step: HandshakeStep, at now: LinkTime) {
    candidate?.zeroise()
    candidate = nil
    if step.key == .pending {
      let next = HandshakeStep(.current, beginnings: timings.tries)
      return beginHandshake(next, after: current, at: now)
    }
    if let settling = current.settling { return leaveUnknown(settling) }
    finish(.failed(.notAuthenticated))
  }

  /// Begins again when the pump does not know the session it offered: it was reset, or offered one
  /// to somebody else meanwhile. An emergency called for twice does no harm.
  mutating func offerGone(_ current: Exchange, _ step: HandshakeStep, at now: LinkTime) {
    candidate?.zeroise()
    candidate = nil
    guard step.beginningsLeft > 0 else {
      if let settling = current.settling { return leaveUnknown(settling) }
      let asked = step.key == nil ? RequestType.emergencyRate : .openSession
      return finish(.failed(.noAnswer(to: asked, heard: .otherAnswers)))
    }
    var next = step
    next.isProving = false
    if case .opening(.emergencyRate) = current.request { next.isCallOpen = true }
    next.beginningsLeft -= 1
    beginHandshake(next, after: current, at: now)
  }

  private mutating func beginHandshake(
    _ step: HandshakeStep, after current: Exchange, at now: LinkTime
  ) {
    guard let header = nextHeader(for: .openSession) else { return finish(.failed(.notOpen)) }
    var next = Exchange(
      request: opening(), header: header, triesLeft: timings.tries, deadline: now,
      settling: current.settling)
    next.handshake = step
    // What it has waited already counts, however often it begins anew.
    next.waiting = current.waiting
    transmit(next, at: now)
  }
}
