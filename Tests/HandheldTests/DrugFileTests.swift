import Foundation
import PumpText
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Clinic
@testable import ClinicText
@testable import Handheld

/// The drug library as it is read from a file.
@Suite(.limited)
struct DrugFileTests {
  private static func baclofen(_ strengths: String, source: String = "a label") -> String {
    "baclofen:\n  source: \(source)\n  strengths:\n\(strengths)"
  }

  private static let doses = "minimum_dose: 12 mcg/day, maximum_dose: 1 mg/day"
  private static let bolus = "maximum_bolus: 100 mcg, minimum_bolus_duration: 1 min"

  private static func usual(_ limits: String) -> String {
    baclofen("    500 mcg/mL: {}\n") + "  usual: {\(limits)}"
  }

  private func refusal(_ text: String) -> String {
    do {
      return "taken: \(try DrugFile.parse(text, path: "drugs.yaml"))"
    } catch {
      return (error as? ProgrammerError)?.message(.plain) ?? "\(error)"
    }
  }

  @Test func `the library that is built in is the one of the example`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../fixtures/drugs/baclofen.yaml").standardized.path
    #expect(try DrugFile.read(file) == .standard)
    #expect(try DrugFile.chosen(file) == .standard)
  }

  @Test func `without a file it is the one that is built in, and a missing one is told`() throws {
    #expect(try DrugFile.chosen(nil) == .standard)
    #expect(try DrugFile.chosen("") == .standard)
    let missing = "/tmp/pumplink-no-such-drugs.yaml"
    let error = #expect(throws: ProgrammerError.self) { try DrugFile.chosen(missing) }
    #expect(error?.exitStatus == .data)
    #expect(error?.message(.plain).hasPrefix("\(missing): there is no drug library") == true)
  }

  @Test func `strengths may be written in other units, and say what they are for`() throws {
    let text = Self.baclofen(
      "    0.05 mg/mL: {use: screening}\n    1 mg/mL: {use: pump, stability: 26 weeks}\n"
        + "    2000 mcg/mL: {}\n")
    let drug = try #require(try DrugFile.parse(text, path: "drugs.yaml")[.baclofen])
    #expect(
      drug.strengths == [
        .init(microgramsPerMillilitre: 50, isForPumps: false, stableDays: nil),
        .init(microgramsPerMillilitre: 1000, stableDays: 182),
        .init(microgramsPerMillilitre: 2000, stableDays: nil),
      ])
    #expect(drug.source == "a label")
  }

  @Test(
    arguments: [
      ("", 1, "has drugs as keys"), ("- baclofen", 1, "has drugs as keys"),
      ("aspirin: {}", 1, "no pump holds aspirin; a drug can be baclofen, morphine, ziconotide"),
      ("baclofen: 500 mcg/mL", 1, "no keys and values"),
      ("baclofen:\n  strengths: {500 mcg/mL: {}}", 1, "no source"),
      ("baclofen:\n  source: a\n  strength: {}", 3, "strength is no key here"),
      ("baclofen:\n  source: a", 1, "no strengths"),
      ("baclofen: {source: a}\nbaclofen: {source: b}", 1, "more than one baclofen"),
      ("baclofen:\n  source: a\n  !b source: b", 3, "more than one source"),
      (baclofen("    500: {}"), 4, "no unit"), (baclofen("    500 mcg: {}"), 4, "500 mcg"),
      (baclofen("    500 mcg/mL: 180 days"), 4, "no keys and values"),
      (baclofen("    500 mcg/mL: {stabilty: 180 days}"), 4, "stabilty is no key here"),
      (baclofen("    500 mcg/mL: {stability: 180}"), 4, "no unit"),
      (baclofen("    500 mcg/mL: {stability: 36 h}"), 4, "whole days, from 1 to 3650"),
      (baclofen("    500 mcg/mL: {stability: 0 days}"), 4, "whole days, from 1 to 3650"),
      (baclofen("    500 mcg/mL: {stability: 11 years}"), 4, "whole days, from 1 to 3650"),
      (baclofen("    500 mcg/mL: {use: trial}"), 4, "pump or screening"),
      (baclofen("    500 mcg/mL: {}\n    0.5 mg/mL: {}"), 5, "there already, in other words"),
      (baclofen("    50 mcg/mL: {use: screening}"), 4, "no strength for pumps"),
      (baclofen("    500 mcg/mL: [", source: "b"), 5, "no YAML"),
      (usual("maximum_bolus: 100 mcg"), 5, "usual of baclofen has no minimum_dose"),
      (usual("\(doses), minimum_bolus_duration: 1 min, odd: 1"), 5, "odd is no key here"),
      (usual("minimum_dose: 9 mg/day, maximum_dose: 1 mg/day, \(bolus)"), 5, "wrong way round"),
      (usual("\(doses), maximum_bolus: 2 mg, minimum_bolus_duration: 1 min"), 5, "whole day"),
      (usual("\(doses), \(bolus), largest_step: 99 %"), 5, "no share from 100 % to 10000 %"),
      (usual("\(doses), \(bolus), largest_share: 0 %"), 5, "no share from 1 % to 10000 %"),
    ])
  func `what cannot be meant is refused with its line`(text: String, line: Int, words: String) {
    let message = refusal(text)
    #expect(message.hasPrefix("drugs.yaml:\(line): "), "\(message)")
    #expect(message.contains(words) && message.hasSuffix("Nothing was sent"), "\(message)")
  }
}
