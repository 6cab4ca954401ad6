import Quantities
import Telemetry

/// A life and the panes that look at it; a ``copy()`` of it is a moment that one can go back to.
///
/// It is no value, so that nobody copies tens of thousands of bytes without meaning to.
final class Scene {
  var life: Life
  let scenario: Scenario
  /// How many acts there were.
  private(set) var acts = 0
  var clinician = ClinicianPane()
  var patient = PatientPane()
  var bench = BenchPane()

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    life = scenario.begin(seed: seed)
  }

  private init(_ other: Scene) {
    scenario = other.scenario
    life = other.life.copy()
    acts = other.acts
    clinician = other.clinician
    patient = other.patient
    bench = other.bench
  }

  /// The same moment, which goes its own way from here.
  func copy() -> Scene { Scene(self) }

  /// What there is to see changes with it, and with nothing else.
  struct Stamp: Equatable {
    let therapy: TherapyTime
    let wire: Int
    let news: Int
    let entries: Int
    let isBusy: Bool
  }

  var stamp: Stamp {
    Stamp(
      therapy: life.now.therapy, wire: life.wire.count,
      news: life.hand.newsCount + life.patient.newsCount,
      entries: life.diary.entries.count + life.diary.forgotten, isBusy: life.isHandheldInUse)
  }

  /// Lets time pass to a moment of the link's clock.
  func advance(to link: LinkTime) {
    life.advance(to: link)
    hear()
  }

  /// Lets time pass to a moment of the link's clock, or to one of therapy if that comes first;
  /// false when it did.
  func advance(to link: LinkTime, notBeyond moment: TherapyTime) -> Bool {
    while life.now.link < link {
      guard life.now.therapy < moment else { return false }
      advance(to: min(link, life.latestLink(notBeyond: moment)))
    }
    return true
  }

  /// Lets time go on until it is a moment of therapy, without anything being done.
  func goOn(to moment: TherapyTime) {
    if life.isHandheldInUse { _ = advance(to: life.now.link.after(.minutes(3)), notBeyond: moment) }
    if life.now.therapy < moment { life.jump(moment.since(life.now.therapy)) }
    hear()
  }

  /// Does what a person did; time that is to pass at once ends at a moment, where one is given.
  func act(_ act: Act, notBeyond moment: TherapyTime? = nil) {
    acts += 1
    let pump = life.serial
    switch act.pane {
    case "clinician": clinician.act(act, on: &life)
    case "patient": patient.act(act, on: &life)
    case "bench": bench.act(act, on: &life, notBeyond: moment)
    default: break
    }
    life.settle()
    if life.serial != pump, life.transfer == nil { changeHand() }
    hear()
  }

  // MARK: The line to the world outside

  func tellLine(_ event: String, door: String, words: String) {
    let was = life.door
    life.tellLine(event, door: door, words: words)
    if was != life.door { changeHand() }
  }

  func useCard(_ text: String, entropy: String, open: [KeptOrder]) {
    life.useCard(text, entropy: entropy, open: open)
    changeHand()
  }

  func hearLive(_ bytes: [UInt8]) {
    life.hear(bytes)
    hear()
  }

  /// Does what a person did while the page has a line to the world outside.
  func actLive(_ act: Act) {
    if act.pane == "clinician", life.door == .port { clinician.act(act, on: &life) }
    if act.pane == "bench" { bench.act(act, on: &life, notBeyond: nil) }
    life.settle()
    hear()
  }

  /// Another handheld is in the hand.
  private func changeHand() {
    clinician = ClinicianPane(after: life.hand.newsCount)
    patient = PatientPane(after: life.patient.newsCount)
  }

  /// Lets the panes take what came of what their handhelds were set to do.
  private func hear() {
    clinician.hear(&life)
    patient.hear(&life)
  }
}
