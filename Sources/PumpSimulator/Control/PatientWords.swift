import BenchControl
import BenchText
import Console
import PumpPlant
import PumpText
import PumpWorld
import Quantities

/// What somebody sees of a patient, in words.
extension PatientAnswer {
  /// The patient, and the diary where one was asked for: a table where the paper has room for it.
  func words(on paper: Paper) -> String {
    let found = patient.words
    guard !diary.isEmpty else { return found }
    if paper.columns < Self.tableWidth { return diary.map { "\n" + $0.list }.joined() }
    return Day.head + diary.map(\.row).joined()
  }

  /// The narrowest paper with room for the table.
  private static let tableWidth = 79

  /// A score of 1/100, as it is written.
  static func score(_ hundredths: UInt32) -> String {
    let part = String(hundredths % 100)
    return "\(hundredths / 100)." + (part.count < 2 ? "0" : "") + part
  }

  /// How drowsy somebody is; a grade that this program does not know is called what it is.
  static func drowsiness(_ name: String) -> String {
    PatientReading.Drowsiness(name: name)?.words ?? name
  }

  /// How far a withdrawal has come, likewise.
  static func withdrawal(_ name: String) -> String {
    PatientReading.Withdrawal(name: name)?.words ?? name
  }
}

extension PatientAnswer.State {
  fileprivate var words: String {
    let tone = PatientAnswer.score
    let dose = QuantityWords.dose(nanograms:)
    let cells = cells_pg.map { dose($0 / 1000).replacing(" mcg", with: "") }
    var lines = [
      ("patient", "\(name), illustrative only and never dosing advice"),
      ("legs", "Ashworth \(tone(legs_tone)), spasms \(tone(legs_spasms))"),
      ("arms", "Ashworth \(tone(arms_tone)), spasms \(tone(arms_spasms))"),
      ("wakefulness", PatientAnswer.drowsiness(drowsiness)),
      ("withdrawal", withdrawal == "none" ? "none" : PatientAnswer.withdrawal(withdrawal)),
      ("received", "\(dose(received_today_pg / 1000))\(drugWords) today"),
      ("", "\(dose(received_pg / 1000))\(drugWords) in all"),
      ("in the fluid", "mcg by cell, the head first:"),
      ("", cells.prefix(4).joined(separator: ", ")),
      ("", cells.dropFirst(4).joined(separator: ", ")),
    ]
    lines += others + heard
    return lines.map { "\($0.0.padded(to: 14))\($0.1)\n" }.joined()
  }

  /// What the truth says of the patient, in few words.
  var inShort: [(String, String)] {
    let tone = PatientAnswer.score
    let state = withdrawal == "none" ? "" : ", " + PatientAnswer.withdrawal(withdrawal)
    return [
      ("virtual", "\(name), illustrative"),
      ("feels", "Ashworth \(tone(legs_tone)), \(PatientAnswer.drowsiness(drowsiness))\(state)"),
    ] + others + (calls > 0 ? heard : [])
  }

  /// Which drug is told of, where others reached the patient too.
  private var drugWords: String { other_drugs == nil ? "" : " of baclofen" }

  /// What the model says nothing of.
  private var others: [(String, String)] {
    guard let drugs = other_drugs else { return [] }
    return [
      ("other drugs", "\(DrugWords.amount(0, drugs)) reached them; the model is of"),
      ("", "baclofen and says nothing of what that does"),
    ]
  }

  private var heard: [(String, String)] {
    var lines = [("noticed", QuantityWords.count(tones_heard, "tone", "tones"))]
    guard let reason = called_for, let at = called_s else { return lines + [("calls", "none")] }
    let cause = PatientCall.Reason(name: reason)?.words ?? reason
    lines.append(("calls", "\(calls), the last for \(cause)"))
    lines.append(("", "after " + QuantityWords.duration(.seconds(at))))
    return lines
  }
}

extension PatientAnswer.Day {
  fileprivate static var head: String {
    line(
      ["day", "received", "Ashworth", "spasms", "wakefulness", "withdrawal", "tones", "calls"])
  }

  fileprivate var row: String {
    Self.line([
      number, QuantityWords.dose(nanograms: received_pg / 1000), range,
      PatientAnswer.score(spasms), PatientAnswer.drowsiness(drowsiness),
      PatientAnswer.withdrawal(withdrawal), "\(tones_heard)", "\(calls)",
    ])
  }

  private static func line(_ cells: [String]) -> String {
    let widths = [5, 14, 11, 7, 13, 17, 6, 5]
    return zip(cells, widths).map { $0.padded(to: $1) }.joined().trimmed + "\n"
  }

  /// The same, a line for each thing, for narrow paper.
  fileprivate var list: String {
    [
      ("day", number), ("received", QuantityWords.dose(nanograms: received_pg / 1000)),
      ("Ashworth", range), ("spasms", PatientAnswer.score(spasms)),
      ("wakefulness", PatientAnswer.drowsiness(drowsiness)),
      ("withdrawal", PatientAnswer.withdrawal(withdrawal)),
      ("heard", QuantityWords.count(tones_heard, "tone", "tones")), ("calls", "\(calls)"),
    ].map { "\($0.0.padded(to: 14))\($0.1)\n" }.joined()
  }

  /// A day that is not over has a mark.
  private var number: String { "\(day)" + (is_over ? "" : "*") }

  private var range: String {
    "\(PatientAnswer.score(lowest_tone))-\(PatientAnswer.score(highest_tone))"
  }
}
