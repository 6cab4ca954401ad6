import ClinicSupport
import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// What is kept of an order by how it ended.
@Suite(.limited)
struct OrderEndTests {
  private static let answer = Acknowledgement(.startBolus, therapySeconds: 90_001)
  private static let refusal = Refusal(.startBolus, .stopped)

  @Test(
    arguments: [
      (.reply(.acknowledged(answer)), .done, .answer), (.doneUnheard, .done, .status),
      (.refused(refusal), .refused, .answer), (.notDone, .notDone, .status),
      (.failed(.notOpen), .notDone, .answer), (.unknown, .unknown, nil),
      (.reply(.identity(Samples.identity)), .unknown, nil), (nil, .unknown, nil),
    ] as [(Outcome?, OrderFate, OrderEvidence?)])
  func `only what the pump says itself is believed`(
    outcome: Outcome?, fate: OrderFate, evidence: OrderEvidence?
  ) {
    let end = OrderEnd(outcome)
    #expect(end.fate == fate && end.evidence == evidence)
    #expect((end.answer != nil) == (fate == .done && evidence == .answer))
    #expect((end.reason != nil) == (outcome == .failed(.notOpen) || fate == .refused))
  }

  @Test func `the answer and the refusal are kept with it`() {
    #expect(OrderEnd(.reply(.acknowledged(Self.answer))).answer == Self.answer)
    #expect(OrderEnd(.refused(Self.refusal)).reason == .refused(Self.refusal))
    #expect(OrderEnd(.failed(.notOpen)).reason == .notSent)
  }
}
