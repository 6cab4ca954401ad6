import ClinicText
import Console
import PumpText
import Quantities

/// What a terminal shows of a pump that is watched.
struct WatchScreen {
  /// The port, as it was typed.
  let port: String
  /// The last look that showed something; `nil` when none did yet.
  let look: PumpLook?
  /// What kept the newest look from showing something; `nil` when nothing did.
  let fault: String?
  /// How long ago the last look was that showed something.
  let age: Milliseconds
  /// The time between two looks.
  let every: Milliseconds

  /// What can be typed, for the last line.
  static let keys = "q quit   space look now   f all or less   + more often   - less often"

  /// All of it but the keys.
  func text(_ paper: Paper) -> String {
    let head = "\(port), every \(QuantityWords.duration(every))\n"
    guard let look else { return paper.strong(head) + "\n" + trouble(paper) }
    let notices = look.notices.map { paper.warning("! \($0)\n") }.joined()
    return paper.strong(head) + trouble(paper) + "\n" + look.view.facts.lines(on: paper) + notices
  }

  private func trouble(_ paper: Paper) -> String {
    guard let fault else { return paper.faint("as of \(MomentWords.ago(age))\n") }
    let known = look == nil ? "" : " (what is shown is of \(MomentWords.ago(age)))"
    return paper.warning("! NO NEWS\(known): \(fault)\n")
  }
}
