import FuzzSupport
import PumpFirmware
import PumpText
import Quantities
import Telemetry
import TestSupport

@testable import PumpSimulator
@testable import YamlFiles

/// The drug library: what is taken from it does not contradict itself, and what is wrong with it
/// has a line.
enum DrugTarget {
  static func run(_ input: [UInt8]) throws(Broken) {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    let lines = text.utf8.count { $0 == 10 || $0 == 13 } + 1
    let sheets: [DrugSheet]
    do throws(FileProblem) {
      sheets = try DrugSheetReader.parse(text)
    } catch {
      return try hold((1...lines + 1).contains(error.line), "line \(error.line) of \(lines)")
    }
    try hold(!sheets.isEmpty, "a library without a drug")
    try hold(Set(sheets.map(\.code)).count == sheets.count, "a drug is there twice")
    for sheet in sheets {
      let strengths = sheet.strengths.map(\.microgramsPerMillilitre)
      try hold(Set(strengths).count == strengths.count, "a strength is there twice")
      try hold(sheet.strengths.contains { $0.use == .pump }, "no strength for pumps")
      guard let usual = sheet.usual else { continue }
      try hold(usual.minimumDose <= usual.maximumDose, "limits the wrong way round")
      try hold(usual.maximumBolus > 0 && usual.largestStep >= 100, "limits that allow nothing")
    }
    let device = DeviceProfile.sample()
    do throws(FileProblem) {
      let table = try DrugTableFile.table(text, for: device)
      try check(table, sheets, device)
    } catch {
      try hold((1...lines + 1).contains(error.line), "line \(error.line) of \(lines)")
    }
  }

  private static func check(
    _ table: DrugTable, _ sheets: [DrugSheet], _ device: DeviceProfile
  ) throws(FileProblem) {
    for sheet in sheets {
      guard table.knows(sheet.code), let usual = sheet.usual,
        table[sheet.code].maximumDose == usual.maximumDose
      else { preconditionFailure("\(sheet.code) is not as it was read") }
    }
  }

  /// A library of two drugs.
  static let example = """
    baclofen:
      source: a label
      strengths: {50 mcg/mL: {use: screening}, 500 mcg/mL: {stability: 180 days}}
      usual:
        minimum_dose: 12 mcg/day
        maximum_dose: 1000 mcg/day
        maximum_bolus: 100 mcg
        minimum_bolus_duration: 1 min
        largest_step: 200 %
    morphine:
      source: illustrative
      strengths:
        10 mg/mL: {}
      usual: {minimum_dose: 0.1 mg/day, maximum_dose: 15 mg/day, maximum_bolus: 1 mg,
        minimum_bolus_duration: 5 min, largest_step: 150 %, largest_share: 25 %}

    """
}
