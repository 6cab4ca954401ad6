import Quantities
import Telemetry

/// How far the opening of a session got.
struct HandshakeStep: Sendable {
  /// The key to open it with; `nil` when the offer is only needed for the emergency.
  var key: Pairing.Key?
  /// Whether the proof was sent.
  var isProving = false

  init(_ key: Pairing.Key?) { self.key = key }
}

extension ProgrammerSession {
  /// Goes on with an offer of the pump: proves to have the key, or calls for the emergency.
  mutating func take(_ offer: SessionOffered, _ current: Exchange, at now: LinkTime) {
    guard case .openSession(let opening) = current.request, let step = current.handshake,
      offer.nonce == opening.nonce
    else {
      // Another nonce answers another programmer, or an earlier opening of ours.
      return hear(.otherAnswers)
    }
    guard let which = step.key, let pairing else {
      guard let header = nextHeader(for: .emergencyRate) else { return finish(.failed(.notOpen)) }
      return transmit(
        Exchange(
          request: .emergencyRate(EmergencyRate(session: offer.session)), header: header,
          triesLeft: timings.tries, deadline: now), at: now)
    }
    var keys = SessionKeys(
      pairing: pairing[which], Handshake(opening, offer, serial: pairing.serial))
    candidate?.zeroise()
    candidate = SealedLink(keys, session: offer.session, at: .programmer)
    keys.zeroise()
    var proof = Exchange(
      request: .confirmSession, header: MessageHeader(.session(offer.session), request: 1),
      triesLeft: timings.tries, deadline: now, settling: current.settling)
    proof.handshake = step
    proof.handshake?.isProving = true
    transmit(proof, at: now)
  }

  /// Ends a handshake, or begins the next with another key, when the proof had no answer: a pump
  /// that has another key says nothing at all.
  mutating func proofUnanswered(_ current: Exchange, _ step: HandshakeStep, at now: LinkTime) {
    candidate?.zeroise()
    candidate = nil
    if step.key == .pending, let header = nextHeader(for: .openSession) {
      var next = Exchange(
        request: opening(), header: header, triesLeft: timings.tries, deadline: now,
        settling: current.settling)
      next.handshake = HandshakeStep(.current)
      return transmit(next, at: now)
    }
    if let settling = current.settling { return leaveUnknown(settling) }
    finish(.failed(.notAuthenticated))
  }
}
