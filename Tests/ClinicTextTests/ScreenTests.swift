import ClinicSupport
import PumpText
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText

/// What a screen shows, as the values that a page draws.
@Suite(.limited)
struct ScreenTests {
  private static let face = Face { _ in "the next step" }

  private func change(_ before: Programme, _ after: Programme) -> ChangePreview {
    ChangePreview(
      before: before, after: after, now: Samples.interrogation(at: Samples.monday),
      running: Samples.forecast(), foretold: Samples.forecast(.staged))
  }

  @Test func `a finish screen has a row for each value, and says which differ`() throws {
    let screen = change(Samples.programme(100_000), Samples.programme(110_000)).screen(.plain)
    let table = try #require(screen.table)
    #expect((table.now, table.new) == ("now", "new"))
    #expect(
      table.rows.prefix(3) == [
        ScreenRow(
          label: "mode", now: "simple continuous", new: "simple continuous", differs: false),
        ScreenRow(label: "24-h total", now: "100 mcg", new: "110 mcg, +10 %", differs: true),
        ScreenRow(label: "flow", now: "0.05 mL/day", new: "0.055 mL/day", differs: true),
      ])
    #expect(
      table.rows.filter { $0.label.isEmpty } == [
        ScreenRow(
          label: "", now: "(the drug's stability)", new: "(the drug's stability)", differs: false)
      ])
    #expect(screen.heading == nil)
    #expect(screen.notes.map { $0.isWarning } == [false])
    #expect(screen.notes[0].text.hasPrefix("Drug that leaves the reservoir"))
  }

  @Test func `what does not flow, and what is unusual, are warnings under it`() {
    var stopped = change(Samples.programme(100_000), Samples.programme(110_000))
    stopped.warnings = [.volumeDiscrepancy(nanolitres: 3_000_000)]
    let now = Samples.interrogation(Samples.status { $0.flags.isStopped = true })
    var screen = ChangePreview(
      before: stopped.before, after: stopped.after, now: now, running: stopped.running,
      foretold: stopped.foretold)
    screen.warnings = stopped.warnings
    let notes = screen.screen(Self.face).notes
    #expect(notes.map { $0.isWarning } == [true, true])
    #expect(
      notes[0].text == "Now: STOPPED, no drug at all. Nothing of this change flows "
        + "until the next step.")
    #expect(notes[1].text.hasPrefix("the volume drawn out is 3.000 mL more than"))
  }

  @Test func `the days are lines of steps and marks at minutes, in one scale`() throws {
    let after = Samples.schedule(
      periodic: Samples.periodic(first: 120), daily: 233_333, least: 220_000)
    let screen = change(Samples.programme(100_000), after).screen(.plain)
    let days = try #require(screen.days)
    #expect(days.axis == "the day")
    #expect(days.full == 150_000)
    #expect(days.rows.count == 4)
    guard case .day(let old) = days.rows[0], case .day(let new) = days.rows[1],
      case .boluses(let marks) = days.rows[3]
    else {
      Issue.record("not two days and marks")
      return
    }
    #expect(
      (old.side, old.title, old.total, old.tellsSteps)
        == (.now, "now every day", "100 mcg", false))
    #expect(
      (new.side, new.weekdays, new.total, new.tellsSteps)
        == (.new, "Mon-Fri", "133.333 mcg", true))
    #expect(new.steps.map { $0.minute } == [0, 360, 1320])
    #expect(new.steps.map { $0.time } == ["00:00", "06:00", "22:00"])
    #expect(new.steps.map { $0.dose } == ["100 mcg/day", "150 mcg/day", "100 mcg/day"])
    #expect(new.nanogramsPerDay(at: 359) == 100_000)
    #expect(new.nanogramsPerDay(at: 360) == 150_000)
    // It is 08:00; the first comes in 2 h, and the last of the four after midnight.
    #expect(marks == BolusMarks(minutes: [600, 960, 1320, 240], note: "4 x 25 mcg", span: nil))
  }

  @Test func `an interrogation is facts with their gauge, and what is wrong stands out`() throws {
    var body = Samples.interrogation()
    func facts() -> [ScreenFact] {
      InterrogationResult(
        body: body, running: Samples.forecast(), isFull: false, drugs: .standard, face: Self.face
      ).facts
    }
    #expect(!facts().contains { $0.isWarning })
    let reservoir = try #require(facts().first { $0.label == "reservoir" })
    #expect(
      reservoir.gauge
        == ScreenGauge(
          UInt64(body.status.reservoirNanolitres), of: UInt64(body.capacityNanolitres)))
    #expect(reservoir.value.hasSuffix(" mL"))
    body.status.alarms.insert(.motorStall)
    #expect(facts().filter { $0.isWarning }.map { $0.label } == ["delivery", "alarms"])
    body.status.flags.isStopped = true
    #expect(facts().first { $0.label == "delivery" }?.value == "STOPPED: the patient gets no drug")
  }

  @Test func `an order is shown as facts, and a question is asked under them`() {
    let stop = OrderOutlook.stop(Samples.interrogation())
    let screen = stop.screen(Self.face)
    #expect(screen.facts.map { $0.label } == ["now", "new", "WARNING"])
    #expect(screen.facts.map { $0.isWarning } == [false, false, true])
    #expect(screen.facts[2].value.hasSuffix("(the next step)."))
    #expect(stop.question == "Stop delivery?")
  }

  @Test func `a line without a label belongs to the fact before it`() {
    var facts: [ScreenFact] = []
    facts.add("", "first")
    facts.add("alarms", "one")
    facts.add("", "two", isWarning: true)
    facts.add("path", lines: ["a", "b"])
    #expect(
      facts == [
        ScreenFact("", "first"), ScreenFact("alarms", "one", more: ["two"], isWarning: true),
        ScreenFact("path", "a", more: ["b"]),
      ])
  }
}
