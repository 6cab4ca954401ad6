import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Limits of the drug profile: refused unless the clinician's word comes with the request, which
/// lifts them and no other.
@Suite(.limited)
struct SoftLimitTests {
  private static let profile = DeviceProfile.sample {
    $0.drugs[.baclofen].minimumDose = .ngPerDay(120_000)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var code: RefusalCode
    var asked: UInt64
    var limit: UInt64
    var on: @Sendable (Bool) -> Request
    var beyond: @Sendable (Bool) -> Request

    var testDescription: String { "\(code)" }
  }

  private static func stage(_ nanograms: UInt32) -> @Sendable (Bool) -> Request {
    { .part(.therapy(StageTherapy(.daily(nanograms), overridesSoftLimits: $0))) }
  }

  private static func bolus(
    _ nanograms: UInt32, _ milliseconds: UInt32
  ) -> @Sendable (Bool) -> Request {
    {
      .order(
        Order(
          .startBolus(
            StartBolus(
              nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: $0)),
          notAfter: 2000))
    }
  }

  private static func refill(
    withdrawn: UInt32 = 20_000_000, strength: UInt32 = 2000
  ) -> @Sendable (Bool) -> Request {
    {
      .part(
        .refill(
          StageRefill(
            withdrawnNanolitres: withdrawn, filledNanolitres: 20_000_000, drug: .baclofen,
            concentration: .strength(strength), lowAlarmNanolitres: 2_000_000, bridge: .flushed,
            acceptsDiscrepancy: $0, overridesSoftLimits: $0)))
    }
  }

  static let cases: [Case] = [
    Case(
      code: .doseBelowUsual, asked: 119_999, limit: 120_000, on: stage(120_000),
      beyond: stage(119_999)),
    Case(
      code: .doseAboveUsual, asked: 1_000_001, limit: 1_000_000, on: stage(1_000_000),
      beyond: stage(1_000_001)),
    Case(
      code: .bolusAboveUsual, asked: 100_001, limit: 100_000, on: bolus(100_000, 3_600_000),
      beyond: bolus(100_001, 3_600_000)),
    Case(
      code: .bolusFasterThanUsual, asked: 59_999, limit: 60_000, on: bolus(1000, 60_000),
      beyond: bolus(1000, 59_999)),
    Case(
      code: .volumeDiscrepancy, asked: 2_000_001, limit: 2_000_000,
      on: refill(withdrawn: 18_000_000), beyond: refill(withdrawn: 17_999_999)),
    Case(
      code: .strengthUnusual, asked: 750, limit: 0, on: refill(strength: 1000),
      beyond: refill(strength: 750)),
  ]

  @Test(arguments: cases)
  func `the limit is allowed, a unit beyond it needs the clinician's word`(limit: Case) throws {
    var start = try Bench(Self.profile)
    start.open()
    var bench = start
    let type = limit.beyond(false).type
    #expect(
      bench.ask(limit.beyond(false)).refusal
        == Refusal(type, limit.code, asked: limit.asked, limit: limit.limit))
    #expect(bench.firmware.state == start.firmware.state)
    #expect(bench.confirm(limit.on(false)).isDone)
    var overridden = start
    #expect(overridden.confirm(limit.beyond(true)).isDone)
  }

  @Test func `every soft limit has its case`() {
    let soft = (64...255).compactMap { RefusalCode(rawValue: $0) }
    #expect(Set(Self.cases.map(\.code)) == Set(soft))
    for number in 0...UInt8.max {
      let code = RefusalCode(rawValue: number)
      if let code { #expect(code.isSoftLimit == soft.contains(code)) }
    }
  }

  @Test func `the clinician's word lifts no hard limit`() throws {
    for limit in HardLimitTests.cases {
      var bench = try Bench(limit.profile, limit.implant)
      bench.open()
      #expect(bench.ask(limit.beyond).refusal?.code == limit.code)
    }
  }

  @Test func `an overridden limit stays overridden for the commit of that programme alone`()
    throws
  {
    var bench = try Bench(Self.profile)
    bench.open()
    #expect(bench.change(to: .daily(1_000_001)).isDone)
    #expect(bench.ask(Self.stage(1_000_001)(false)).refusal?.code == .doseAboveUsual)
  }

  @Test func `minimum rate is no dose, and so no soft limit holds it`() throws {
    var bench = try Bench(Self.profile)
    bench.open()
    #expect(bench.ask(.therapy(StageTherapy(.minimumRate))).isDone)
  }
}
