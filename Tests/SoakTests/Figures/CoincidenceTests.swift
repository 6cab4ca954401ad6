import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Soak

/// Moments at which two things happen at once, which seeds hit too seldom.
@Suite(.limited)
struct CoincidenceTests {
  private static let hour: Int128 = 3_600_000

  /// A life at midnight, with a step every six hours.
  private static func life(clock: UInt32) throws -> ScriptedLife {
    let steps = (0..<4 as Range<UInt16>).compactMap {
      DayStep(startMinute: $0 * 360, dose: .ngPerDay(100_000 + UInt32($0) * 50_000))
    }
    var plan = DayPlan(steps[0])
    for step in steps.dropFirst() { plan.append(step) }
    var plans = DayPlans()
    plans[.plan1] = plan
    let implant = DurableState(
      therapy: .daySchedule(WeekPlan(everyDay: .plan1)), plans: plans, drug: .baclofen,
      concentration: .strength(2000), filledVolume: .ml(20), lowAlarmVolume: .ml(2),
      clock: WallClock(rawValue: clock), rotor: 0)
    let setup = ImplantSetup(
      device: .sample(), implant: implant, plans: [.plan1: steps], clock: WallClock(rawValue: clock)
    )
    return try ScriptedLife(setup)
  }

  @Test func `a step that begins as a bolus ends is in the log`() throws {
    var life = try Self.life(clock: 9_600 * 86_400)
    try life.pass(5 * Self.hour)
    #expect(try life.order(.startBolus(StartBolus(nanograms: 10_000, milliseconds: 3_600_000))))
    try life.pass(2 * Self.hour)
  }

  @Test func `power that comes back with a step, a bolus or a day is the reference's`() throws {
    for off in [6, 12, 24] as [Int128] {
      var life = try Self.life(clock: 9_600 * 86_400)
      #expect(
        try life.order(
          .startBolus(
            StartBolus(
              nanograms: 10_000, milliseconds: UInt32(off * Self.hour)))))
      try life.pass(Self.hour)
      try life.cutPower(for: off * Self.hour - Self.hour)
      try life.pass(Self.hour)
    }
  }
}
