package import Quantities
import Telemetry

/// All that a client is judged by.
package struct Evidence: Sendable {
  /// The pump before anybody talked to it.
  package var before: PumpView
  /// The pump when all faults are over and nothing is under way any more.
  package var after: PumpView
  /// What the client did.
  package var conduct: Conduct
  /// What it said at its end; `nil` of one that was only watched.
  package var claim: Claim?
  /// How long it took, from its start to its end.
  package var took: Milliseconds
  /// Whether it had to be ended, because its time was over.
  package var isOverdue: Bool

  /// Evidence from its parts.
  package init(
    before: PumpView, after: PumpView, conduct: Conduct, claim: Claim?, took: Milliseconds,
    isOverdue: Bool
  ) {
    self.before = before
    self.after = after
    self.conduct = conduct
    self.claim = claim
    self.took = took
    self.isOverdue = isOverdue
  }

  /// How many programmes the pump changed over to.
  package var changes: Int { Int(after.revision) - Int(before.revision) }

  /// Whether the pump infuses by another programme than before, or by one that was committed anew.
  package var isCarriedOut: Bool { after.revision != before.revision }
}

extension Evidence {
  /// What was seen, a line each, for whoever asks why.
  package var lines: [String] {
    var lines = [
      "therapy before: \(before.therapy.words)", "therapy after: \(after.therapy.words)",
    ]
    let sessions = conduct.sessions.map { "\($0)" }.joined(separator: ", ")
    lines.append("sessions opened: \(sessions.isEmpty ? "none" : sessions)")
    for order in conduct.orders { lines.append("ordered \(order.words): \(order.fateWords)") }
    if conduct.orders.isEmpty { lines.append("no order was given") }
    lines.append(
      "on the line for \(conduct.time.rawValue) ms: \(conduct.sent.frames) frames sent "
        + "(\(conduct.sent.bytes) bytes), \(conduct.heard.frames) heard "
        + "(\(conduct.heard.bytes) bytes)")
    if let claim { lines.append("it says \(claim.words)") }
    return lines
  }
}

extension GivenOrder {
  fileprivate var fateWords: String {
    let truth = carriedOut == nil ? "not carried out" : "carried out"
    let known =
      switch fate {
      case .open: "nothing the client heard settles it"
      case .done: "the client heard that it was done"
      case .refused(let code): "the client heard that it was refused (\(code.text))"
      case .notDone: "a status told the client that it was not done"
      }
    return "\(truth), and \(known)"
  }
}
