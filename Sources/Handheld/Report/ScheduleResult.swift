package import Clinic
package import Console
import PumpText
package import Quantities
import Telemetry
package import VerbOutput

/// The days of the programme and where in them the pump is, for people and for programs.
package struct ScheduleResult: VerbResult {
  package let programme: Programme
  package let clock: WallClock?
  /// Minutes until the next bolus of the programme is due; `nil` when none is to come.
  package var minutesToBolus: UInt32?
  /// What flows now, which need not be the programme.
  package let present: Present

  package init(
    programme: Programme, clock: WallClock?, minutesToBolus: UInt32? = nil, present: Present
  ) {
    self.programme = programme
    self.clock = clock
    self.minutesToBolus = minutesToBolus
    self.present = present
  }

  package struct Report: Encodable {
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
    Report(
      therapy: TherapyJSON(programme), flows: present.name,
      periodic_bolus_due_min: minutesToBolus,
      clock: clock.map(JSONUnits.clock),
      weekday: weekday?.jsonNames.first, step: step.map(DayJSON.Step.init))
  }

  package var words: String { words(on: .plain) }

  package func words(on paper: Paper) -> String {
    let result = TherapyResult(
      programme: programme, clock: clock, minutesToBolus: minutesToBolus, present: present)
    var text = result.words(on: paper)
    guard let clock, let weekday else { return text }
    text += Timeline(paper).label("now") + "\(weekday.words) \(MomentWords.minute(clock))"
    if let step { text += ", in the step \(StepWords.line(step))" }
    return text + "\n"
  }
}
