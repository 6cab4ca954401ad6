import Foundation
import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import Testing

@testable import PumpFirmwareSim

struct ProfileReaderTests {
  @Test func `the profile of an adult's pump`() throws {
    let setup = try Samples.setup()
    #expect(setup.device.capacity == Nanolitres(rawValue: 40_000_000))
    #expect(setup.device.strokeVolume == Nanolitres(rawValue: 250))
    #expect(setup.device.pathVolume == Nanolitres(rawValue: 272_000))
    #expect(setup.device.sessionIdle == .seconds(120))
    #expect(setup.device.limits.minimumFlow == FlowRate(rawValue: 48_000))
    #expect(setup.device.limits.maximumBolus == Nanolitres(rawValue: 1_000_000))
    #expect(setup.device.drugLimits.minimumBolusDuration == .minutes(1))
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
  }

  @Test(arguments: ["adult-40ml", "child-20ml"])
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
    ("name: baclofen", "name: morphine", 12, "baclofen"),
    ("2000 mcg/mL", "0 mcg/mL", 13, "no drug in it"),
    ("2000 mcg/mL", "2000001 mcg/mL", 13, "stronger than any drug"),
    ("mode: simple_continuous", "mode: bolus_only", 21, "simple_continuous or minimum_rate"),
    ("dose: 100 mcg/day", "dose: 0 mcg/day", 21, "below the 0.048 mL/day"),
    ("dose: 100 mcg/day", "dose: 50000 mcg/day", 21, "above"),
    ("primed: true", "primed: perhaps", 26, "true or false"),
    ("stroke: 250 nL", "stroke: 0 nL", 29, "must move something"),
    ("stroke: 250 nL", "stroke: 1 mL", 29, "1 nL to 10 uL"),
    ("stroke_error: 0 ppm", "stroke_error: 2 %", 30, "parts per million"),
    ("stroke_error: 0 ppm", "stroke_error: 500001 ppm", 29, "either way"),
    ("capacity: 6311.52 J", "capacity: 0 J", 42, "a battery holds"),
    ("idle_power: 20 uW", "idle_power: 20 W", 43, "uW"),
    ("replacement_at: 5 %", "replacement_at: 101 %", 45, "whole percent"),
    ("start: \"2026-03-02 08:00:00\"", "start: \"2026-02-30 08:00\"", 50, "no date and time"),
    ("idle: 120 s", "idle: 0 s", 53, "1 s to"),
    ("idle: 120 s", "idle: 120", 53, "has no unit"),
    ("format: 1", "format: 2", 3, "reads format 1"),
    ("model: PL-40", "model: PL-40-EXTENDED", 4, "1 to 8 printable"),
  ])
  func `what cannot be is noted at its line`(old: String, new: String, line: Int, words: String) {
    let problems = Samples.problems(replacing: old, with: new)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.line == line, "\(problems)")
    #expect(problems.first?.message.contains(words) == true, "\(problems)")
  }

  @Test func `everything wrong is noted at once, from top to bottom`() throws {
    let text = Samples.profile().replacing("idle: 120 s", with: "idle: 120")
      .replacing("fill: 20 mL", with: "fil: 20 mL").replacing("primed: true", with: "colour: red")
    let error = #expect(throws: ProfileError.self) { try Samples.read(text) }
    #expect(error?.problems.map(\.line) == [7, 8, 25, 26, 53])
    #expect(error?.description.hasPrefix("p:7: reservoir.fill is missing\np:8: ") == true)
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
