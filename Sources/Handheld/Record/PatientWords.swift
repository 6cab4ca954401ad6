import PumpText
import Quantities

/// Patients and what was entered about them, in words.
package enum PatientWords {
  /// A patient on one line.
  package static func line(_ patient: PatientRecord) -> String {
    ([patient.code] + facts(patient)).joined(separator: ", ") + "\n"
  }

  /// A patient with all that was entered, the newest last.
  package static func whole(
    _ patient: PatientRecord, _ devices: [DeviceRecord], _ notes: [NoteRecord],
    _ assessments: [AssessmentRecord], _ trial: TrialResult
  ) -> String {
    var lines = Lines()
    lines.add("patient", ([patient.code] + facts(patient)).joined(separator: ", "))
    for dose in trial.records {
      lines.add("given", "\(time(dose.at))  \(dose.dose.map(TrialWords.line) ?? "")")
    }
    if !trial.records.isEmpty { lines.add("trial", TrialWords.state(trial.trial)) }
    for device in devices { add(device, to: &lines) }
    if devices.isEmpty { lines.add("pump", "none that the archive knows of") }
    for found in assessments { lines.add("found", "\(time(found.at))  \(words(found))") }
    for note in notes {
      let parts = note.text.split(separator: "\n")
      lines.add("note", "\(time(note.at))  \(parts.first ?? "")")
      for part in parts.dropFirst() { lines.add("", "  \(part)") }
    }
    return lines.text
  }

  /// What was found, such as `Ashworth legs 2, arms 1+, Penn spasms 1`.
  package static func words(_ found: AssessmentRecord) -> String {
    HistoryWords.words(found.findings)
  }

  /// A weight, such as `70.5 kg`.
  package static func weight(grams: Int64) -> String {
    "\(QuantityWords.decimal(UInt64(bitPattern: grams), thousandths: 3)) kg"
  }

  /// A moment of the archive without its fractions.
  package static func time(_ text: String) -> String {
    text.prefix(16).replacing("T", with: " ") + " UTC"
  }

  private static func facts(_ patient: PatientRecord) -> [String] {
    var parts: [String] = []
    if let indication = patient.indication { parts.append(indication) }
    if let grams = patient.weight_g { parts.append(weight(grams: grams)) }
    return parts
  }

  private static func add(_ device: DeviceRecord, to lines: inout Lines) {
    let until = device.explanted.map { ", explanted \($0)" } ?? ""
    let model = device.model.map { "\($0) " } ?? ""
    lines.add("pump", "\(model)\(device.serial), implanted \(device.implanted)\(until)")
    var parts: [String] = []
    if let model = device.catheter_model { parts.append(model) }
    if let length = device.catheter_mm { parts.append("\(Self.length(length)) implanted") }
    if let length = device.trimmed_mm { parts.append("\(Self.length(length)) cut off") }
    if let level = device.tip_level { parts.append("tip at \(level)") }
    if !parts.isEmpty { lines.add("catheter", parts.joined(separator: ", ")) }
  }

  private static func length(_ millimetres: Int64) -> String {
    QuantityWords.length(millimetres: UInt64(bitPattern: millimetres))
  }
}
