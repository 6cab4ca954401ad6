import Telemetry
import TestLimits
import Testing

@testable import Soak

/// Mistakes built in on purpose: the soak finds each, and nothing where there is none.
@Suite(.limited)
struct CanaryTests {
  #if CANARIES
    /// A seed in whose life each mistake shows.
    private static let seeds: [Canary: UInt64] = [
      .forgetsReplies: 61, .ignoresExpiry: 19, .writesInPlace: 12, .forgetsEpoch: 0,
      .dropsRemainder: 0, .bolusOverBridge: 6, .skipsToken: 14, .acknowledgesUnstored: 2,
      .keepsStaged: 2, .forgetsDayAtStart: 20, .ignoresRotor: 3, .takesReplays: 5,
      .skipsTag: 28, .repeatsOrders: 11, .unknownDoesNotBlock: 4, .believesSilence: 11,
      .losesLogEntries: 2, .makesUpBoluses: 11, .ignoresBoluses: 11, .forgetsBridge: 6,
      .anyRole: 11, .anyKey: 9, .forgetsStall: 8, .keepsSessions: 4, .ignoresLockout: 4,
      .keepsCatheter: 8, .mixesDrugs: 0,
    ]

    @Test(arguments: Canary.all)
    func `the soak finds a mistake, and none where there is none`(canary: Canary) throws {
      // Should the worlds of seeds change, another is found, if more slowly.
      let first = try #require(Self.seeds[canary])
      let tries = [first] + (0..<60 as Range<UInt64>)
      let found = tries.first { seed in
        var scope = LifeScope(seed: seed)
        scope.canary = canary
        return Soak.live(scope).failure != nil
      }
      let seed = try #require(found, "\(canary.name) is not found in \(tries.count) seeds")
      #expect(Soak.live(LifeScope(seed: seed)).failure == nil)
    }

    @Test func `there are many of them, each with a name`() {
      #expect(Canary.all.count >= 15)
      #expect(Set(Canary.all.map(\.name)).count == Canary.all.count)
    }

    @Test func `a failing life is made shorter, and fails in the same way`() throws {
      var scope = LifeScope(seed: 14)
      scope.canary = .skipsToken
      let failure = try #require(Soak.live(scope).failure)
      let shorter = Soak.shrunk(scope, failure, most: 60)
      #expect(Soak.live(shorter).failure?.invariant == failure.invariant)
      #expect(shorter.events ?? .max <= failure.event + 1 && !shorter.without.isEmpty)
      #expect(shorter.arguments.contains("--canary skipsToken"))
    }
  #else
    @Test func `outside a debug build there are none`() { #expect(Canary.all.isEmpty) }
  #endif
}
