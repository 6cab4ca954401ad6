import Quantities
import Telemetry
import Testing

@testable import programmer

/// The advice of the drug profile: it warns, and never stops a change.
struct TitrationTests {
  private func codes(
    _ before: UInt64, _ after: UInt64, _ indication: Indication?, refill: Bool = false,
    since: Milliseconds? = nil
  ) -> [String] {
    Titration(
      before: before, after: after, indication: indication, isRefill: refill,
      sinceLastChange: since
    ).warnings.map(\.code)
  }

  @Test(
    arguments: [
      (.spinal, 1099, ["titration_step_small"]), (.spinal, 1100, []), (.spinal, 1300, []),
      (.spinal, 1301, ["titration_step_up"]), (.cerebral, 1049, ["titration_step_small"]),
      (.cerebral, 1050, []), (.cerebral, 1150, []), (.cerebral, 1151, ["titration_step_up"]),
      (.child, 1049, ["titration_step_small"]), (.child, 1150, []),
      (.child, 1151, ["titration_step_up"]), (nil, 1001, []), (nil, 1300, []),
      (nil, 1301, ["titration_step_up"]), (.spinal, 1000, []), (.spinal, 999, []),
      (.spinal, 800, []), (.spinal, 799, ["titration_step_down"]),
      (nil, 0, ["titration_step_down"]),
    ] as [(Indication?, UInt64, [String])])
  func `a step from 1000`(indication: Indication?, after: UInt64, warnings: [String]) {
    #expect(codes(1000, after, indication) == warnings)
  }

  @Test(
    arguments: [
      (.spinal, 1400, []), (.spinal, 1401, ["titration_step_up"]), (.cerebral, 1200, []),
      (.cerebral, 1201, ["titration_step_up"]), (.child, 1151, ["titration_step_up"]),
      (nil, 1400, []), (nil, 1401, ["titration_step_up"]),
    ] as [(Indication?, UInt64, [String])])
  func `a step at a refill`(indication: Indication?, after: UInt64, warnings: [String]) {
    #expect(codes(1000, after, indication, refill: true) == warnings)
  }

  @Test func `a second change within a day is warned of`() {
    let day = Milliseconds.hours(24)
    #expect(codes(1000, 1200, .spinal, since: day) == [])
    #expect(codes(1000, 1200, .spinal, since: day - .seconds(1)) == ["titration_interval"])
    #expect(
      codes(1000, 2000, .child, since: .hours(3)) == ["titration_step_up", "titration_interval"])
    #expect(codes(1000, 1000, .spinal, since: .hours(3)) == [], "the dose does not change")
  }

  @Test func `the first dose of all is no step`() {
    #expect(codes(0, 100_000, .child) == [])
  }

  @Test func `a warning says the step, the rule and for whom`() {
    let warning = Titration(
      before: 1000, after: 1355, indication: .child, isRefill: false, sinceLastChange: nil
    ).warnings.first
    #expect(
      warning?.message == "35.5 % more at once is above the 5-15 % that is usual for a child")
  }

  @Test func `only a commit counts as the last change`() {
    let now = Samples.status { $0.lastApplied = .init(session: 1, request: 1) }
    let commit = Samples.interrogation(now, lastApplied: .init(.commit, therapySeconds: 86_400))
    #expect(ChangeFlow.sinceLastChange(commit) == .seconds(3600))
    let bolus = Samples.interrogation(now, lastApplied: .init(.startBolus, therapySeconds: 86_400))
    #expect(ChangeFlow.sinceLastChange(bolus) == nil)
    #expect(ChangeFlow.sinceLastChange(Samples.interrogation()) == nil)
  }
}
