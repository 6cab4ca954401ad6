package import Quantities
package import Telemetry

/// What must be so of a client. It is a value: who judges says which, and how much.
package enum Expectation: Equatable, Sendable {
  /// It ends by itself, and within this time.
  case endsWithin(Milliseconds)
  /// The programme is one of these, and nothing else of the pump changed.
  case therapy([Therapy])
  /// What it says is so. Spec: invariants.md, 4 and 12.
  case claimHolds
  /// It says one of these.
  case claims([Claim])
  /// It gives no order.
  case noOrder
  /// It orders nothing of another kind than these.
  case onlyOrders([RequestType])
  /// It gives at most so many orders.
  case ordersAtMost(Int)
  /// The pump changes over to another programme at most so often. Spec: invariants.md, 3.
  case changesAtMost(Int)
  /// It opens at most so many sessions.
  case sessionsAtMost(Int)
  /// It sends at most so many frames.
  case framesAtMost(Int)
  /// It sends at most so many bytes.
  case bytesAtMost(Int)
  /// Any total of 24 hours that it confirms is this one, in ng.
  case confirms(nanograms: UInt32)
  /// Its orders are valid for at most so long when they are sent. Spec: session.md, "notAfter".
  case ordersExpireWithin(Milliseconds)
  /// It keeps a rule of the conversation.
  case keeps(Breach.Rule)
}

extension Expectation {
  /// What was not as it must be, in a sentence without its full stop; `nil` when all was.
  package func fault(in evidence: Evidence) -> String? {
    let conduct = evidence.conduct
    switch self {
    case .endsWithin(let limit): return Self.late(evidence, limit)
    case .therapy(let allowed): return Self.third(evidence, allowed)
    case .claimHolds:
      guard let claim = evidence.claim, !claim.holds(isCarriedOut: evidence.isCarriedOut) else {
        return nil
      }
      let truth = evidence.isCarriedOut ? "carried it out" : "did not carry it out"
      return "it says \(claim.words), and the pump \(truth)"
    case .claims(let allowed): return Self.unfounded(evidence, allowed)
    case .noOrder:
      return conduct.orders.first.map { "it gave an order (\($0.words)), and none may be given" }
    case .onlyOrders(let types):
      let other = conduct.orders.first { !types.contains($0.order.body.type) }
      return other.map { "it ordered \($0.order.body.type.text), which nobody asked for" }
    case .ordersAtMost(let most):
      return Self.tooMany(conduct.orders.count, most, "orders", "gave")
    case .changesAtMost(let most):
      guard evidence.changes > most else { return nil }
      return "the pump changed its programme \(evidence.changes) times, and \(most) is the most"
    case .sessionsAtMost(let most):
      return Self.tooMany(conduct.sessions.count, most, "sessions", "opened")
    case .framesAtMost(let most): return Self.tooMany(conduct.sent.frames, most, "frames", "sent")
    case .bytesAtMost(let most): return Self.tooMany(conduct.sent.bytes, most, "bytes", "sent")
    case .confirms(let total):
      guard let other = conduct.confirmed.first(where: { $0 != total }) else { return nil }
      return "it confirmed a total of \(Micrograms.text(nanograms: UInt64(other))) mcg in 24 h, "
        + "and was given \(Micrograms.text(nanograms: UInt64(total))) mcg"
    case .ordersExpireWithin(let limit):
      let late = conduct.orders.first { Int64($0.validMilliseconds) > Int64(limit.rawValue) }
      return late.map {
        "its \($0.order.body.type.text) was valid for \($0.validMilliseconds) ms, "
          + "\(limit.rawValue) ms is the most: what is so late is wanted no more"
      }
    case .keeps(let rule): return conduct.breaches.first { $0.rule == rule }?.words
    }
  }

  private static func late(_ evidence: Evidence, _ limit: Milliseconds) -> String? {
    if evidence.isOverdue {
      return "it did not end within \(limit.rawValue) ms, and was ended"
    }
    return evidence.took > limit
      ? "it took \(evidence.took.rawValue) ms, and \(limit.rawValue) ms is the most" : nil
  }

  private static func third(_ evidence: Evidence, _ allowed: [Therapy]) -> String? {
    let after = evidence.after
    if !allowed.contains(after.therapy) {
      let words = allowed.map { $0.words }.joined(separator: " or ")
      return "the pump infuses \(after.therapy.words) now, and it may be \(words) only"
    }
    if !after.isElsewhere(as: evidence.before) {
      return "the pump's programme is right, and something else of its therapy was changed"
    }
    return nil
  }

  private static func unfounded(_ evidence: Evidence, _ allowed: [Claim]) -> String? {
    guard let claim = evidence.claim, !evidence.isOverdue, !allowed.contains(claim) else {
      return nil
    }
    let words = allowed.map { $0.words }.joined(separator: ", or ")
    return "it says \(claim.words); what it can know here is \(words)"
  }

  private static func tooMany(
    _ count: Int, _ most: Int, _ what: String, _ did: String
  ) -> String? {
    count > most ? "it \(did) \(count) \(what), and \(most) is the most" : nil
  }
}
