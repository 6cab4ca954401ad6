import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Soak

/// Ways to get more than the device allows into 24 hours without any one order being too much.
///
/// Each life orders as fast as it can what is not refused; how much was really moved in any 24
/// hours is checked after every event.
@Suite(.limited)
struct DayLimitTests {
  /// A pump that may give 2 mL in 24 hours, in minimum rate.
  private static func life() throws -> ScriptedLife {
    let clock = WallClock(rawValue: 825_033_600)
    let device = DeviceProfile.sample {
      $0.limits.maximumDailyVolume = .ml(2)
      $0.battery.capacity = Nanojoules(rawValue: 900_000_000_000_000)
    }
    let setup = ImplantSetup(
      device: device, implant: .implant(.minimumRate, fill: .ml(40), clock: clock), clock: clock)
    return try ScriptedLife(setup)
  }

  private static let hour: Int128 = 3_600_000

  private static func plan(_ number: PlanNumber, _ flows: [UInt32]) -> StageDayPlan? {
    let length = UInt16(1440 / flows.count)
    let steps = flows.enumerated().compactMap { place, flow in
      DayStep(startMinute: UInt16(place) * length, dose: .ngPerDay(flow * 2))
    }
    var plan = DayPlan(steps[0])
    for step in steps.dropFirst() { plan.append(step) }
    return StageDayPlan(number, plan)
  }

  private static func schedule(_ week: WeekPlan) -> Request.Part {
    .therapy(StageTherapy(.daySchedule(week), overridesSoftLimits: true))
  }

  @Test func `a heavy evening before a heavy morning`() throws {
    var life = try Self.life()
    let evening = try #require(Self.plan(.plan1, [0, 1_900_000]))
    let morning = try #require(Self.plan(.plan2, [1_900_000, 0]))
    var week = WeekPlan(everyDay: .plan1)
    for weekday in [1, 3, 5] { week[weekday] = .plan2 }
    try life.commit([.dayPlan(evening), .dayPlan(morning), Self.schedule(week)])
    for _ in 0..<120 {
      try life.pass(Self.hour)
    }
    // What is allowed is made use of.
    #expect(life.world.checks.window.most * 250 > 1_000_000)
  }

  @Test func `a programme whose first bolus comes at once, begun again and again`() throws {
    var life = try Self.life()
    let bolus = try #require(
      PeriodicBolus(
        nanograms: 1_000_000, milliseconds: 3_600_000, intervalMinutes: 1440, firstMinutes: 0))
    for _ in 0..<48 {
      try life.commit([
        .therapy(StageTherapy(.periodicBolus(bolus), overridesSoftLimits: true))
      ])
      try life.pass(Self.hour)
    }
    // What is allowed is made use of.
    #expect(life.world.checks.window.most * 250 > 1_000_000)
  }

  @Test func `a clock that is set back to the same step again and again`() throws {
    var life = try Self.life()
    let plan = try #require(Self.plan(.plan1, [6_000_000, 0, 0, 0]))
    try life.commit([.dayPlan(plan), Self.schedule(WeekPlan(everyDay: .plan1))])
    let midnight = WallClock(rawValue: 9_600 * 86_400)
    for _ in 0..<30 {
      try life.order(.setClock(SetClock(midnight, acceptsShift: true)))
      try life.pass(2 * Self.hour)
    }
    // What is allowed is made use of.
    #expect(life.world.checks.window.most * 250 > 1_000_000)
  }

  @Test func `programmes that are always at their heaviest`() throws {
    var life = try Self.life()
    let midnight = WallClock(rawValue: 9_600 * 86_400)
    try life.order(.setClock(SetClock(midnight, acceptsShift: true)))
    for hour in 0..<72 {
      var flows = [UInt32](repeating: 0, count: 12)
      flows[hour / 2 % 12] = 20_000_000
      let plan = try #require(Self.plan(.plan1, flows))
      try life.commit([.dayPlan(plan), Self.schedule(WeekPlan(everyDay: .plan1))])
      try life.pass(Self.hour)
    }
    // What is allowed is made use of.
    #expect(life.world.checks.window.most * 250 > 1_000_000)
  }

  @Test func `bridges in the light half of a day`() throws {
    var life = try Self.life()
    let midnight = WallClock(rawValue: 9_600 * 86_400)
    try life.order(.setClock(SetClock(midnight, acceptsShift: true)))
    let plan = try #require(Self.plan(.plan1, [3_900_000, 0]))
    try life.commit([.dayPlan(plan), Self.schedule(WeekPlan(everyDay: .plan1))])
    for hour in 0..<72 {
      if hour % 24 >= 12 {
        try life.order(
          .startBridge(
            StartBridge(
              flowNanolitresPerDay: 2_000_000, volumesVersion: 2)))
      }
      try life.pass(Self.hour)
    }
    // What is allowed is made use of.
    #expect(life.world.checks.window.most * 250 > 1_000_000)
  }

  @Test func `a bridge whose end a power cut comes before`() throws {
    var life = try Self.life()
    let bridge = StartBridge(flowNanolitresPerDay: 1_900_000, volumesVersion: 2)
    let bolus = StartBolus(
      nanograms: 400_000, milliseconds: 3_600_000, overridesSoftLimits: true)
    // Begun with nothing owed: the last of its strokes falls due with its end.
    let length = (272_000 * 24 * Self.hour).dividedUp(by: 1_900_000)
    #expect(try life.order(.startBridge(bridge)))
    try life.pass(length - 1)
    try life.pass(1, failingFor: Self.hour)
    let truth = life.world.pump.truthNow()
    #expect(truth.strokes == 272_000 / 250)
    try life.pass(23 * Self.hour)
    #expect(try !life.order(.startBolus(bolus)), "1.9 mL may have flowed within these 24 hours")
    try life.pass(Self.hour)
    #expect(try life.order(.startBolus(bolus)))
    try life.pass(24 * Self.hour)
  }

  @Test func `a bolus counts until 24 hours after its end, to the millisecond`() throws {
    var life = try Self.life()
    // Half of what a day has room for with 6 uL of minimum rate, in an hour.
    func bolus(_ nanolitres: UInt32) -> Order.Body {
      .startBolus(
        StartBolus(
          nanograms: nanolitres * 2, milliseconds: 3_600_000, overridesSoftLimits: true))
    }
    #expect(try life.order(bolus(997_000)))
    try life.pass(2 * Self.hour)
    #expect(try life.order(bolus(997_000)))
    try life.pass(23 * Self.hour - 1)
    #expect(try !life.order(bolus(997_000)), "the first ended a millisecond less than 24 h ago")
    try life.pass(1)
    #expect(try life.order(bolus(997_000)))
    try life.pass(2 * Self.hour - 1)
    #expect(try !life.order(bolus(997_000)), "the second ended a millisecond less than 24 h ago")
    try life.pass(1)
    #expect(try life.order(bolus(997_000)))
  }
}
