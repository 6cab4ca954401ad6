#if CANARIES
  import Telemetry
#endif

extension Soak {
  /// Makes a plan whose life fails shorter, as long as the same invariant does not hold in it:
  /// fewer events, then fewer classes of faults, then single events left out. Lives no more than
  /// `most` lives to find out.
  package static func shrunk(_ plan: SoakPlan, _ failure: SoakFailure, most: Int = 600) -> SoakPlan
  {
    var shrinking = Shrinking(plan: plan, failure: failure, livesLeft: most)
    shrinking.shorten()
    shrinking.leaveOutClasses()
    shrinking.leaveOutEvents()
    return shrinking.plan
  }
}

/// A failing plan that gets shorter.
private struct Shrinking {
  var plan: SoakPlan
  let failure: SoakFailure
  var livesLeft: Int

  /// Takes a plan over if its life fails in the same way.
  private mutating func take(_ shorter: SoakPlan) -> Bool {
    guard livesLeft > 0 else { return false }
    livesLeft -= 1
    guard Soak.live(shorter).failure?.invariant == failure.invariant else { return false }
    plan = shorter
    return true
  }

  /// Nothing after the event that failed is needed.
  mutating func shorten() {
    var shorter = plan
    shorter.events = min(failure.event + 1, SoakOptions(plan).events)
    if !take(shorter) { return }
    // What was there only to be waited for.
    while let events = plan.events, events > 1 {
      shorter.events = events - 1
      if !take(shorter) { return }
    }
  }

  mutating func leaveOutClasses() {
    for fault in FaultClass.allCases where SoakOptions(plan).weights[fault] != nil {
      var shorter = plan
      shorter.without.insert(fault)
      _ = take(shorter)
    }
  }

  /// Leaves out stretches of events, shorter and shorter ones.
  mutating func leaveOutEvents() {
    let events = SoakOptions(plan).events
    var length = max(events / 2, 1)
    while true {
      var start = 0
      while start < events {
        var shorter = plan
        shorter.dropped.formUnion(start..<min(start + length, events))
        if shorter != plan { _ = take(shorter) }
        start += length
      }
      if length == 1 { return }
      length /= 2
    }
  }
}

extension SoakPlan {
  /// The options of `pump-soak` that live this plan again.
  package var arguments: String {
    var words = ["--seed \(seed)"]
    if let events { words.append("--events \(events)") }
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
