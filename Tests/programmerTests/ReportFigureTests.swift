import ClinicSupport
import Foundation
import PumpText
import ReportFigures
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// What the drawings of a report are made of, worked out by hand.
@Suite(.limited)
struct ReportFigureTests {
  // MARK: Trumpet

  /// Hours of 1 mL programmed each, and what was delivered in each.
  private func points(_ delivered: [Double]) -> [Trumpet.Point] {
    var sum = 0.0
    var points = [Trumpet.Point(seconds: 0, programmed: 0, delivered: 0)]
    for (place, volume) in delivered.enumerated() {
      sum += volume
      points.append(
        Trumpet.Point(
          seconds: Double(place + 1) * 3600, programmed: Double(place + 1), delivered: sum))
    }
    return points
  }

  @Test func `exact delivery has no error in any window that fits`() {
    let bells = Trumpet.bells(points(Array(repeating: 1, count: 100)))
    #expect(bells.map(\.hours) == [1, 6, 24, 72])
    #expect(bells.allSatisfy { abs($0.most) < 1e-9 && abs($0.least) < 1e-9 })
    #expect(bells.map(\.count) == [100, 95, 77, 29])
  }

  @Test func `one bad hour weighs less the longer the window`() {
    var hours = Array(repeating: 1.0, count: 200)
    hours[50] = 1.5
    hours[120] = 0.4
    let bells = Trumpet.bells(points(hours))
    let expected: [(Double, Double, Double)] = [
      (1, 50, -60), (6, 50.0 / 6, -10), (24, 50.0 / 24, -2.5), (72, 50.0 / 72, -60.0 / 72),
      (168, -10.0 / 168, -10.0 / 168),
    ]
    #expect(bells.count == 5)
    for (bell, (window, most, least)) in zip(bells, expected) {
      #expect(bell.hours == window)
      // Every window of a week holds both hours.
      #expect(abs(bell.least - least) < 1e-6 && abs(bell.most - most) < 1e-6, "\(bell)")
    }
  }

  @Test func `a window shorter than the points are apart is not looked through`() {
    let days = (0...10).map { day in
      Trumpet.Point(
        seconds: Double(day) * 86_400, programmed: Double(day), delivered: Double(day) * 1.1)
    }
    let bells = Trumpet.bells(days)
    #expect(bells.map(\.hours) == [24, 72, 168])
    #expect(bells.allSatisfy { abs($0.most - 10) < 1e-9 && abs($0.least - 10) < 1e-9 })
    #expect(Trumpet.bells([]).isEmpty && Trumpet.bells(Array(days.prefix(1))).isEmpty)
  }

  @Test func `a bench's record resolves short windows where the programme is even`() throws {
    var log = LogLab()
    log.days(3)
    log.add(.infusionStarted, at: 3 * 86_400, detail: 1, number: 50_000, amount: 600_000)
    log.days(3)
    var facts = ReportFacts(now: log.now, therapy: LogLab.therapy(100_000))
    facts.log.entries = log.entries
    // Every half hour 4 % more than the 50 µL of a day, and nothing at all for two hours of day 4.
    var pumped = 0.0
    facts.truth = (0...288).map { place in
      defer { if !(150..<154).contains(place) { pumped += 50_000.0 / 48 * 1.04 } }
      return TruthSample(seconds: Double(place) * 1800, pumped: pumped, patient: 0)
    }
    let bells = TrumpetFigure(facts: facts).curve.truthBells
    #expect(bells.map(\.hours) == [1, 6, 24, 72])
    // Day 4 has a bolus in its programme, so it is not looked through with short windows.
    #expect(abs(bells[0].most - 4) < 1e-6 && abs(bells[0].least - 4) < 1e-6, "\(bells[0])")
    #expect(abs(bells[2].least - (1.04 * 44 / 48 - 1) * 100) < 1e-6, "\(bells[2])")
    facts.truth = facts.truth.map {
      TruthSample(
        seconds: $0.seconds, pumped: $0.pumped, patient: 0, programmed: $0.seconds * 1157.407)
    }
    let recorded = TrumpetFigure(facts: facts).curve.truthBells
    #expect(abs(recorded[0].least + 100) < 1e-6, "an hour without a stroke: \(recorded[0])")
  }

  // MARK: Course of volumes

