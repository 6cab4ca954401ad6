import Foundation
import PumpFirmware
import PumpPlant
import PumpText
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import PumpSimulator

@Suite(.limited)
struct ProfileReaderTests {
  @Test func `the profile of an adult's pump`() throws {
    let setup = try Samples.setup()
    #expect(setup.device.capacity == Nanolitres(rawValue: 40_000_000))
    #expect(setup.device.strokeVolume == Nanolitres(rawValue: 250))
    #expect(setup.device.path.tubing == Nanolitres(rawValue: 140_000))
    // 60 cm of 2200 nL each.
    #expect(setup.device.path.catheter == Nanolitres(rawValue: 132_000))
    #expect(setup.device.path.version == 2)
    #expect(setup.device.path.residual == Nanolitres(rawValue: 1_400_000))
    #expect(setup.device.path.primeFlow == FlowRate(rawValue: 24_000_000))
    #expect(setup.device.path.discrepancy == Nanolitres(rawValue: 2_000_000))
    #expect(setup.device.grid.stepMinutes == 30 && setup.device.grid.shortestInterval == 60)
    #expect(setup.device.alarmTimings.longestSilence == 1440)
    #expect(setup.device.alarmTimings.longestStop == .hours(48))
    #expect(setup.plant.residualVolume == Nanolitres(rawValue: 1_400_000))
    #expect(setup.plant.frontSmear == Nanolitres(rawValue: 15_000))
    #expect(setup.implant.patientBolus == nil)
    #expect(setup.device.sessionIdle == .seconds(120))
    #expect(setup.device.limits.minimumFlow == FlowRate(rawValue: 48_000))
    #expect(setup.device.limits.maximumBolus == Nanolitres(rawValue: 1_000_000))
    #expect(setup.device.drugs[.baclofen].minimumBolusDuration == .minutes(1))
    #expect(setup.device.battery.capacity == Nanojoules(rawValue: 6_311_520_000_000))
    #expect(setup.device.battery.replacementReading == 500)
    #expect(setup.implant.concentration == Concentration(microgramsPerMillilitre: 2000))
    #expect(setup.implant.filledVolume == Nanolitres(rawValue: 20_000_000))
    #expect(setup.implant.therapy.dose == DoseRate(nanogramsPerDay: 100_000))
    #expect(setup.plant.strokeErrorPPM == 0)
    #expect(setup.isPrimed)
  }

  @Test func `the profile of a child's pump has a motor that moves more than it counts`() throws {
    let setup = try Samples.setup("child-20ml")
    #expect(setup.plant.strokeErrorPPM == 20_000)
    #expect(setup.device.capacity == Nanolitres(rawValue: 20_000_000))
    #expect(setup.device.path.volume == Nanolitres(rawValue: 228_000))
    #expect(setup.device.path.discrepancy == Nanolitres(rawValue: 1_000_000))
  }

  @Test func `the profile with a day schedule has a plan for every day, and boluses`() throws {
    let implant = try Samples.setup("schedule-40ml").implant
    #expect(implant.therapy.mode == .daySchedule)
    let names = (0..<7).map { implant.therapy.week[$0] }
    #expect(names == [.plan1, .plan1, .plan1, .plan1, .plan1, .plan2, .plan2])
    let weekdays = try #require(implant.plans[.plan1])
    #expect((0..<weekdays.count).map { weekdays[$0].startMinute } == [0, 360, 540, 1320])
    #expect(weekdays[1].dose == DoseRate(nanogramsPerDay: 160_000))
    #expect(implant.plans[.plan2]?.count == 2 && implant.plans[.plan3] == nil)
    #expect(implant.therapy.periodic?.intervalMinutes == 720)
    #expect(implant.therapy.periodic?.firstMinutes == 120)
    #expect(implant.patientBolus?.nanograms == 10_000)
    #expect(implant.patientBolus?.lockoutMinutes == 240)
    #expect(implant.patientBolus?.maximumPerDay == 3)
  }

  @Test(arguments: ["adult-40ml", "child-20ml", "replacement-40ml", "schedule-40ml"])
  func `the file to copy is the one the program carries with it`(name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../fixtures/profiles/\(name).yaml")
    #expect(try String(contentsOf: file, encoding: .utf8) == Samples.profile(name))
  }

