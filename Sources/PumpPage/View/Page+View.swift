import PumpWorld
import Quantities
import Trace

/// What there is to see of the whole page.
extension Page {
  /// That nothing of this is real, as it stands on every screen.
  static var notice: String {
    "A fictional pump for testing and teaching. No medical device, no dosing advice."
  }

  /// Everything, as JSON in UTF-8.
  package func view() -> [UInt8] {
    var json: [UInt8] = []
    value.write(to: &json)
    return json
  }

  /// Everything, as values.
  var value: ViewValue {
    if let replay { return value(of: replay) }
    let scene = looked
    let tones = scene.life.tones
    let panes: [(String, String, PaneScreen)] = [
      (
        "clinician", "Clinician",
        scene.clinician.screen(
          scene.life, scenario: scene.scenario, wall: Self.wall(scene.life.now.therapy))
      ),
      ("patient", "Patient", scene.patient.screen(scene.life)),
      ("bench", "Bench", scene.bench.screen(&scene.life, scenario: scene.scenario)),
      ("truth", "Truth", TruthPane.screen(&scene.life)),
      (
        "time", "Time",
        TimePane.screen(
          scene, present: self.scene, isPast: past != nil, openFrame: openFrame)
      ),
    ]
    return .object([
      ViewField("notice", Self.notice), ViewField("title", scene.scenario.title),
      ViewField("moment", TimePane.moment(scene.life.now.therapy)),
      ViewField("past", past != nil),
      ViewField("panes", Self.view(panes)),
      ViewField(
        "tone",
        .object([
          ViewField("single", tones.single), ViewField("two_tone", tones.twoTone),
        ])),
      ViewField("fragment", fragment.map { .text($0) } ?? .null),
      ViewField("problem", problem.map { .text($0) } ?? .null),
    ])
  }

  private static func view(_ panes: [(String, String, PaneScreen)]) -> ViewValue {
    .list(
      panes.map { id, title, screen in
        .object([
          ViewField("id", id), ViewField("title", title), ViewField("screen", screen.view),
        ])
      })
  }

  /// A trace, as values.
  private func value(of replay: Replay) -> ViewValue {
    let pane = ReplayPane(replay: replay)
    let title = replay.chapter.title
    let panes: [(String, String, PaneScreen)] = [
      ("trace", "Recording", pane.screen), ("truth", "What happened", pane.happenings),
      ("time", "Time", pane.time),
    ]
    return .object([
      ViewField("notice", Self.notice),
      ViewField("title", title.isEmpty ? "a recording" : title), ViewField("moment", ""),
      ViewField("past", false), ViewField("panes", Self.view(panes)),
      ViewField("tone", .object([ViewField("single", 0), ViewField("two_tone", 0)])),
      ViewField("fragment", "part=\(replay.part)&entry=\(replay.head)"),
      ViewField("problem", problem.map { .text($0) } ?? .null),
    ])
  }

  /// What makes this moment again; `nil` when too much was done for an address.
  private var fragment: String? {
    let now = looked.life.now
    return record.fragment(at: now.therapy, link: now.link)
  }

  /// What a clock on the wall shows at a moment of therapy.
  static func wall(_ time: TherapyTime) -> WallClock? {
    Scenario.origin.map { WallClock(rawValue: $0.rawValue + UInt32(time.rawValue / 1000)) }
  }
}