  @Test func `delivered and programmed volumes are those of the log`() {
    var log = LogLab()
    log.days(10)
    log.days(1, strokes: 180)
    var now = log.now
    now.status.therapySeconds += 1
    var facts = ReportFacts(now: now, therapy: LogLab.therapy(100_000))
    facts.log.entries = log.entries
    let bins = VolumeCourse(facts.account).spans()
    #expect(bins.count == 12)
    #expect(abs(bins[3].programmed - 0.05) < 1e-9 && abs(bins[3].pumped - 0.05) < 1e-9)
    #expect(abs(bins[10].pumped - 0.045) < 1e-9)
    let few = VolumeCourse(facts.account).spans(most: 4)
    #expect(few.count == 4)
    #expect(abs(few.reduce(0) { $0 + $1.pumped } - bins.reduce(0) { $0 + $1.pumped }) < 1e-9)
    let trumpet = TrumpetFigure(facts: facts).curve.logBells
    #expect(trumpet.map(\.hours) == [24, 72, 168])
    #expect(abs(trumpet[0].least + 10) < 1e-6 && abs(trumpet[0].most) < 1e-6)
  }

  @Test func `the reservoir falls from fill to fill, and ends at the counter`() throws {
    let stretches = ReservoirFigure(facts: ReportLab.facts()).course.stretches
    #expect(stretches.count == 2)
    #expect(abs((stretches[0].last?.volume ?? 0) - 2) < 1e-9, "what was expected at the refill")
    // 43 days of 0.4 mL before it.
    #expect(abs((stretches[0].first?.volume ?? 0) - 20) < 0.5, "\(stretches[0][0])")
    #expect(stretches[1].first?.volume == 18)
    #expect(stretches[1].last?.volume == 13)
    for stretch in stretches {
      #expect(zip(stretch, stretch.dropFirst()).allSatisfy { $0.seconds <= $1.seconds })
    }
  }

  // MARK: Programme

  @Test func `the programme has a line for each plan, and its boluses at their times`() {
    let figure = ProgrammeFigure(facts: ReportLab.facts())
    #expect(figure.days.map(\.name) == ["Mon Tue Wed Thu Fri", "Sat Sun"])
    #expect(figure.days[0].steps.map(\.hour) == [0, 6.5, 12, 22])
    #expect(figure.days[0].steps.map(\.dose) == [160, 260, 200, 0])
    // It is 05:00, the next comes in four hours, and then one every six.
    #expect(figure.boluses == [3, 9, 15, 21])
  }

  // MARK: A bench's record

  @Test func `a bench's record is CSV or one object per line`() throws {
    let csv = try TruthFile.samples(
      "# bench\ntherapy_time_s, patient_pg,pumped_nl\n0,0,0\n\n60,5,2.5\n", name: "x")
    #expect(
      csv == [
        .init(seconds: 0, pumped: 0, patient: 0), .init(seconds: 60, pumped: 2.5, patient: 5),
      ])
    let lines = try TruthFile.samples(
      """
      {"therapy_time_s":0,"pumped_nl":0,"patient_pg":0,"programmed_pg":1,"strokes":9}
      {"id":1,"jsonrpc":"2.0","result":{"therapy_time_s":60,"pumped_nl":2.5,"patient_pg":5}}
      """, name: "x")
    #expect(lines.map(\.seconds) == [0, 60] && lines.map(\.programmed) == [1, nil])
    #expect(try TruthFile.samples("", name: "x").isEmpty)
  }

  @Test(
    arguments: [
      "therapy_time_s,pumped_nl,patient_pg\n1,2\n", "therapy_time_s,pumped_nl\n1,2\n",
      "therapy_time_s,pumped_nl,patient_pg\n1,x,2\n", "{\"therapy_time_s\":1}\n", "{nonsense\n",
      "therapy_time_s,pumped_nl,patient_pg\n9,1,2\n8,1,2\n",
      "therapy_time_s,pumped_nl,patient_pg\n-1,1,2\n",
    ])
  func `a record that is none is refused with its line`(text: String) {
    let error = #expect(throws: ProgrammerError.self) { try TruthFile.samples(text, name: "x") }
    #expect(error?.exitStatus == .data)
    #expect(error?.message.hasPrefix("x:") == true)
  }

  // MARK: Axes

  @Test(
    arguments: [
      (0.7, 0.8, 0.2), (9.5, 12, 2), (100, 120, 20), (216, 250, 50), (1, 1.2, 0.2), (40, 50, 10),
    ] as [(Double, Double, Double)])
  func `an axis ends at a round number above the highest value`(
    highest: Double, end: Double, step: Double
  ) {
    let scale = Scale.upTo(highest, title: "")
    #expect(abs(scale.upper - end) < 1e-9 && scale.lower == 0)
    #expect(abs(scale.ticks[1].value - step) < 1e-9)
  }

  @Test(
    arguments: [
      (0, "0"), (0.1, "0.1"), (16.32, "16.32"), (1234.6, "1235"), (-0.5, "−0.5"), (1e-9, "0"),
      (.nan, "–"), (123_456, "123456"),
    ] as [(Double, String)])
  func `numbers are as long as they matter`(value: Double, text: String) {
    #expect(Scale.number(value) == text)
  }
}
