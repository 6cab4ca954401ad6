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
      .forgetsReplies: 271, .ignoresExpiry: 15, .writesInPlace: 12, .forgetsEpoch: 0,
      .dropsRemainder: 0, .bolusOverBridge: 10, .skipsToken: 6, .acknowledgesUnstored: 5,
      .keepsStaged: 0, .forgetsDayAtStart: 2, .ignoresRotor: 10, .takesReplays: 0, .skipsTag: 4,
      .repeatsOrders: 0, .unknownDoesNotBlock: 4, .believesSilence: 2, .losesLogEntries: 0,
      .makesUpBoluses: 10, .ignoresBoluses: 2, .forgetsBridge: 10, .anyRole: 11, .anyKey: 14,
      .forgetsStall: 2, .keepsSessions: 0, .ignoresLockout: 4, .keepsCatheter: 11,
      .forgetsForegone: 6, .keepsOldKeys: 6, .forgetsEmergency: 2, .outlivesService: 9,
      .inventsProgramme: 26, .givesAgain: 6, .mixesDrugs: 0, .commitsFirst: 2,
      .assumesLowered: 1571, .leavesOldPump: 2, .skipsDose: 0,
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
      var scope = LifeScope(seed: 6)
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
