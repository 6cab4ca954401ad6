import Clinic
import PumpText
import Telemetry
package import VerbOutput

/// How a transfer turned out, for people and for programs.
package struct TransferResult: VerbResult {
  private let done: TransferDone
  /// Why the old pump is not known to have stopped; `nil` when it is.
  private let trouble: FaceText?
  private let face: Face

  init(done: TransferDone, trouble: FaceText?, face: Face) {
    self.done = done
    self.trouble = done.state.old == .stopped ? nil : trouble
    self.face = face
  }

  package struct JSON: Encodable {
    /// One of the two pumps.
    struct Pump: Encodable {
      let pump: PumpJSON
      let state: String
    }

    /// A value of both pumps.
    struct Row: Encodable {
      let value: String
      let is_same: Bool
    }

    let old: Pump
    let new: Pump
    let therapy: TherapyJSON
    let compared: [Row]
    let was_there_already: Bool
    @OrNull var consent: ConsentJSON?
    @OrNull var forecast: ForecastJSON?
    @OrNull var reason: String?
  }

  /// The programme that the new pump gives.
  private var programme: Programme {
    preview?.after ?? done.pumps.new.programme
  }

  /// What was shown of the new pump before it committed.
  private var preview: ChangePreview? {
    guard case .change(_, _, let preview)? = done.visit?.question else { return nil }
    return preview
  }

  package var outcome: VerbAnswer.Outcome { .done }
  package var json: any Encodable {
    JSON(
      old: JSON.Pump(
        pump: PumpJSON(done.pumps.old.now.identity), state: done.state.old.rawValue),
      new: JSON.Pump(
        pump: PumpJSON(done.pumps.new.now.identity), state: done.state.new.rawValue),
      therapy: TherapyJSON(programme),
      compared: done.rows.map { JSON.Row(value: $0.value.rawValue, is_same: $0.isSame) },
      was_there_already: done.visit == nil, consent: done.visit?.consent.map(ConsentJSON.init),
      forecast: preview.map {
        ForecastJSON($0.foretold, $0.refillDueAfter, clock: $0.now.clock)
      },
      reason: trouble?.text(face))
  }

  package var words: String {
    let gives =
      "\(TransferWords.name(done.pumps.new)) gives the therapy: \(programme.therapy.mode.words), "
      + TransferWords.daily(programme)
    return "done: \(gives); \(compared)\n\(old)\n"
  }

  private var compared: String {
    if done.rows.isEmpty { return "not read again" }
    let others = done.rows.filter { !$0.isSame }
    if others.isEmpty { return "read again, all \(done.rows.count) values as in the old pump" }
    return "BUT NOT AS IN THE OLD PUMP: \(others.map { $0.value.words }.joined(separator: ", "))"
  }

  private var old: String {
    let name = TransferWords.name(done.pumps.old)
    let why = trouble.map { " (\($0.text(face)))" } ?? ""
    let again = "; give the transfer again (\(face.words(.transfer))) to stop it"
    switch done.state.old {
    case .stopped: return "\(name) gives nothing"
    case .mayBeStopped:
      return "\(name) gives minimum rate at the most and sounds an alarm; nobody knows whether it "
        + "stopped\(why)\(again)"
    case .atMinimumRate, .mayBeAtMinimumRate:
      return "\(name) gives minimum rate and sounds an alarm; it was not stopped\(why)\(again)"
    case .asBefore:
      return "\(name) GIVES ITS WHOLE PROGRAMME AS WELL; it was not stopped\(why)\(again) at once"
    }
  }
}
