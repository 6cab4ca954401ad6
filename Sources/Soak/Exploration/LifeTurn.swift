/// Where a life leaves its seed: its events from a number on are drawn from another.
package struct LifeTurn: Hashable, Sendable {
  /// The first event that is.
  package let event: Int
  /// What it and those after it are drawn from, up to the next turn.
  package let seed: UInt64

  /// A turn at an event.
  package init(event: Int, seed: UInt64) {
    self.event = event
    self.seed = seed
  }
}

extension LifeScope {
  /// What an event is drawn from.
  func seed(ofEvent number: Int) -> UInt64 {
    turns.last { $0.event <= number }?.seed ?? seed
  }

  /// The same life up to an event, and another from there on.
  func turning(at event: Int, to seed: UInt64) -> LifeScope {
    var scope = self
    scope.turns = turns.filter { $0.event < event } + [LifeTurn(event: event, seed: seed)]
    return scope
  }
}
