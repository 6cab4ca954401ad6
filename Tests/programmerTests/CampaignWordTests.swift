import ClinicSupport
import ProgrammerSession
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import Handheld
@testable import programmer

/// What a campaign says of its orders.
@Suite(.limited)
struct CampaignWordTests {
  @Test(
    arguments: [
      (.reply(.acknowledged(Acknowledgement(.startBolus, therapySeconds: 1))), "done"),
      (.doneUnheard, "done_unheard"),
      (.refused(Refusal(.startBolus, .stopped)), "refused_stopped"),
      (.notDone, "not_done"),
      (.unknown, "unknown"),
      (.reply(.readStatusInstead), "unknown"),
      // Not sent: it may have no number of its own, and the one before it is not to be said again.
      (.failed(.notOpen), nil),
      (.failed(.unsettled(.startBolus)), nil),
    ] as [(Outcome, String?)])
  func `it is what the archive keeps, and nothing of an order that was not sent`(
    outcome: Outcome, word: String?
  ) throws {
    #expect(Campaign.word(for: outcome) == word)
    let lab = try ArchiveLab()
    let recorder = VisitRecorder(path: lab.path, face: Samples.face, verb: "campaign")
    try recorder.begin(port: "memory", role: .clinician)
    let order = try recorder.intend {
      (
        Order(.startBolus(StartBolus(nanograms: 100, milliseconds: 60_000)), notAfter: 9),
        ArchiveLab.order().name
      )
    }
    recorder.ended(order, outcome)
    let kept = try lab.shell("SELECT outcome FROM orders").dropLast()
    if let word { #expect(word.hasPrefix(kept), "\(kept)") } else { #expect(kept == "not_done") }
  }
}

extension Reply {
  /// An answer that says nothing of an order.
  fileprivate static var readStatusInstead: Reply { .status(LogLab.interrogation().status) }
}
