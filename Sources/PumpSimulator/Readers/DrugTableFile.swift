import FoundationEssentials
import PumpFirmware
import PumpText
import Quantities
import Telemetry
import YamlFiles

/// The drug library of a pump, from a file that handhelds read too: its soft limits, in place of
/// those of the profile. Spec: bench.md, "Drug library".
enum DrugTableFile {
  /// Reads the file for a device.
  static func read(_ path: String, for device: DeviceProfile) throws -> DrugTable {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let text = FileText.text(data)
    else {
      throw SimulatorError(
        .data,
        "\(path): there is no drug library that can be read as text; no pump was switched on")
    }
    do throws(FileProblem) {
      return try table(text, for: device)
    } catch {
      throw SimulatorError(
        .data, "\(path):\(error.line): \(error.message.text(.help)); no pump was switched on")
    }
  }

  /// The table of a library for a device, which holds baclofen first.
  static func table(_ text: String, for device: DeviceProfile) throws(FileProblem) -> DrugTable {
    let sheets = try DrugSheetReader.parse(text)
    guard let first = sheets.first(where: { $0.code == .baclofen }) else {
      throw FileProblem(
        line: 1, "the pump of the profile holds baclofen, and the library does not list it")
    }
    var table = DrugTable(.baclofen, try limits(of: first, for: device))
    for sheet in sheets where sheet.code != .baclofen {
      let limits = try limits(of: sheet, for: device)
      guard table.set(sheet.code, limits) else {
        throw FileProblem(line: sheet.line, "a pump takes at most \(DrugTable.capacity) drugs")
      }
    }
    return table
  }

  private static func limits(
    of sheet: DrugSheet, for device: DeviceProfile
  ) throws(FileProblem) -> DrugLimits {
    let name = sheet.code.name
    guard let usual = sheet.usual else {
      throw FileProblem(
        line: sheet.line, "\(name) has no usual limits, and without them a pump takes no drug")
    }
    let strengths = sheet.strengths.filter { $0.use == .pump }.map(\.microgramsPerMillilitre)
    guard strengths.count <= 4, let most = strengths.max(),
      let strongest = Concentration(microgramsPerMillilitre: most)
    else {
      throw FileProblem(
        line: sheet.line, "a pump knows at most four strengths of a drug, and \(name) has more")
    }
    if usual.maximumDose.perDay > device.limits.maximumFlow.drugPerDay(at: strongest) {
      throw FileProblem(
        line: sheet.usualLine,
        "the maximum_dose of \(name) is more than this pump can give of its strongest vial")
    }
    if Picograms(nanograms: usual.maximumBolus)
      > strongest.drug(in: device.limits.maximumBolus)
    {
      throw FileProblem(
        line: sheet.usualLine,
        "the maximum_bolus of \(name) is more than this pump gives at once of its strongest vial")
    }
    let known = strengths + Array(repeating: 0, count: 4 - strengths.count)
    return DrugLimits(
      minimumDose: usual.minimumDose, maximumDose: usual.maximumDose,
      maximumBolus: Picograms(nanograms: usual.maximumBolus),
      minimumBolusDuration: usual.minimumBolusDuration,
      strengths: DrugLimits.Strengths(known[0], known[1], known[2], known[3]),
      largestStep: usual.largestStep, largestShare: usual.largestShare)
  }
}
