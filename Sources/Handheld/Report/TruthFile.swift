import ClinicText
import Foundation
import PumpText
package import ReportFigures
import Telemetry

/// Reads a bench's record: lines of CSV under a line of names, or one JSON object per line.
package enum TruthFile {
  private static let needed = ["therapy_time_s", "pumped_nl", "patient_pg"]
  private static let programmed = "programmed_pg"

  /// What the amount of one drug is kept under, where several are told apart.
  private static func key(of drug: DrugCode) -> String { "patient_pg of \(drug.name)" }

  /// The samples in the order of time.
  package static func read(_ path: String) throws -> [TruthSample] {
    guard let data = FileManager.default.contents(atPath: path),
      let text = FileText.text(data)
    else {
      throw ProgrammerError(
        .data, "\(path): the bench's record cannot be read as text; nothing was written")
    }
    return try samples(text, name: path)
  }

  static func samples(_ text: String, name: String) throws -> [TruthSample] {
    var columns: [String]?
    var samples: [TruthSample] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (place, raw) in lines.enumerated() {
      let line = raw.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let fields: [String: Double]?
      if line.hasPrefix("{") {
        fields = object(line)
      } else if let columns {
        fields = row(line, columns)
      } else {
        columns = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        fields = nil
        if Set(needed).isSubset(of: columns ?? []) { continue }
      }
      guard let fields, let sample = sample(fields),
        samples.last.map({ $0.seconds <= sample.seconds }) ?? true
      else { throw complaint(name, line: place + 1) }
      samples.append(sample)
    }
    return samples
  }

  private static func complaint(_ name: String, line: Int) -> ProgrammerError {
    ProgrammerError(
      .data,
      "\(name):\(line): no sample of a bench with numbers for \(needed.joined(separator: ", ")), "
        + "later than the one before it; nothing was written")
  }

  private static func object(_ line: String) -> [String: Double]? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    else { return nil }
    // Lines of `sample` are the truth itself; kept answers of the control socket wrap it.
    let body = object["result"] as? [String: Any] ?? object
    var fields = body.compactMapValues { ($0 as? NSNumber)?.doubleValue }
    // What reached the patient of each drug, where several are told apart.
    for drug in body["drugs"] as? [[String: Any]] ?? [] {
      guard let code = (drug["drug"] as? String).flatMap({ DrugCode(name: $0) }),
        let amount = drug["patient_pg"] as? NSNumber
      else { continue }
      fields[key(of: code)] = amount.doubleValue
    }
    // What the pump believes stands beside the truth there.
    if let pump = body["pump"] as? [String: Any], fields[programmed] == nil {
      fields[programmed] = (pump[programmed] as? NSNumber)?.doubleValue
    }
    return fields
  }

  private static func row(_ line: String, _ columns: [String]) -> [String: Double]? {
    let values = line.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0.trimmingCharacters(in: .whitespaces)) }
    guard values.count == columns.count else { return nil }
    var fields: [String: Double] = [:]
    for (name, value) in zip(columns, values) { fields[name] = value }
    return fields
  }

  private static func sample(_ fields: [String: Double]) -> TruthSample? {
    let values = needed.compactMap { fields[$0] }
    guard values.count == needed.count, values.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      return nil
    }
    var byDrug: [DrugCode: Double] = [:]
    for drug in DrugCode.all { byDrug[drug] = fields[key(of: drug)] }
    return TruthSample(
      seconds: values[0], pumped: values[1], patient: values[2], programmed: fields[programmed],
      byDrug: byDrug)
  }
}
