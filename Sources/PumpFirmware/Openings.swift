import Quantities
import Telemetry

/// What the pump does for those who have proved nothing yet: it lets itself be asked within a
/// budget, and offers a session, which stays beside the one that is open.
struct Openings: Sendable {
  /// The session on offer.
  private(set) var offer: SessionOffer?
  /// The call for the emergency that was judged last.
  private(set) var emergencyCall: EmergencyCallID?
  /// What is answered, and who is made to wait.
  private(set) var budget: OpeningBudget
  /// Whether the programming head touches the skin over the pump.
  var isInContact = false
  /// The low half of the next session's number.
  var sessionCount: UInt16
  private let nonces: NonceSource

  /// Nobody asked yet, at a moment of the link's clock.
  init(_ noise: AsconBlock, at now: LinkTime) {
    nonces = NonceSource(noise)
    sessionCount = nonces.firstCount
    budget = OpeningBudget(at: now)
  }

  /// Begins anew with a full budget.
  mutating func start(at now: LinkTime) { budget = OpeningBudget(at: now) }

  /// Whether a request from outside any session may be answered; it then is paid for.
  mutating func takeAnswer(at now: LinkTime) -> Bool {
    budget.takeAnswer(at: now, inContact: isInContact)
  }

  /// Whether no session may be offered yet.
  func mustWait(at now: LinkTime) -> Bool { budget.mustWait(at: now, inContact: isInContact) }

  /// Offers the session of a number that none had before.
  mutating func makeOffer(
    _ number: UInt32, for opening: OpenSession, request: UInt16, at now: LinkTime
  ) -> SessionOffered {
    let offered = SessionOffered(
      session: number, nonce: opening.nonce,
      pumpNonce: nonces.nonce(for: number, opening, at: now))
    offer = SessionOffer(
      opening: opening, request: request, offered: offered, deadline: now.after(SessionOffer.life))
    return offered
  }

  /// Whether the session on offer has this number.
  @inline(__always)
  func isOnOffer(_ session: UInt32) -> Bool { offer?.offered.session == session }

  /// Forgets an offer that nobody took in time.
  mutating func expireOffer(at now: LinkTime) {
    if let deadline = offer?.deadline, now >= deadline { offer = nil }
  }

  /// The proof was good: the offer is taken.
  mutating func succeeded(at now: LinkTime) {
    offer = nil
    budget.succeeded(at: now)
  }

  /// A proof for the offer failed.
  mutating func failed(at now: LinkTime) {
    budget.failed(at: now, inContact: isInContact)
    // In contact the offer stands: another's false proofs are not to end it.
    if isInContact { return }
    offer?.failures += 1
    // Whoever wants more tries than are free has to ask for another offer, and is made to wait.
    if let failures = offer?.failures, failures >= OpeningBudget.freeFailures { offer = nil }
  }

  /// The offer serves a call for the emergency, and only one, whatever becomes of it; a copy that
  /// comes late finds none.
  mutating func spendOffer(on call: EmergencyCallID) {
    offer = nil
    emergencyCall = call
  }
}
