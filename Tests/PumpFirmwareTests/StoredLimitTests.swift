import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// A pump that is switched on with another profile than its record was written under. What lies on
/// a hard limit of that profile goes on; a unit beyond it is named, and is never infused.
@Suite(.limited)
struct StoredLimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// The request by which such a thing comes to be, with the numbers that break the limit.
    let refusal: Refusal
    /// A profile whose limit is so much.
    let limit: @Sendable (inout DeviceProfile, UInt64) -> Void
    /// The least or the greatest that is allowed.
    let allowed: UInt64
    var implant = DurableState.implant()
    var live: @Sendable (inout Bench) -> Void = { _ in }
    /// Whether it is something that flows.
    var flows = true

    var testDescription: String { name }

    func profile(_ value: UInt64) -> DeviceProfile { .sample { limit(&$0, value) } }

    /// A pump that came to what the case is about under the sample profile.
    func bench() throws -> Bench {
      var bench = try Bench(.sample(), implant)
      bench.wait(.minutes(1))
      bench.open()
      live(&bench)
      return bench
    }
  }

  private static func above(
    _ name: String, _ request: RequestType, _ code: RefusalCode, _ stored: UInt64,
    _ limit: @escaping @Sendable (inout DeviceProfile, UInt64) -> Void,
    implant: DurableState = .implant(), flows: Bool = true,
    _ live: @escaping @Sendable (inout Bench) -> Void = { _ in }
  ) -> Case {
    Case(
      name: name, refusal: Refusal(request, code, asked: stored, limit: stored - 1), limit: limit,
      allowed: stored, implant: implant, live: live, flows: flows)
  }

  private static func below(
    _ name: String, _ request: RequestType, _ code: RefusalCode, _ stored: UInt64,
    _ limit: @escaping @Sendable (inout DeviceProfile, UInt64) -> Void,
    implant: DurableState = .implant()
  ) -> Case {
    Case(
      name: name, refusal: Refusal(request, code, asked: stored, limit: stored + 1), limit: limit,
      allowed: stored, implant: implant)
  }

  private static let weekend = DurableState.scheduled(
    [.plan1: .steps((0, 100_000)), .plan2: .steps((0, 100_000), (390, 200_000))],
    .daySchedule(week))

  private static let week: WeekPlan = {
    var week = WeekPlan(everyDay: .plan1)
    week[6] = .plan2
    return week
  }()

  /// 50 uL over an hour, every 2 h: 1.2 mL/day on top of minimum rate.
  private static let periodic = DurableState.implant(
    .periodicBolus(.every(120, nanograms: 100_000, over: .hours(1))))

  /// At 2000 mcg/mL a nanolitre holds 2 ng: 100 mcg/day are 50 000 nL/day.
  static let cases: [Case] = [
    above("dose", .stageTherapy, .flowAboveMaximum, 50_000) {
      $0.limits.maximumFlow = .nlPerDay($1)
    },
    below("least dose", .stageTherapy, .flowBelowMinimum, 50_000) {
      $0.limits.minimumFlow = .nlPerDay($1)
    },
    above(
      "step of one day", .stageTherapy, .flowAboveMaximum, 100_000,
      { $0.limits.maximumFlow = .nlPerDay($1) }, implant: weekend),
    above(
      "day", .stageTherapy, .dailyVolumeAboveMaximum, 86_459,
      { $0.limits.maximumDailyVolume = .nl($1) }, implant: weekend),
    above(
      "periodic bolus", .stageTherapy, .bolusAboveMaximum, 50_000,
      { $0.limits.maximumBolus = .nl($1) }, implant: periodic),
    above(
      "flow of a periodic bolus", .stageTherapy, .bolusFlowAboveMaximum, 1_200_000,
      { $0.limits.maximumBolusFlow = .nlPerDay($1) }, implant: periodic),
    above(
      "flow in all", .stageTherapy, .totalFlowAboveMaximum, 1_206_000,
      { $0.limits.maximumTotalFlow = .nlPerDay($1) }, implant: periodic),
    below(
      "interval", .stageTherapy, .intervalTooShort, 120,
      { $0.grid.shortestInterval = UInt16($1) }, implant: periodic),
    above(
      "patient bolus", .stagePatientBolus, .bolusAboveMaximum, 2500,
      { $0.limits.maximumBolus = .nl($1) }, implant: .withPatientBolus(.sample)),
    above(
      "flow of a patient bolus", .stagePatientBolus, .bolusFlowAboveMaximum, 360_000,
      { $0.limits.maximumBolusFlow = .nlPerDay($1) }, implant: .withPatientBolus(.sample)),
    below(
      "lockout", .stagePatientBolus, .intervalTooShort, 120,
      { $0.grid.shortestInterval = UInt16($1) }, implant: .withPatientBolus(.sample)),
    above(
      "bolus that runs", .startBolus, .bolusAboveMaximum, 45_000,
      { $0.limits.maximumBolus = .nl($1) }
    ) { #expect($0.bolus(90_000, over: .hours(10)).isDone) },
    above(
      "periodic bolus that runs", .startBolus, .bolusFlowAboveMaximum, 1_200_000,
      { $0.limits.maximumBolusFlow = .nlPerDay($1) }, implant: periodic
    ) { $0.wait(.minutes(125)) },
    above(
      "patient bolus that runs", .requestBolus, .bolusAboveMaximum, 2500,
      { $0.limits.maximumBolus = .nl($1) }, implant: .withPatientBolus(.sample)
    ) { #expect($0.requestBolus().isDone) },
    above(
      "day of a bolus that runs", .stageTherapy, .dailyVolumeAboveMaximum, 95_000,
      { $0.limits.maximumDailyVolume = .nl($1) }
    ) { #expect($0.bolus(90_000, over: .hours(10)).isDone) },
    above(
      "bridge that runs", .startBridge, .flowAboveMaximum, 400_000,
      { $0.limits.maximumFlow = .nlPerDay($1) }
    ) { #expect($0.startBridge(.nlPerDay(400_000)).isDone) },
    above(
      "bridge that waits", .startBridge, .flowAboveMaximum, 400_000,
      { $0.limits.maximumFlow = .nlPerDay($1) }
    ) {
      #expect($0.startBridge(.nlPerDay(400_000)).isDone)
      #expect($0.stop().isDone)
    },
    above(
      "prime that runs", .startPrime, .flowAboveMaximum, 24_000_000,
      { $0.path.primeFlow = .nlPerDay($1) }
    ) { #expect($0.prime().isDone) },
    above(
      "fill", .stageRefill, .refillAboveCapacity, 20_000_000, { $0.capacity = .nl($1) },
      flows: false),
    // The greatest volume allowed is one below the capacity.
    Case(
      name: "low alarm",
      refusal: Refusal(.setLowAlarm, .alarmVolumeTooHigh, asked: 2_000_000, limit: 2_000_000),
      limit: { $0.capacity = .nl($1 + 1) }, allowed: 2_000_000,
      implant: .implant(fill: .ml(1)), flows: false),
    above(
      "silence", .silenceAlarms, .silenceTooLong, 200,
      { $0.alarmTimings.longestSilence = UInt16($1) }, implant: .implant(fill: .ml(1)),
      flows: false
    ) { #expect($0.silence(200).isDone) },
  ]

  private static func breach(_ bench: Bench, _ profile: DeviceProfile) -> Refusal? {
    PumpFirmware.breach(
      inMemory: bench.memory.image.span, of: profile, at: bench.firmware.time)
  }

  private static func beyond(_ limit: Case) -> DeviceProfile {
    let isLeast = limit.refusal.code == .flowBelowMinimum || limit.refusal.code == .intervalTooShort
    return limit.profile(isLeast ? limit.allowed + 1 : limit.allowed - 1)
  }

  @Test(arguments: cases)
  func `what lies on a limit goes on, and a unit beyond it is named`(limit: Case) throws {
    var bench = try limit.bench()
    #expect(Self.breach(bench, .sample()) == nil)
    #expect(Self.breach(bench, Self.beyond(limit)) == limit.refusal)
    #expect(Self.breach(bench, limit.profile(limit.allowed)) == nil)
    let before = bench.firmware.state
    bench.profile = limit.profile(limit.allowed)
    try bench.restart()
    #expect(bench.firmware.state.alarms == before.alarms)
    #expect(bench.firmware.state.therapy == before.therapy)
    #expect(bench.firmware.state.integral == before.integral)
  }

  @Test(arguments: cases.filter(\.flows))
  func `a pump that holds a therapy beyond a limit infuses nothing, sounds, and answers`(
    limit: Case
  ) throws {
    for cut in 0..<8 {
      var bench = try limit.bench()
      let strokes = bench.motor.strokes
      bench.profile = Self.beyond(limit)
      try bench.restart(cutAgainAfter: cut)
      try bench.restart()
      bench.wait(.days(3))
      #expect(bench.motor.strokes == strokes, "cut after \(cut) steps")
      #expect(bench.firmware.state.alarms.contains(.memoryLost))
      #expect(bench.tones.last?.tone == .twoTone)
      bench.open()
      #expect(bench.resume().refusal?.code == .memoryLost)
    }
  }

  @Test(arguments: cases.filter { !$0.flows })
  func `a volume or a silence beyond its limit stops no therapy`(limit: Case) throws {
    var bench = try limit.bench()
    let strokes = bench.motor.strokes
    bench.profile = Self.beyond(limit)
    try bench.restart()
    bench.wait(.days(1))
    #expect(bench.motor.strokes == strokes + 200)
    #expect(!bench.firmware.state.alarms.contains(.memoryLost))
  }

  @Test func `a therapy that was replaced does not come back in place of one beyond a limit`()
    throws
  {
    var bench = try Bench()
    bench.open()
    #expect(bench.change(to: .daily(200_000)).isDone)
    let stored = (0..<MemoryMap.slots).map { slot in
      let bytes = Array(
        bench.memory.image[slot * MemoryMap.slotBytes..<(slot + 1) * MemoryMap.slotBytes])
      return MemoryRecord.decode(bytes.span, number: UInt32(slot))?.state.therapy
    }
    #expect(Set(stored) == [.daily(100_000), .daily(200_000)], "the old one is still there")
    bench.profile = .sample { $0.limits.maximumFlow = .nlPerDay(75_000) }
    try bench.restart()
    bench.wait(.days(1))
    #expect(bench.motor.strokes == 0 && bench.firmware.state.alarms.contains(.memoryLost))
  }

  @Test func `steps out of order in a record are never followed`() throws {
    let implant = DurableState.scheduled([
      .plan1: .steps((0, 100_000), (720, 200_000), (360, 100_000))
    ])
    #expect(throws: MemoryFault.beyondLimits) { _ = try Bench(.sample(), implant) }
  }

  @Test func `what was given before stands against the next bolus, and not against the programme`()
    throws
  {
    var bench = try Bench()
    bench.open()
    #expect(bench.bolus(90_000, over: .minutes(10)).isDone)
    bench.wait(.hours(1))
    bench.profile = .sample { $0.limits.maximumDailyVolume = .nl(60_000) }
    #expect(Self.breach(bench, bench.profile) == nil)
    try bench.restart()
    #expect(bench.firmware.state.alarms.isEmpty)
    bench.open()
    // 50 uL of the programme, 45 uL that were given, and 5 uL.
    #expect(
      bench.bolus(10_000, over: .minutes(10)).refusal
        == Refusal(.startBolus, .dailyVolumeAboveMaximum, asked: 100_000, limit: 60_000))
  }

  @Test(arguments: [
    "runs", "stop", "bols", "prim", "brdg", "brwt", "schd", "peri", "pbcl", "low", "empt", "emrg",
    "lost", "eos", "stal", "lbat", "clku", "self", "dlvf",
  ])
  func `a pump is within the limits it lives under, whatever its situation`(name: String) throws {
    var bench = try Bench.inSituation(name[...]).bench
    #expect(Self.breach(bench, bench.profile) == nil)
    let alarms = bench.firmware.state.alarms
    try bench.restart()
    #expect(bench.firmware.state.alarms == alarms)
  }
}
