import Quantities
import TestLimits
import Testing

@testable import Clinic

/// What is unusual about a change, as values.
@Suite(.limited)
struct TitrationFindingTests {
  private func findings(
    _ before: UInt64, _ after: UInt64, _ indication: Indication?,
    since: Milliseconds? = nil
  ) -> [Titration.Finding] {
    Titration(
      comparison: DayComparison(everyDay: before, after), indication: indication,
      isRefill: false, sinceLastChange: since
    ).findings
  }

  private func step(_ before: UInt64, _ after: UInt64) -> DayComparison.Step {
    DayComparison.Step(change: DoseChange(before: before, after: after), days: .everyDay)
  }

  @Test func `a finding has the step and the rule it is held against`() {
    #expect(
      findings(1000, 1500, .spinal) == [
        .aboveSteps(step(1000, 1500), usual: 100...300, .spinal)
      ])
    #expect(
      findings(1000, 1020, .child) == [.belowSteps(step(1000, 1020), usual: 50...150, .child)])
    #expect(findings(1000, 1500, nil) == [.aboveAllSteps(step(1000, 1500), most: 300)])
    #expect(findings(1000, 700, nil) == [.largeFall(step(1000, 700))])
    #expect(findings(1000, 1200, .spinal, since: .hours(3)) == [.tooSoon(.hours(3))])
    #expect(findings(1000, 1200, .spinal) == [])
    #expect(findings(1000, 1000, .spinal, since: .hours(3)) == [], "nothing changes")
  }
}
