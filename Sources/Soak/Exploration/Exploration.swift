/// Lives that lead on from those that reached something new. Whether that reaches more than seeds
/// alone is a matter of how many there are, and measured by living as many blind.
///
/// A life that came to a state, or took a way to one, that none did before is kept. Of the lives to
/// come one in two is a kept one up to some event and another from there on; the others are new
/// seeds.
package struct Exploration: Sendable {
  /// The states that were reached.
  package private(set) var states: Set<UInt64> = []
  /// The ways that were taken.
  package private(set) var ways: Set<UInt64> = []
  /// The lives that reached something new, in the order in which they did.
  package private(set) var kept: [LifeScope] = []
  /// How many lives were lived.
  package private(set) var lives = 0

  private var random: Random
  private var nextSeed: UInt64
  private let isGuided: Bool

  /// How often a life can turn: longer chains cost more to read than they find.
  private static let mostTurns = 16

  /// - Parameters:
  ///   - first: The first of the new seeds; those after it follow.
  ///   - isGuided: Whether lives lead on from those that were kept; otherwise all are new seeds.
  package init(from first: UInt64, isGuided: Bool) {
    nextSeed = first
    random = Random(seed: first ^ 0x4558_504C)
    self.isGuided = isGuided
  }

  /// The next life to live.
  package mutating func next() -> LifeScope {
    if isGuided, !kept.isEmpty, random.once(in: 2) {
      // What was found lately has been led on from least.
      let recent = kept.count - 1 - Int(random.spread(upTo: UInt64(kept.count - 1)))
      let scope = kept[recent]
      let events = max(1, SoakOptions(scope).events)
      let event = Int(random.below(UInt64(events)))
      let turned = scope.turning(at: event, to: random.next())
      if turned.turns.count <= Self.mostTurns { return turned }
    }
    defer { nextSeed += 1 }
    return LifeScope(seed: nextSeed)
  }

  /// Takes note of a life; whether it reached something new.
  @discardableResult
  package mutating func lived(_ scope: LifeScope, _ map: LifeMap) -> Bool {
    lives += 1
    let before = (states.count, ways.count)
    states.formUnion(map.states)
    ways.formUnion(map.ways)
    guard before != (states.count, ways.count) else { return false }
    if isGuided { kept.append(scope) }
    return true
  }
}
