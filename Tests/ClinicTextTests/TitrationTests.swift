import ClinicSupport
import Quantities
import Telemetry
import TestLimits
import Testing

@testable import Clinic
@testable import ClinicText

/// The advice of the drug profile: it warns, and never stops a change.
@Suite(.limited)
struct TitrationTests {
  private func codes(
    _ before: UInt64, _ after: UInt64, _ indication: Indication?, refill: Bool = false,
    since: Milliseconds? = nil
  ) -> [String] {
    Titration(
      comparison: DayComparison(everyDay: before, after), indication: indication,
      isRefill: refill, sinceLastChange: since
    ).findings.map { Warning($0).code.rawValue }
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
      comparison: DayComparison(everyDay: 1000, 1355), indication: .child, isRefill: false,
      sinceLastChange: nil
    ).findings.first.map(Warning.init)
    #expect(
      warning?.message == "35.5 % more at once is above the 5-15 % that is usual for a child")
  }

  @Test func `every day of the week is held against the rules, and not the largest alone`() {
    let week = Samples.days(300, weekend: 100)
    func messages(_ before: Programme, _ after: Programme, _ who: Indication?) -> [String] {
      Titration(
        comparison: DayComparison(before, after), indication: who, isRefill: false,
        sinceLastChange: nil
      ).findings.map { Warning($0).message }
    }
    let even = Samples.programme(300_000)
    let rise = messages(week, even, .spinal)
    #expect(rise.count == 1 && rise[0].hasPrefix("200 % more on Sat Sun at once"), "\(rise)")
    let fall = messages(even, week, .spinal)
    #expect(fall.count == 1 && fall[0].hasPrefix("66.7 % less on Sat Sun at once"), "\(fall)")
    #expect(fall[0].hasSuffix("mind withdrawal"))
    // One kind of day rises while the other falls, and the week stays as it is.
    let moved = messages(Samples.days(100, weekend: 350), Samples.days(200, weekend: 100), nil)
    #expect(moved.count == 2 && moved[0].hasPrefix("100 % more on Mon-Fri"), "\(moved)")
    #expect(moved[1].hasPrefix("71.4 % less on Sat Sun"), "\(moved)")
    // A day at minimum rate has no percentage to rise by, but its week has.
    let half = Samples.days(100, weekend: 0)
    let filled = messages(half, Samples.programme(100_000), nil)
    #expect(filled.count == 1 && filled[0].hasPrefix("40 % more over the week"), "\(filled)")
  }

  @Test func `a step is held against its rule as it is shown`() {
    // 30.04 % is shown as 30 %, which is usual; 30.05 % is shown as 30.1 %.
    #expect(codes(10_000, 13_004, .spinal) == [])
    #expect(codes(10_000, 13_005, .spinal) == ["titration_step_up"])
  }

  @Test func `only a commit counts as the last change`() {
    let now = Samples.status { $0.lastApplied = .init(session: 1, request: 1) }
    let commit = Samples.interrogation(now, lastApplied: .init(.commit, therapySeconds: 86_400))
    #expect(ChangePreview.sinceLastChange(commit) == .seconds(3600))
    let bolus = Samples.interrogation(now, lastApplied: .init(.startBolus, therapySeconds: 86_400))
    #expect(ChangePreview.sinceLastChange(bolus) == nil)
    #expect(ChangePreview.sinceLastChange(Samples.interrogation()) == nil)
  }
}
