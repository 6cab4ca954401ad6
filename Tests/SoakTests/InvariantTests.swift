import Foundation
import PumpWorld
import Telemetry
import TestLimits
import Testing

@testable import Soak

/// The invariants as protocol-spec/invariants.md lists them.
@Suite(.limited)
struct InvariantTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "protocol-spec/invariants.md")

  @Test func `the page has each with its number and sentence, and says which are soaked`() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.starts(with: /\| \d/) }.map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    try #require(rows.allSatisfy { $0.count == 3 })
    #expect(rows.map { $0[0] } == Invariant.allCases.map { "\($0.rawValue)" })
    #expect(rows.map { $0[1] } == Invariant.allCases.map(\.sentence))
    #expect(rows.map { $0[2].hasPrefix("yes") } == Invariant.allCases.map(\.isSoaked))
  }

  #if CANARIES
    @Test func `what a mistake breaks is named`() throws {
      for (seed, canary, broken) in [
        (0, .dropsRemainder, .delivery), (6, .skipsToken, .therapy), (0, .takesReplays, .once),
        (0, .losesLogEntries, .log),
      ] as [(UInt64, Canary, Invariant)] {
        var scope = LifeScope(seed: seed)
        scope.canary = canary
        #expect(Soak.live(scope).failure?.invariant == broken, "\(canary.name)")
      }
    }
  #endif
}
