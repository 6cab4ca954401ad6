import Quantities

/// All that was done in a life, at which moments: with where it began that is the whole of it.
struct PageRecord {
  /// Something that was done, at a moment of the link's clock.
  struct Done {
    let link: LinkTime
    /// When it was in therapy time; zero where that is not known yet.
    var therapy = TherapyTime.zero
    let act: Act
  }

  let scenario: Scenario
  let seed: UInt64
  private(set) var done: [Done] = []

  init(scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    self.seed = seed
  }

  mutating func add(_ act: Act, at now: Instant) {
    done.append(Done(link: now.link, therapy: now.therapy, act: act))
  }

  /// Forgets what was done after a moment of the past. Where time that was to pass at once was
  /// cut off by it, so much less passes.
  mutating func end(with past: Scene) {
    done.removeLast(done.count - past.acts)
    guard let last = done.last, last.act.pane == "bench", ["jump", "until"].contains(last.act.id),
      past.life.now.link == last.link
    else { return }
    let length = past.life.now.therapy.since(last.therapy).rawValue
    let act = Act(pane: "bench", id: "jump", values: [Act.Value("length", "\(length) ms")])
    done[done.count - 1] = Done(link: last.link, therapy: last.therapy, act: act)
  }

  /// The life as it was at a moment of therapy, from an earlier one of it.
  func replay(from start: Scene, to moment: TherapyTime) -> Scene {
    let scene = start.copy()
    for next in done.dropFirst(start.acts) {
      if !scene.advance(to: next.link, notBeyond: moment) { return scene }
      scene.act(next.act, notBeyond: moment)
      if scene.life.now.therapy >= moment { return scene }
    }
    // Nothing else was done: time went on by itself.
    scene.goOn(to: moment)
    return scene
  }

  /// The most letters of a link: what a browser takes, and a mail.
  static var mostLetters: Int { 8000 }

  /// What makes this life again up to a moment, as it stands behind the `#` of an address; `nil`
  /// when too much was done for that.
  func fragment(at moment: TherapyTime, link: LinkTime) -> String? {
    var text = "scenario=\(scenario.rawValue)&seed=\(seed)"
    let acts = done.filter { $0.link <= link }
    if !acts.isEmpty { text += "&do=" }
    var last = LinkTime.zero
    for act in acts {
      text += "\(act.link.since(last).rawValue)~" + PageStart.escaped(act.act.text) + ";"
      last = act.link
    }
    text += "&t=\(moment.rawValue)"
    return text.utf8.count <= Self.mostLetters ? text : nil
  }
}
