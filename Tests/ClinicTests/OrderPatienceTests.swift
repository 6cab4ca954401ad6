import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// An order to a pump that is busy, or with another order in its way.
@Suite(.limited)
struct OrderPatienceTests {
  @Test func `only what a busy pump refused is given anew, and not for ever`() {
    let start = LinkTime(rawValue: 1000)
    let timings = SessionTimings()
    var patience = OrderPatience(from: start, timings)
    let busy = Outcome.refused(Refusal(.startBolus, .busy))
    let end = start.after(timings.patience)
    // Anything else may have been carried out, or never will be.
    for outcome in [
      .refused(Refusal(.startBolus, .stopped)), .unknown, .notDone, .doneUnheard,
      .failed(.noAnswer(to: .startBolus, heard: .nothing)), .failed(.notOpen),
    ] as [Outcome] {
      #expect(patience.next(after: outcome, at: start) == nil, "\(outcome)")
    }
    #expect(patience.next(after: busy, at: start) == .first)
    #expect(patience.next(after: busy, at: start) == .more, "a person is told once")
    #expect(patience.next(after: busy, at: LinkTime(rawValue: end.rawValue - 1)) == .more)
    #expect(patience.next(after: busy, at: end) == nil)
  }

  @Test func `the oldest order of which nobody knows stands in the way`() {
    let own = UnsettledOrder(
      request: .startBolus, command: AppliedCommand(session: 7, request: 3), notAfter: 9)
    let open = [31, 32].map { id in
      OpenOrder(id: id, name: own, intended: "", knownTherapySeconds: nil)
    }
    #expect(OrderObstacle([], nil) == nil)
    #expect(OrderObstacle([], own) == .own(own))
    #expect(OrderObstacle(open, own) == .earlier(open[0]))
    #expect(OrderObstacle(open, nil) == .earlier(open[0]))
  }
}
