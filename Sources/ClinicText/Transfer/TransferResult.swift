package import Clinic
package import PumpText
import Quantities
import Telemetry

/// How a transfer turned out.
package struct TransferResult {
  /// What was done.
  package let done: TransferDone
  /// Why the old pump is not known to have stopped; `nil` when it is.
  package let trouble: FaceText?
  /// How what can be done next is said to who reads it.
  package let face: Face

  /// A transfer that got to its end.
  package init(done: TransferDone, trouble: FaceText?, face: Face) {
    self.done = done
    self.trouble = done.state.old == .stopped ? nil : trouble
    self.face = face
  }

  /// The programme that the new pump gives.
  package var programme: Programme {
    preview?.after ?? done.pumps.new.programme
  }

  /// What was shown of the new pump before it committed.
  package var preview: ChangePreview? {
    guard case .change(_, _, let preview)? = done.visit?.question else { return nil }
    return preview
  }

  /// What is told of it: what the new pump gives, and how the old one was left.
  package var sentences: [String] {
    let gives =
      "\(TransferWords.name(done.pumps.new)) gives the therapy: \(programme.therapy.mode.words), "
      + TransferWords.daily(programme)
    return ["done: \(gives); \(compared)", old]
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
