import Clinic
package import Console
import PumpText
import Quantities
import Telemetry
package import VerbOutput

/// The days of the programme and where in them the pump is, for people and for programs.
package struct ScheduleResult: VerbResult {
  /// The programme, and what is known beside it.
  private let therapy: TherapyResult

  package init(_ therapy: TherapyResult) { self.therapy = therapy }

  private var programme: Programme { therapy.programme }
  private var clock: WallClock? { therapy.clock }

  package struct JSON: Encodable {
    package let therapy: TherapyJSON
    let flows: Present.Name
    @OrNull var periodic_bolus_due_min: UInt32?
    @OrNull var clock: String?
    @OrNull var weekday: String?
    @OrNull var step: DayJSON.Step?
  }

  /// The step of the day that the clock stands in.
  private var step: DayStep? {
    guard let clock, programme.therapy.mode == .daySchedule else { return nil }
    let minute = UInt16(clock.rawValue % 86_400 / 60)
    return programme.day(of: clock.weekday)?.step(at: minute)
  }

  private var weekday: Weekdays? { clock.map { Weekdays([$0.weekday]) } }

  package var outcome: VerbAnswer.Outcome { .read }
  package var json: any Encodable {
    JSON(
      therapy: TherapyJSON(programme), flows: therapy.present.name,
      periodic_bolus_due_min: therapy.minutesToBolus,
      clock: clock.map(JSONUnits.clock),
      weekday: weekday?.jsonNames.first, step: step.map(DayJSON.Step.init))
  }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String {
    var text = therapy.words(on: paper)
    guard let clock, let weekday else { return text }
    text += Timeline(paper).label("now") + "\(weekday.words) \(MomentWords.minute(clock))"
    if let step { text += ", in the step \(StepWords.line(step))" }
    return text + "\n"
  }
}
