package import Clinic
import ClinicText
package import Console
package import PumpText

/// What is shown before something is consented to, as text for a terminal. What it says is
/// ``Screen``'s; here it is only laid out.
extension ChangePreview {
  /// The finish screen.
  package func words(_ paper: Paper = .plain, _ face: Face) -> String {
    let screen = screen(face)
    let heading = screen.heading.map { paper.warning($0) + "\n\n" } ?? ""
    let table = screen.table.map { SideBySide($0, paper).text } ?? ""
    let days = screen.days.map { Timeline(paper).text($0) } ?? ""
    return "\(heading)\(table)\n\(days)\n\(screen.notes.text(paper))"
  }
}

extension OrderOutlook {
  /// What is shown before it is given.
  package func words(_ face: Face) -> String {
    if case .clock(let preview) = self { return preview.words(face) }
    let screen = screen(face)
    return (screen.table.map(Self.columns) ?? "") + screen.facts.sheet + screen.notes.text(.plain)
  }

  /// Both columns at a fixed place, on lines that are folded like any other.
  private static func columns(_ table: ScreenTable) -> String {
    func row(_ label: String, _ now: String, _ new: String) -> String {
      Lines.line(label, SideBySide.pad(now, 30) + new, labels: [ScreenFact].sheetLabels)
    }
    return row("", table.now, table.new)
      + table.rows.map { row($0.label, $0.now, $0.new) }.joined()
  }
}

extension ClockPreview {
  /// What is shown before the clock is set.
  package func words(_ face: Face) -> String {
    let boluses = (shift?.boluses).map { "\($0)\n" } ?? ""
    return moves.sheet + boluses + [reasonFact].sheet + (refusal(face).map { "\($0)\n" } ?? "")
  }
}

extension ClockShift {
  /// What moves, and what it does to the programme.
  package var words: String { facts.sheet + (boluses.map { "\($0)\n" } ?? "") }
}

extension EmergencyPreview {
  /// What it does and what it cannot, for somebody in a hurry.
  package var words: String { facts.sheet }
}

extension TransferPreview {
  /// The whole screen of a transfer.
  func words(_ paper: Paper, _ face: Face) -> String {
    let steps = course.enumerated().map { "\($0.offset + 1)  \($0.element)\n" }.joined()
    return "\(SideBySide(table, paper).text)\n\(sameness.text)\n\n\(steps)\n\(tip)\n"
      + warnings.text(paper)
  }
}

extension [ScreenFact] {
  /// How many columns a label has before an order.
  fileprivate static var sheetLabels: Int { 12 }

  /// The facts before an order, under each other.
  package var sheet: String { lines(labels: Self.sheetLabels) }
}

extension [ScreenNote] {
  /// The notes under each other, what warns marked as such.
  func text(_ paper: Paper) -> String {
    map { $0.isWarning ? paper.warning("! \($0.text)\n") : "\($0.text)\n" }.joined()
  }
}
