import TestLimits
import Testing

@testable import Soak

/// Lives that lead on from those that reached something new.
@Suite(.limited)
struct ExplorationTests {
  /// A walk of so many lives.
  private static func explored(_ lives: Int, isGuided: Bool) -> Exploration {
    var exploration = Exploration(from: 1, isGuided: isGuided)
    for _ in 0..<lives {
      let scope = exploration.next()
      if let map = Soak.live(scope, isMapped: true).map { exploration.lived(scope, map) }
    }
    return exploration
  }

  @Test func `a life that turns is another from there on, and the same before`() {
    var scope = LifeScope(seed: 7)
    let plain = Soak.live(scope, isTraced: true).trace.filter { $0.contains("event ") }
    scope = scope.turning(at: 5, to: 99)
    let turned = Soak.live(scope, isTraced: true).trace.filter { $0.contains("event ") }
    #expect(plain != turned)
    #expect(Soak.live(scope).hash == Soak.live(scope).hash)
    #expect(scope.arguments == "--seed 7 --turns 5:99")
    // A turn to the seed itself is none.
    #expect(
      Soak.live(LifeScope(seed: 7).turning(at: 5, to: 7)).hash == Soak.live(LifeScope(seed: 7)).hash
    )
  }

  @Test func `a turn takes the place of those behind it`() {
    let scope = LifeScope(seed: 1).turning(at: 9, to: 2).turning(at: 4, to: 3)
    #expect(scope.turns == [LifeTurn(event: 4, seed: 3)])
    #expect(scope.seed(ofEvent: 3) == 1 && scope.seed(ofEvent: 4) == 3)
    let twice = scope.turning(at: 9, to: 2)
    #expect(twice.turns.map(\.event) == [4, 9])
  }

  @Test func `it is the same each time, and keeps what reached something new`() {
    let (first, second) = (Self.explored(60, isGuided: true), Self.explored(60, isGuided: true))
    #expect(first.kept == second.kept && first.states == second.states)
    #expect(first.lives == 60 && !first.kept.isEmpty)
    #expect(first.kept.contains { !$0.turns.isEmpty })
    // What was kept reaches all that was reached.
    var again = Exploration(from: 1, isGuided: true)
    for scope in first.kept {
      guard let map = Soak.live(scope, isMapped: true).map else { continue }
      let isNew = again.lived(scope, map)
      #expect(isNew)
    }
    #expect(again.states == first.states && again.ways == first.ways)
  }

  @Test func `blind, it takes new seeds alone`() {
    var exploration = Exploration(from: 5, isGuided: false)
    let seeds = (0..<4).map { _ in exploration.next() }
    #expect(seeds == [5, 6, 7, 8].map { LifeScope(seed: $0) })
  }

  @Test func `a map changes nothing in a life`() {
    let scope = LifeScope(seed: 3)
    #expect(Soak.live(scope, isMapped: true).hash == Soak.live(scope).hash)
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `a life of events alone comes to the same states by the same ways`(seed: UInt64) throws {
    let whole = Soak.live(LifeScope(seed: seed), isMapped: true)
    let events = Soak.live(LifeScope(seed: seed), isMapped: true, reach: .events)
    let (map, other) = (try #require(whole.map), try #require(events.map))
    #expect(map.states == other.states && map.ways == other.ways)
    #expect(whole.inspections > 0 && events.inspections == 0)
  }
}
