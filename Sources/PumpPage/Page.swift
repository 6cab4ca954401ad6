import Console
import Quantities

/// The page: a life, the panes that look at it, and all that was done so far.
///
/// What a person does comes in as text (``act(_:)``), real time with ``pass(_:)``, and what there
/// is to see goes out as JSON (``view()``). The page around it draws that and nothing else.
package final class Page {
  /// What the life is of, and how it goes on.
  var scene: Scene
  /// A moment of the past that is looked at; `nil` for the present.
  var past: Scene?
  /// Where it began, and all that was done since.
  var record: PageRecord
  /// Moments that can be gone back to.
  var moments: [Scene] = []
  /// What is wrong with what it was begun with; `nil` for nothing.
  var problem: String?
  /// The number of the frame on the wire that is shown with all its fields; `nil` for none.
  var openFrame: Int?
  /// How long the tab slept last, in ms; empty for never.
  var slept = ""
  /// A trace that is looked at in place of the life; `nil` for none.
  private(set) var replay: Replay?
  /// Orders to pumps outside of which nobody knows what became, of an earlier visit to the page.
  var keptOrders: [KeptOrder] = []
  /// What was handed out to be kept last.
  var keptMark = KeptMark()
  /// Goes up whenever there is something else to see.
  package private(set) var version: UInt32 = 1
  private var shown = LinkTime.zero

  /// A page from what stands behind the `#` of its address, such as `scenario=implant&seed=7`;
  /// what of it cannot be is said on the page, which then begins as well as it can.
  package convenience init(_ fragment: String) { self.init(PageStart(fragment)) }

  private init(_ wanted: PageStart) {
    record = PageRecord(scenario: wanted.scenario, seed: wanted.seed)
    scene = Scene(wanted.scenario, seed: wanted.seed)
    moments = [scene.copy()]
    goOn(wanted)
  }

  /// Begins anew, as an address or what was kept says.
  func begin(_ wanted: PageStart) {
    record = PageRecord(scenario: wanted.scenario, seed: wanted.seed)
    scene = Scene(wanted.scenario, seed: wanted.seed)
    past = nil
    openFrame = nil
    moments = [scene.copy()]
    goOn(wanted)
    version &+= 1
  }

  private func goOn(_ wanted: PageStart) {
    problem = wanted.problem
    for act in wanted.acts { replay(act) }
    guard let moment = wanted.moment else { return }
    if moment > scene.life.now.therapy { scene.goOn(to: moment) }
    if moment < scene.life.now.therapy { seek(moment) }
  }

  /// What is looked at: the present, or a moment of the past.
  var looked: Scene { past ?? scene }

  // MARK: A trace

  /// Looks at a trace in place of the life, which stands still meanwhile. Spec: traces.md.
  package func open(trace: [UInt8], at fragment: String) {
    let replay = Replay(trace)
    let wanted = PageStart(fragment)
    if let part = wanted.part { replay.open(part) }
    if let entry = wanted.entry { replay.go(to: entry) }
    self.replay = replay
    version &+= 1
  }

  // MARK: The line

  /// Bytes came over the line for the handheld of the page.
  package func hear(_ bytes: [UInt8]) {
    version &+= 1
    scene.hearLive(bytes)
  }

  /// Bytes came over the line for the pump of the page.
  package func pumpHears(_ bytes: [UInt8]) {
    version &+= 1
    scene.life.pumpHears(bytes)
  }

  /// Bytes to be sent over the line.
  package func take() -> [UInt8] { scene.life.live?.take() ?? [] }

  // MARK: What happens

  /// So much real time has gone by.
  package func pass(_ milliseconds: UInt32) {
    guard milliseconds > 0, past == nil, replay == nil else { return }
    let before = scene.stamp
    scene.advance(to: scene.life.now.link.after(Milliseconds(rawValue: UInt64(milliseconds))))
    if scene.stamp != before { version &+= 1 }
    keepMoment()
  }

  /// A person did something; what is none of the page's acts changes nothing.
  package func act(_ text: String) {
    guard let act = Act(text) else { return }
    version &+= 1
    if let replay { return look(at: replay, act) }
    switch act.pane {
    case "time": actOnTime(act)
    case "page": actOnPage(act)
    case "bench" where act.id == "begin": beginAnew(act)
    case "clinician" where act.id == "card":
      let text = act["text"].parts(around: "\u{2028}").joined(separator: " ")
      scene.useCard(text, entropy: act["entropy"], open: keptOrders)
    default:
      guard past == nil else { return }
      if scene.life.live != nil {
        // What is done to a pump outside cannot be done again, so it is in no record.
        scene.actLive(act)
        return
      }
      add(act)
      scene.act(act)
      keepMoment()
    }
  }

  /// Goes along a trace, or leaves it.
  private func look(at replay: Replay, _ act: Act) {
    switch act.pane {
    case "trace" where act.id == "leave": self.replay = nil
    case "trace", "truth": replay.act(act)
    case "time" where act.id == "seek":
      if let place = UInt64(act["at"]) { replay.go(toPlace: place) }
    case "page": actOnPage(act)
    default: break
    }
  }

  /// Another life in place of this one.
  private func beginAnew(_ act: Act) {
    var wanted = PageStart()
    wanted.scenario = Scenario(rawValue: act["scenario"]) ?? wanted.scenario
    wanted.seed = act["seed"].wholeNumber ?? wanted.seed
    begin(wanted)
  }

  private func actOnPage(_ act: Act) {
    switch act.id {
    case "line":
      if past != nil { past = nil }
      scene.tellLine(act["event"], door: act["door"], words: act["words"])
    // No time passes twice: what a tab slept is no time of this life.
    case "slept": slept = act["ms"]
    default: break
    }
  }

  private func add(_ act: Act) {
    record.add(act, at: Instant(therapy: scene.life.now.therapy, link: scene.life.now.link))
  }

  private func replay(_ done: PageRecord.Done) {
    scene.advance(to: done.link)
    add(done.act)
    scene.act(done.act)
    keepMoment()
  }

  // MARK: Time

  private func actOnTime(_ act: Act) {
    switch act.id {
    case "seek":
      if let at = act["at"].wholeNumber { seek(TherapyTime(rawValue: at)) }
    case "live": past = nil
    case "branch": branch()
    default:
      if act.id.hasPrefix(FrameRows.act) {
        let number = Int(act.id.dropFirst(FrameRows.act.utf8.count))
        openFrame = openFrame == number ? nil : number
      }
    }
  }

  /// Looks at a moment of the past, or at the present again.
  func seek(_ moment: TherapyTime) {
    guard moment < scene.life.now.therapy else {
      past = nil
      return
    }
    guard let start = moments.last(where: { $0.life.now.therapy <= moment }) ?? moments.first else {
      return
    }
    past = record.replay(from: start, to: moment)
  }

  /// Goes on from the moment that is looked at; what came after it is gone.
  private func branch() {
    guard let past else { return }
    record.end(with: past)
    moments.removeAll {
      $0.acts > past.acts || $0.life.now.therapy > past.life.now.therapy
        || $0.life.now.link > past.life.now.link
    }
    scene = past
    self.past = nil
    add(Self.hold)
    scene.act(Self.hold)
  }

  /// That time stands still, as an act.
  private static var hold: Act { Act(pane: "bench", id: "typed", values: [.init("pace", "held")]) }

  /// Keeps a moment to go back to now and then; where there are many, every second one goes.
  private func keepMoment() {
    guard let last = moments.last else { return }
    let isFar = scene.life.now.therapy.since(last.life.now.therapy) >= Milliseconds.hours(6)
    let isLater = scene.acts > last.acts || isFar
    guard isLater, scene.life.now != last.life.now else { return }
    moments.append(scene.copy())
    if moments.count > 60 {
      moments = moments.enumerated().filter { $0.offset.isMultiple(of: 2) }.map { $0.element }
    }
  }
}
