import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Each limit of the device at its exact edge: what lies on it is done, one unit beyond is refused
/// with the numbers, and nothing is ever moved to the nearest value allowed.
@Suite(.limited)
struct HardLimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var code: RefusalCode
    var asked: UInt64
    var limit: UInt64
    /// A request on the limit, and one a unit beyond it.
    var on: Request
    var beyond: Request
    var profile: DeviceProfile = .sample()
    var implant: DurableState = .implant()

    var testDescription: String { "\(code)" }
  }

  private static func stage(_ nanograms: UInt32) -> Request {
    .part(.therapy(StageTherapy(.daily(nanograms), overridesSoftLimits: true)))
  }

  private static func bolus(_ nanograms: UInt32, _ milliseconds: UInt32) -> Request {
    .order(
      Order(
        .startBolus(
          StartBolus(
            nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: true)),
        notAfter: 2000))
  }

  private static func periodic(_ interval: UInt16, over milliseconds: UInt64) -> Request {
    .part(
      .therapy(
        StageTherapy(
          .periodicBolus(.every(interval, nanograms: 10_000, over: .ms(milliseconds))),
          overridesSoftLimits: true)))
  }

  private static func refill(withdrawn: UInt32, filled: UInt32) -> Request {
    .part(
      .refill(
        StageRefill(
          withdrawnNanolitres: withdrawn, filledNanolitres: filled, drug: .baclofen,
          concentration: .strength(2000), lowAlarmNanolitres: 2_000_000, acceptsDiscrepancy: true)))
  }

  private static func temporary(_ minutes: UInt16, _ dose: UInt32) -> Request {
    let rate = StartTemporaryRate(
      dose: .ngPerDay(dose), minutes: minutes, reason: .imaging)
    return .order(Order(.startTemporaryRate(rate), notAfter: 2000))
  }

  private static func refill(of drug: DrugCode, isRinsed: Bool) -> Request {
    .part(
      .refill(
        StageRefill(
          withdrawnNanolitres: 20_000_000, filledNanolitres: 20_000_000, drug: drug,
          concentration: .strength(2000), lowAlarmNanolitres: 2_000_000, bridge: .flushed,
          isRinsed: isRinsed)))
  }

  private static func catheter(_ order: SetCatheter) -> Request {
    .order(Order(.setCatheter(order), notAfter: 2000))
  }

  private static func plan(_ second: UInt16, _ third: UInt16) -> Request {
    .part(
      .dayPlan(
        StageDayPlan(.plan1, .steps((0, 100_000), (second, 200_000), (third, 100_000)))))
  }

  /// At 2000 mcg/mL a nanolitre holds 2000 pg, which is 2 ng.
  static let cases: [Case] = [
    Case(
      code: .flowBelowMinimum, asked: 47_999, limit: 48_000, on: stage(96_000),
      beyond: stage(95_999)),
    Case(
      code: .flowAboveMaximum, asked: 24_000_001, limit: 24_000_000, on: stage(48_000_000),
      beyond: stage(48_000_001)),
    Case(
      code: .dailyVolumeAboveMaximum, asked: 5_000_001, limit: 5_000_000, on: stage(10_000_000),
      beyond: stage(10_000_001), profile: .sample { $0.limits.maximumDailyVolume = .ml(5) }),
    Case(
      code: .bolusAboveMaximum, asked: 1_000_001, limit: 1_000_000,
      on: bolus(2_000_000, 7_200_000), beyond: bolus(2_000_001, 7_200_000)),
    // A millilitre in an hour is 24 mL/day.
    Case(
      code: .bolusFlowAboveMaximum, asked: 24_000_007, limit: 24_000_000,
      on: bolus(2_000_000, 3_600_000), beyond: bolus(2_000_000, 3_599_999),
      profile: .sample { $0.limits.maximumTotalFlow = .nlPerDay(25_000_000) }),
    // Half a millilitre in an hour is 12 mL/day, and the basal rate 0.05 mL/day.
    Case(
      code: .totalFlowAboveMaximum, asked: 12_050_004, limit: 12_050_000,
      on: bolus(1_000_000, 3_600_000), beyond: bolus(1_000_000, 3_599_999),
      profile: .sample { $0.limits.maximumTotalFlow = .nlPerDay(12_050_000) }),
    Case(
      code: .reservoirTooLow, asked: 500_001, limit: 500_000, on: bolus(1_000_000, 7_200_000),
      beyond: bolus(1_000_001, 7_200_000), implant: .implant(fill: .nl(500_000))),
    Case(
      code: .refillAboveCapacity, asked: 40_000_001, limit: 40_000_000,
      on: refill(withdrawn: 20_000_000, filled: 40_000_000),
      beyond: refill(withdrawn: 20_000_000, filled: 40_000_001)),
    Case(
      code: .withdrawnTooMuch, asked: 41_400_001, limit: 41_400_000,
      on: refill(withdrawn: 41_400_000, filled: 20_000_000),
      beyond: refill(withdrawn: 41_400_001, filled: 20_000_000),
      profile: .sample { $0.path.residual = .nl(1_400_000) }),
    Case(
      code: .stepsOutOfOrder, asked: 360, limit: 361, on: plan(360, 390),
      beyond: plan(360, 360)),
    Case(code: .stepOffGrid, asked: 391, limit: 30, on: plan(360, 390), beyond: plan(360, 391)),
    Case(
      code: .intervalTooShort, asked: 59, limit: 60, on: periodic(60, over: 600_000),
      beyond: periodic(59, over: 600_000)),
    Case(
      code: .bolusLongerThanInterval, asked: 3_600_001, limit: 3_600_000,
      on: periodic(60, over: 3_600_000), beyond: periodic(60, over: 3_600_001)),
    Case(
      code: .alarmVolumeTooHigh, asked: 40_000_000, limit: 40_000_000,
      on: .order(Order(.setLowAlarm(SetLowAlarm(nanolitres: 39_999_999)), notAfter: 2000)),
      beyond: .order(Order(.setLowAlarm(SetLowAlarm(nanolitres: 40_000_000)), notAfter: 2000))),
    Case(
      code: .silenceTooLong, asked: 1441, limit: 1440,
      on: .order(Order(.silenceAlarms(SilenceAlarms(minutes: 1440)), notAfter: 2000)),
      beyond: .order(Order(.silenceAlarms(SilenceAlarms(minutes: 1441)), notAfter: 2000))),
    Case(
      code: .temporaryTooLong, asked: 4321, limit: 4320, on: temporary(4320, 100_000),
      beyond: temporary(4321, 100_000)),
    Case(
      code: .temporaryTooLong, asked: 1441, limit: 1440, on: temporary(1440, 0),
      beyond: temporary(1441, 0)),
    Case(
      code: .catheterUnknown, asked: 3, limit: 2, on: catheter(.sample(model: 2, cut: 400)),
      beyond: catheter(.sample(model: 3, cut: 400))),
    Case(
      code: .catheterLengthWrong, asked: 906, limit: 900, on: catheter(.sample(cut: 305)),
      beyond: catheter(.sample(cut: 306))),
    Case(
      code: .drugUnknown, asked: 3, limit: 1, on: refill(of: .morphine, isRinsed: true),
      beyond: refill(of: .ziconotide, isRinsed: true), profile: .withMorphine),
    Case(
      code: .drugsWouldMix, asked: 2, limit: 1, on: refill(of: .morphine, isRinsed: true),
      beyond: refill(of: .morphine, isRinsed: false), profile: .withMorphine),
  ]

  @Test(arguments: cases)
  func `the limit is allowed, and a unit beyond it is refused with the numbers`(
    limit: Case
  ) throws {
    var bench = try Bench(limit.profile, limit.implant)
    bench.open()
    let state = bench.firmware.state
    let type = limit.beyond.type
    let refusal = Refusal(type, limit.code, asked: limit.asked, limit: limit.limit)
    #expect(bench.ask(limit.beyond).refusal == refusal)
    #expect(bench.firmware.state == state)
    #expect(bench.status()?.flags.hasStagedTherapy == false)
    #expect(bench.confirm(limit.on).isDone)
    if case .order(let order) = limit.on, case .startBolus(let bolus) = order.body {
      #expect(bench.firmware.state.integral.infusion?.dose == bolus.dose)
    }
  }

  @Test func `every hard limit has its case`() {
    let hard = (0...UInt8.max).compactMap { RefusalCode(rawValue: $0) }.filter { $0.kind == .hard }
    #expect(Set(Self.cases.map(\.code)) == Set(hard))
  }

  @Test func `a programme counts the running bolus into the total flow`() throws {
    let profile = DeviceProfile.sample { $0.limits.maximumTotalFlow = .nlPerDay(12_100_000) }
    var bench = try Bench(profile)
    bench.open()
    #expect(bench.bolus(1_000_000, over: .hours(1)).isDone)
    #expect(
      bench.ask(Self.stage(200_001)).refusal
        == Refusal(.stageTherapy, .totalFlowAboveMaximum, asked: 12_100_001, limit: 12_100_000))
    #expect(bench.ask(Self.stage(200_000)).isDone)
  }

  @Test func `minimum rate is below the least flow and allowed`() throws {
    var bench = try Bench()
    bench.open()
    #expect(bench.change(to: .minimumRate).isDone)
  }

  @Test func `a bolus of the smallest and the largest numbers is judged, not a trap`() throws {
    for strength in [1, 50, 2000, 1_000_000] as [UInt32] {
      var bench = try Bench(.sample(), .implant(.minimumRate, strength: strength))
      bench.open()
      for nanograms in [1, 1000, .max] as [UInt32] {
        for milliseconds in [1, 60_000, .max] as [UInt32] {
          let answer = bench.ask(
            .startBolus(
              StartBolus(
                nanograms: nanograms, milliseconds: milliseconds, overridesSoftLimits: true)))
          #expect(answer.isDone || (answer.refusal?.code.rawValue ?? 0) > 12)
          bench.cancelBolus()
        }
      }
    }
  }

  @Test func `an implant beyond a limit is found before it is put in`() {
    #expect(throws: Refusal.self) {
      try PumpFirmware.checkImplant(.implant(.daily(95_999)), .sample())
    }
    #expect(throws: Never.self) { try PumpFirmware.checkImplant(.implant(), .sample()) }
    #expect(throws: Never.self) {
      // A clinician may implant beyond soft limits.
      try PumpFirmware.checkImplant(.implant(.daily(2_000_000)), .sample())
    }
  }
}

extension DeviceProfile {
  /// A pump that knows morphine beside baclofen, with the same limits.
  fileprivate static var withMorphine: DeviceProfile {
    .sample { $0.drugs.set(.morphine, $0.drugs[.baclofen]) }
  }
}
