import ProgrammerSession
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic

/// A key that is pending on the card when a session was opened.
@Suite(.limited)
struct PendingKeyTests {
  @Test func `the key that opened the session says whether the pump took the pending one`() {
    #expect(PendingKey(openedBy: .pending) == .fits)
    #expect(PendingKey(openedBy: .current) == .wasNotTaken)
    #expect(PendingKey(openedBy: nil) == nil)
  }

  @Test func `it is forgotten on the pump's own word only`() {
    let dropped = OrderFate.allCases.filter { PendingKey.Verdict(lastChange: $0) == .drop }
    #expect(Set(dropped) == [.notDone, .refused])
    #expect(PendingKey.Verdict(lastChange: nil) == .keep)
  }
}
