import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// An order to a pump that is busy.
@Suite(.limited)
struct OrderPatienceTests {
  @Test func `only what a busy pump refused is given anew, and not for ever`() {
    let start = LinkTime(rawValue: 1000)
    let timings = SessionTimings()
    let patience = OrderPatience(from: start, timings)
    let busy = Outcome.refused(Refusal(.startBolus, .busy))
    let end = start.after(timings.patience)
    #expect(patience.givesAnew(after: busy, at: start))
    #expect(patience.givesAnew(after: busy, at: LinkTime(rawValue: end.rawValue - 1)))
    #expect(!patience.givesAnew(after: busy, at: end))
    // Anything else may have been carried out, or never will be.
    for outcome in [
      .refused(Refusal(.startBolus, .stopped)), .unknown, .notDone, .doneUnheard,
      .failed(.noAnswer(to: .startBolus, heard: .nothing)), .failed(.notOpen),
    ] as [Outcome] {
      #expect(!patience.givesAnew(after: outcome, at: start), "\(outcome)")
    }
  }
}
