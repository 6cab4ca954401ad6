import PumpText
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText

/// What is said of a pump that contradicts what it was sent.
@Suite(.limited)
struct VisitFaultWordTests {
  @Test(
    arguments: [
      (.wrongPart, "of the wrong kind. Nothing was committed"),
      (.contradiction(.flow), "the pump's flow does not follow"),
      (.contradiction(.dailyTotal), "the pump's 24-hour total does not follow"),
      (.otherProgramme, "another programme than the one it was sent. Nothing was changed"),
      (.otherRefill, "another refill than the one it was sent. Nothing was changed"),
      (.otherStrength, "a strength or a bridge that does not follow"),
    ] as [(VisitFault, String)])
  func `each contradiction says what it is, and that nothing was done`(
    fault: VisitFault, words: String
  ) {
    #expect(fault.contradiction.contains(words), "\(fault.contradiction)")
    #expect(fault.contradiction.contains("Nothing was"), "\(fault.contradiction)")
  }

  @Test func `a change that the pump does not hold afterwards names its part`() {
    let error = OrderDone.Difference.change(.dayPlan).error
    #expect(error.exitStatus == .protocolViolation)
    #expect(error.message.contains("another day plan now than was committed"))
  }
}
