import Quantities
import Telemetry

/// What the pump lets itself be asked by those who have not proved anything.
///
/// With the head in contact its field powers the answers, and only failed proofs in a row make the
/// pump wait. Out of contact every answer costs the battery, so there is a store of them that fills
/// slowly, and nobody who asks can take more from the battery than that. Spec: security.md,
/// "Attempts".
struct OpenLinkBudget: Sendable {
  /// The most answers in store.
  static var answers: UInt32 { 32 }
  /// How long it takes until another answer is in store.
  static var refillTime: Milliseconds { .seconds(600) }
  /// The failed proofs in a row that cost nothing but themselves.
  static var freeFailures: UInt32 { 5 }
  /// The longest wait after a failed proof.
  static var longestWait: Milliseconds { .seconds(64) }

  private(set) var store: UInt32 = answers
  /// The moment up to which the store was filled.
  private var filledAt: LinkTime
  /// Failed proofs since the last good one.
  private(set) var failures: UInt32 = 0
  /// Until when no session is offered.
  private var waitUntil: LinkTime

  /// A full store at a moment of the link's clock, and no failures.
  init(at now: LinkTime) {
    filledAt = now
    waitUntil = now
  }

  /// Whether a request from outside any session may be answered; it then is paid for.
  mutating func takeAnswer(at now: LinkTime, inContact: Bool) -> Bool {
    if inContact { return true }
    fill(to: now)
    guard store > 0 else { return false }
    store -= 1
    return true
  }

  /// How long no session is offered yet; zero when one may be.
  func wait(at now: LinkTime) -> Milliseconds {
    now < waitUntil ? waitUntil.since(now) : .zero
  }

  /// A proof failed.
  mutating func failed(at now: LinkTime, inContact: Bool) {
    _ = takeAnswer(at: now, inContact: inContact)
    if failures < .max { failures += 1 }
    guard failures >= Self.freeFailures else { return }
    let doublings = UInt64(min(failures - Self.freeFailures, 32))
    waitUntil = now.after(min(Milliseconds(rawValue: 1000 &<< doublings), Self.longestWait))
  }

  /// A proof was good.
  mutating func succeeded(at now: LinkTime) {
    failures = 0
    waitUntil = now
  }

  private mutating func fill(to now: LinkTime) {
    let count = now.since(filledAt).rawValue / Self.refillTime.rawValue
    guard count > 0 else { return }
    store =
      count >= UInt64(Self.answers - store)
      ? Self.answers : store + UInt32(truncatingIfNeeded: count)
    filledAt = filledAt.after(Self.refillTime.times(count) ?? .zero)
  }
}
