import TestLimits
import Testing

@testable import Clinic

/// What two archives know of one order comes together, whichever is asked about the other.
@Suite(.limited)
struct OrderSettlementTests {
  private static func settlement(
    _ fate: OrderFate, _ evidence: OrderEvidence? = nil, at settled: String? = nil,
    _ reason: String? = nil, effect: Int64? = nil
  ) -> OrderSettlement {
    OrderSettlement(
      fate: fate, evidence: evidence, settled: settled, reason: reason, therapySeconds: effect,
      withheldNanograms: nil)
  }

  private static let all: [OrderSettlement] =
    [settlement(.intended), settlement(.unknown)]
    + [OrderFate.done, .refused, .notDone].flatMap { fate in
      OrderEvidence.allCases.flatMap { evidence in
        ["2026-01-01", "2026-01-02"].flatMap { day in
          [
            settlement(fate, evidence, at: day),
            settlement(fate, evidence, at: day, "seen", effect: 7),
          ]
        }
      }
    }

  @Test func `the more certain outcome wins`() {
    let done = Self.settlement(.done, .log, at: "2026-01-02")
    for less in [Self.settlement(.intended), Self.settlement(.unknown)] {
      #expect(less.merged(with: done) == done && done.merged(with: less) == done)
    }
    let unknown = Self.settlement(.unknown)
    #expect(Self.settlement(.intended).merged(with: unknown) == unknown)
    let answered = Self.settlement(.done, .answer, at: "2026-01-03")
    let said = Self.settlement(.done, .person, at: "2026-01-01", "seen")
    for less in [done, said] { #expect(less.merged(with: answered) == answered) }
    // That a pump refused an order is why it was not carried out.
    let refused = Self.settlement(.refused, .answer, at: "2026-01-02")
    let missing = Self.settlement(.notDone, .log, at: "2026-01-01")
    #expect(missing.merged(with: refused) == refused)
  }

  @Test func `carried out and not carried out do not come together`() {
    for done in Self.all where done.fate == .done {
      for not in Self.all where not.fate == .refused || not.fate == .notDone {
        #expect(done.merged(with: not) == nil && not.merged(with: done) == nil)
      }
    }
  }

  @Test func `it does not matter which comes first, nor how often`() {
    #expect(Self.all.count > 40)
    for one in Self.all {
      #expect(one.merged(with: one) == one)
      for other in Self.all {
        let both = one.merged(with: other)
        #expect(both == other.merged(with: one), "\(one) \(other)")
        guard let both else { continue }
        #expect(both == one || both == other)
        for third in Self.all {
          let left = both.merged(with: third)
          let right = other.merged(with: third).flatMap { one.merged(with: $0) }
          if let left, let right { #expect(left == right) }
        }
      }
    }
  }
}
