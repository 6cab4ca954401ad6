#if CANARIES
  import Telemetry
#endif

extension Soak {
  /// Makes a scope whose life fails shorter, as long as the same invariant does not hold in it:
  /// fewer events, then fewer classes of faults, then single events left out. Lives no more than
  /// `most` lives to find out.
  package static func shrunk(_ scope: LifeScope, _ failure: SoakFailure, most: Int = 600)
    -> LifeScope
  {
    var shrinking = Shrinking(scope: scope, failure: failure, livesLeft: most)
    shrinking.shorten()
    shrinking.leaveOutTurns()
    shrinking.leaveOutClasses()
    shrinking.leaveOutEvents()
    return shrinking.scope
  }
}

/// A failing scope that gets shorter.
private struct Shrinking {
  var scope: LifeScope
  let failure: SoakFailure
  var livesLeft: Int

  /// Takes a scope over if its life fails in the same way.
  private mutating func take(_ shorter: LifeScope) -> Bool {
    guard livesLeft > 0 else { return false }
    livesLeft -= 1
    guard Soak.live(shorter).failure?.invariant == failure.invariant else { return false }
    scope = shorter
    return true
  }

  /// Nothing after the event that failed is needed.
  mutating func shorten() {
    var shorter = scope
    shorter.events = min(failure.event + 1, SoakOptions(scope).events)
    if !take(shorter) { return }
    // What was there only to be waited for.
    while let events = scope.events, events > 1 {
      shorter.events = events - 1
      if !take(shorter) { return }
    }
  }

  mutating func leaveOutTurns() {
    for turn in scope.turns {
      var shorter = scope
      shorter.turns.removeAll { $0 == turn }
      _ = take(shorter)
    }
  }

  mutating func leaveOutClasses() {
    for fault in FaultClass.allCases where SoakOptions(scope).weights[fault] != nil {
      var shorter = scope
      shorter.without.insert(fault)
      _ = take(shorter)
    }
  }

  /// Leaves out stretches of events, shorter and shorter ones.
  mutating func leaveOutEvents() {
    let events = SoakOptions(scope).events
    var length = max(events / 2, 1)
    while true {
      var start = 0
      while start < events {
        var shorter = scope
        shorter.dropped.formUnion(start..<min(start + length, events))
        if shorter != scope { _ = take(shorter) }
        start += length
      }
      if length == 1 { return }
      length /= 2
    }
  }
}

extension LifeScope {
  /// The options of `pump-soak` that live this scope again.
  package var arguments: String {
    var words = ["--seed \(seed)"]
    if let events { words.append("--events \(events)") }
    if !turns.isEmpty {
      words.append("--turns \(turns.map { "\($0.event):\($0.seed)" }.joined(separator: ","))")
    }
    if !without.isEmpty {
      words.append("--without \(without.map { $0.rawValue }.sorted().joined(separator: ","))")
    }
    if !dropped.isEmpty {
      words.append("--drop \(dropped.sorted().map { "\($0)" }.joined(separator: ","))")
    }
    #if CANARIES
      if let canary { words.append("--canary \(canary.name)") }
    #endif
    return words.joined(separator: " ")
  }
}
