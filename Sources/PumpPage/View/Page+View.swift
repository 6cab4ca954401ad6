import PumpWorld
import Quantities

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
    let life = scene.life
    return .object([
      ViewField("notice", Self.notice), ViewField("title", scene.scenario.title),
      ViewField("moment", TimePane.moment(life.now.therapy)),
      ViewField("past", past != nil),
      ViewField(
        "panes",
        .list(
          panes.map { id, title, screen in
            .object([
              ViewField("id", id), ViewField("title", title), ViewField("screen", screen.view),
            ])
          })),
      ViewField(
        "tone",
        .object([
          ViewField("single", tones.single), ViewField("two_tone", tones.twoTone),
        ])),
      ViewField("fragment", fragment.map { .text($0) } ?? .null),
      ViewField("problem", problem.map { .text($0) } ?? .null),
    ])
  }

  /// What makes this moment again; `nil` when too much was done for an address.
  private var fragment: String? {
    let life = looked.life
    return record.fragment(at: life.now.therapy, link: life.now.link)
  }

  /// What a clock on the wall shows at a moment of therapy.
  static func wall(_ time: TherapyTime) -> WallClock? {
    Scenario.origin.map { WallClock(rawValue: $0.rawValue + UInt32(time.rawValue / 1000)) }
  }
}