  @Test(arguments: [
    ("capacity: 40 mL", "capacity: 0 mL", 7, "reservoir"),
    ("capacity: 40 mL", "capacity: 2000 mL", 7, "more than any pump holds"),
    ("fill: 20 mL", "fill: 41 mL", 7, "larger than the capacity"),
    ("low_alarm: 2 mL", "low_alarm: 40 mL", 7, "not below the capacity"),
    ("residual: 1.4 mL", "residual: 41 mL", 7, "at most the capacity"),
    ("discrepancy: 2 mL", "discrepancy: 2", 11, "has no unit"),
    ("name: baclofen", "name: morphine", 14, "baclofen"),
    ("2000 mcg/mL\n", "0 mcg/mL\n", 15, "no drug in it"),
    ("2000 mcg/mL\n", "2000001 mcg/mL\n", 15, "stronger than any drug"),
    ("[500 mcg/mL, ", "[1 mcg/mL, 2 mcg/mL, 500 mcg/mL, ", 16, "at most four"),
    ("[500 mcg/mL, ", "[500, ", 16, "has no unit"),
    ("[500 mcg/mL, 1000 mcg/mL, 2000 mcg/mL]", "500 mcg/mL", 16, "is no list"),
    ("mode: simple_continuous", "mode: bolus_only", 26, "day_schedule or periodic_bolus"),
    ("dose: 100 mcg/day", "dose: 0 mcg/day", 26, "below the 0.048 mL/day"),
    ("dose: 100 mcg/day", "dose: 50000 mcg/day", 26, "above"),
    ("volumes_version: 2", "volumes_version: two", 30, "no whole number"),
    ("stock_length: 90 cm", "stock_length: 90 mm", 32, "no unit of a length"),
    ("stock_length: 90 cm", "stock_length: 90.0001 cm", 32, "finer than 0.01 mm"),
    ("trimmed_length: 30 cm", "trimmed_length: 90 cm", 33, "nothing is left"),
    ("length: 0.0022 mL/cm", "length: 0.0022 mL", 34, "0.0022 mL/cm"),
    ("prime_flow: 24 mL/day", "prime_flow: 0 mL/day", 39, "must flow"),
    ("front_smear: 0.015 mL", "front_smear: 3 nL", 30, "15 nL"),
    ("primed: true", "primed: perhaps", 41, "true or false"),
    ("PL-C22: [90 cm, 0.0022 mL/cm]", "PL-C22: [90 cm]", 36, "as [90 cm, 0.0022 mL/cm]"),
    ("PL-C22: [90 cm, 0.0022 mL/cm]", "PL-C22: [90, 0.0022 mL/cm]", 36, "has no unit"),
    ("PL-C22: [90 cm, 0.0022 mL/cm]", "PL-C22: [90 cm, 0.03 mL/cm]", 36, "up to 0.02 mL/cm"),
    ("PL-C22: [90 cm, 0.0022 mL/cm]", "PL-C22: [0 cm, 0.0022 mL/cm]", 36, "longer than nothing"),
    ("PL-C22: [90 cm,", "CATHETER-22: [90 cm,", 36, "1 to 8 plain characters"),
    ("length_tolerance: 0.5 cm", "length_tolerance: 0.5", 38, "no unit"),
    ("stroke: 250 nL", "stroke: 0 nL", 44, "must move something"),
    ("stroke: 250 nL", "stroke: 1 mL", 44, "1 nL to 10 uL"),
    ("stroke_error: 0 ppm", "stroke_error: 2 %", 45, "parts per million"),
    ("stroke_error: 0 ppm", "stroke_error: 500001 ppm", 44, "either way"),
    ("minimum_rate: 0.006 mL/day", "minimum_rate: 0.049 mL/day", 48, "would not be the least"),
    ("step: 30 min", "step: 0 min", 57, "has meshes"),
    ("step: 30 min", "step: 90 s", 57, "whole minutes"),
    ("critical_tone_every: 10 min", "critical_tone_every: 0 s", 61, "1 s or more"),
    ("capacity: 6311.52 J", "capacity: 0 J", 68, "a battery holds"),
    ("idle_power: 20 uW", "idle_power: 20 W", 69, "uW"),
    ("replacement_at: 5 %", "replacement_at: 101 %", 71, "whole percent"),
    ("start: \"2026-03-02 08:00:00\"", "start: \"2026-02-30 08:00\"", 76, "no date and time"),
    ("idle: 120 s", "idle: 0 s", 79, "1 s to"),
    ("idle: 120 s", "idle: 120", 79, "has no unit"),
    ("format: 2", "format: 1", 3, "reads format 2, which also says the residual volume"),
    ("format: 2", "format: 3", 3, "reads format 2"),
    ("model: PL-40", "model: PL-40-EXTENDED", 4, "1 to 8 printable"),
  ])
  func `what cannot be is noted at its line`(old: String, new: String, line: Int, words: String) {
    let problems = Samples.problems(replacing: old, with: new)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.line == line, "\(problems)")
    #expect(problems.first?.message.contains(words) == true, "\(problems)")
  }

  @Test func `the catheters are numbered as they stand there, and may be left out`() throws {
    let models = try Samples.read(Samples.profile()).device.path.models
    #expect(models.count == 2 && models.tolerance == 5)
    #expect(models[1].name.string == "PL-C22" && models[1].stockMillimetres == 900)
    #expect(models[2].nanolitresPerCentimetre == 2600 && models[3].stockMillimetres == 0)
    let lines = Samples.profile().split(separator: "\n", omittingEmptySubsequences: false)
    let old = lines.filter { !$0.contains("PL-C2") && !$0.contains("models:") }
      .filter { !$0.contains("length_tolerance") }.joined(separator: "\n")
    #expect(try Samples.read(old).device.path.models.count == 0)
    let many = (3...5).map { "    PL-C\($0): [90 cm, 0.0022 mL/cm]\n" }.joined()
    let problems = Samples.problems(
      replacing: "  length_tolerance", with: many + "  length_tolerance")
    #expect(problems.first?.message.contains("at most 4 models") == true, "\(problems)")
  }

  @Test func `everything wrong is noted at once, from top to bottom`() throws {
    let text = Samples.profile().replacing("idle: 120 s", with: "idle: 120")
      .replacing("fill: 20 mL", with: "fil: 20 mL").replacing("primed: true", with: "colour: red")
    let error = #expect(throws: ProfileError.self) { try Samples.read(text) }
    #expect(error?.problems.map(\.line) == [7, 8, 30, 41, 79])
    #expect(error?.description.hasPrefix("p:7: reservoir.fill is missing\np:8: ") == true)
  }

  @Test(arguments: [
    ("    sat,sun:", "    saturn:", 34, "are no days"),
    ("    sat,sun:", "    sat:", 29, "some day of the week has no plan"),
    ("    sat,sun:", "    fri-sun:", 34, "follows one plan"),
    ("      - 06:00 160 mcg/day", "      - 24:00 160 mcg/day", 31, "the end of a day"),
    ("      - 06:00 160 mcg/day", "      - 06:00", 31, "a time of day and a dose"),
    ("      - 06:00 160 mcg/day", "      - 06:00 0 mcg/day", 31, "gives nothing"),
    ("      - 06:00 160 mcg/day", "      - 06:10 160 mcg/day", 27, "every 30 min"),
    ("      - 06:00 160 mcg/day", "      - 23:00 160 mcg/day", 27, "order"),
    ("    every: 12 h", "    every: 30 min", 27, "30 min"),
    ("  lockout: 4 h", "  lockout: 30 min", 44, "30 min"),
    ("  most_per_day: 3", "  most_per_day: 25", 44, "1 to 24 a day"),
  ])
  func `what cannot be scheduled is noted at its line`(
    old: String, new: String, line: Int, words: String
  ) {
    let problems = Samples.problems(in: "schedule-40ml", replacing: old, with: new)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.line == line, "\(problems)")
    #expect(problems.first?.message.contains(words) == true, "\(problems)")
  }

  @Test func `a day of fourteen steps is too long`() {
    let steps = (1...10).map { "      - \(9 + $0):30 100 mcg/day\n" }.joined()
    let last = "      - 22:00 80 mcg/day\n"
    let problems = Samples.problems(in: "schedule-40ml", replacing: last, with: steps + last)
    #expect(problems.first?.message.contains("at most 13 steps") == true, "\(problems)")
  }

  @Test func `a step may be minimum rate`() throws {
    let text = Samples.profile("schedule-40ml").replacing(
      "22:00 80 mcg/day", with: "22:00 minimum-rate")
    #expect(try Samples.read(text).implant.plans[.plan1]?[3].dose == .zero)
  }

  @Test func `boluses alone are a mode of their own`() throws {
    let text = Samples.profile().replacing("mode: simple_continuous", with: "mode: periodic_bolus")
      .replacing(
        "  dose: 100 mcg/day\n",
        with: "  bolus: {dose: 20 mcg, over: 5 min, every: 3 h, first: 0 min}\n")
    let therapy = try Samples.read(text).implant.therapy
    #expect(therapy.mode == .periodicBolus && therapy.periodic?.mostPerDay == 8)
  }

  @Test func `a first bolus after no time begins with the pump`() throws {
    let text = Samples.profile().replacing("mode: simple_continuous", with: "mode: periodic_bolus")
      .replacing(
        "  dose: 100 mcg/day\n",
        with: "  bolus: {dose: 20 mcg, over: 5 min, every: 3 h, first: 0 min}\n")
    var pump = try Samples.read(text).newPump()
    pump.advance(to: Instant(therapy: .zero.after(.minutes(1)), link: .zero))
    #expect(pump.firmware.state.integral.infusion?.kind == .periodicBolus)
    #expect(pump.firmware.state.integral.infusion?.start == .zero)
  }

  @Test func `the largest step is the drug's, and double or half where a profile is silent`() throws
  {
    let limits = try Samples.setup().device.drugs[.baclofen]
    #expect(limits.largestStep == 200 && limits.largestShare == 50)
    let silent = Samples.profile().split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains("largest_step") && !$0.contains("largest_share") }
      .joined(separator: "\n")
    let old = try Samples.read(silent).device.drugs[.baclofen]
    #expect(old.largestStep == 200 && old.largestShare == 50)
    let other = Samples.profile().replacing("largest_step: 200 %", with: "largest_step: 150 %")
      .replacing("largest_share: 50 %", with: "largest_share: 25 %")
    let told = try Samples.read(other).device.drugs[.baclofen]
    #expect(told.largestStep == 150 && told.largestShare == 25)
    for wrong in ["99 %", "2", "200", "-1 %", "20000 %"] {
      let problems = Samples.problems(
        replacing: "largest_step: 200 %", with: "largest_step: \(wrong)")
      #expect(problems.count == 1 && problems[0].message.contains("largest_step"), "\(wrong)")
    }
  }

  @Test func `minimum rate needs no dose`() throws {
    let text = Samples.profile().replacing("mode: simple_continuous", with: "mode: minimum_rate")
      .replacing("  dose: 100 mcg/day\n", with: "")
    #expect(try Samples.read(text).implant.therapy == .minimumRate)
  }

  @Test(arguments: [
    ("", 1, "empty"), ("just text", 1, "not a list of keys"), ("- 1\n- 2\n", 1, "not a list"),
    ("format: 1\n\tmodel: x\n", 2, "no YAML"), ("a: [1\nb: 2\n", 2, "no YAML"),
    ("format: 1\nmodel: a\nmodel: b\n", 2, "more than one model"),
    ("format: 1\nmodel: a\n!b model: b\n", 3, "more than one model"),
    ("a: *nowhere\n", 1, "no YAML"),
  ])
  func `what is no profile at all`(text: String, line: Int, words: String) {
    let error = #expect(throws: ProfileError.self) { try Samples.read(text) }
    #expect(error?.problems.first?.line == line, "\(String(describing: error))")
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func `a profile that names another one a billion times is refused at once`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghij", "abcdefghi") {
      let references = Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
      text += "\(name): &\(name) [\(references)]\n"
    }
    #expect(throws: ProfileError.self) { try Samples.read(text) }
  }
}
