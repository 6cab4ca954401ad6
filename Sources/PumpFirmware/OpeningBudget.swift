import Quantities
import Telemetry

/// What the pump lets itself be asked by those who have not proved anything.
///
/// With the head in contact its field powers the answers, and nobody is made to wait, whatever was
/// done before: who is in contact may be there to save a life. Out of contact every answer costs
/// the battery, so there is a store of them that fills slowly, and failed proofs in a row make the
/// pump wait; nobody who asks can take more from the battery than that. Spec: security.md,
/// "Attempts".
struct OpeningBudget: Sendable {
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
  /// Failed proofs out of contact since the last good one.
  private(set) var failures: UInt32 = 0
  /// Until when no session is offered out of contact.
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

  /// Whether no session may be offered yet.
  func mustWait(at now: LinkTime, inContact: Bool) -> Bool { !inContact && now < waitUntil }

  /// A proof failed. In contact it costs nothing: not the battery, and nobody's time.
  mutating func failed(at now: LinkTime, inContact: Bool) {
    if inContact { return }
    _ = takeAnswer(at: now, inContact: false)
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

  @inline(never)
  private mutating func fill(to now: LinkTime) {
    let count = now.since(filledAt).rawValue / Self.refillTime.rawValue
    guard count > 0 else { return }
    store =
      count >= UInt64(Self.answers - store)
      ? Self.answers : store + UInt32(truncatingIfNeeded: count)
    filledAt = filledAt.after(Self.refillTime.times(count) ?? .zero)
  }
}
