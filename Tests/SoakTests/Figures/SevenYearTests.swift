import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Soak

/// A whole service life of the busiest programme.
@Suite(.limited)
struct SevenYearTests {
  /// 13 steps a day, no two alike, and a bolus every five hours on top.
  private static func setup() throws -> ImplantSetup {
    let steps = (0..<13 as Range<UInt16>).compactMap {
      DayStep(startMinute: $0 * 90, dose: .ngPerDay(100_000 + UInt32($0) * 7_001))
    }
    let periodic = try #require(
      PeriodicBolus(
        nanograms: 5_003, milliseconds: 1_234_567, intervalMinutes: 300, firstMinutes: 7))
    var plan = DayPlan(steps[0])
    for step in steps.dropFirst() { plan.append(step) }
    var plans = DayPlans()
    plans[.plan1] = plan
    let clock = WallClock(rawValue: 825_000_123)
    let device = DeviceProfile.sample {
      $0.capacity = .ml(500)
      $0.battery.calendarLife = .days(3000)
      $0.battery.capacity = Nanojoules(rawValue: 900_000_000_000_000)
    }
    let implant = DurableState(
      therapy: .daySchedule(WeekPlan(everyDay: .plan1), periodic: periodic), plans: plans,
      drug: .baclofen, concentration: .strength(2000), filledVolume: .ml(500),
      lowAlarmVolume: .ml(2), clock: clock, rotor: 0)
    return ImplantSetup(
      device: device, implant: implant, plans: [.plan1: steps], clock: clock)
  }

  @Test func `seven years of 13 steps a day and boluses are the reference's, and logged`() throws {
    var life = try ScriptedLife(try Self.setup())
    // The ring of the log holds half a year of this.
    for _ in 0..<17 {
      try life.pass(150 * ReferencePump.day + 4_321)
    }
    #expect(life.world.pumpTime > 6 * 365 * ReferencePump.day)
    #expect(life.world.reference.strokes(at: life.world.pumpTime) > 700_000)
    #expect(life.world.checks.log.newest > 50_000)
  }
}
