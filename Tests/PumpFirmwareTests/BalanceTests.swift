import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Invariant 1 in every mode at once: what was programmed, less what is not made up for, less what
/// the motor really pumped, is at least nothing and less than a stroke.
@Suite(.limited)
struct BalanceTests {
  private struct Life {
    var bench: Bench
    var random: SplitMix64
    var pumped: UInt64 = 0
    var seen: UInt64 = 0
    var kinds: Set<UInt8> = []
    var isStepped: Bool

    init(seed: UInt64) throws {
      random = SplitMix64(seed: seed)
      isStepped = random.once(in: 2)
      var implant = DurableState.scheduled(
        [.plan1: .steps((0, 300_000), (390, 96_000), (900, 0))], strength: 1000, fill: .ml(40))
      implant = DurableState(
        therapy: implant.therapy, plans: implant.plans, patientBolus: .sample, drug: .baclofen,
        concentration: implant.concentration, filledVolume: .ml(40), lowAlarmVolume: .ml(2),
        clock: .monday, rotor: 65_000)
      bench = try Bench(.sample { $0.path.residual = .nl(1_400_000) }, implant)
      bench.motor.rotor = 65_000
      try bench.restart()
      bench.motor.isLogging = false
    }

    /// Counts the strokes made since the last look, all at the strength that is in the pump.
    mutating func look() {
      let drug = bench.firmware.state.concentration.drug(in: bench.profile.strokeVolume).rawValue
      pumped += (bench.motor.strokes - seen) * drug
      seen = bench.motor.strokes
      if let kind = bench.firmware.state.integral.infusion?.kind { kinds.insert(kind.rawValue) }
    }

    mutating func step() throws {
      look()
      bench.open(random.once(in: 5) ? .patient : .clinician)
      switch random.below(14) {
      case 0: bench.bolus(1 + UInt32(random.below(90_000)), over: .ms(1 + random.below(7_200_000)))
      case 1: bench.requestBolus()
      case 2: bench.prime(random.once(in: 2) ? .catheter : .wholePath)
      case 3: bench.startBridge(.nlPerDay(random.from(400_000...2_000_000)))
      case 4: bench.stop()
      case 5, 6: bench.resume()
      case 7: if random.once(in: 2) { bench.cancelBridge() } else { bench.cancelBolus() }
      case 8: changeProgramme()
      case 9: refill()
      case 10: bench.motor.stallsAfter = random.once(in: 2) ? UInt32(random.below(3)) : nil
      case 11:
        bench.setClock(WallClock(rawValue: UInt32(random.below(1 << 31))), acceptsShift: true)
      case 12: try cut()
      default: break
      }
      look()
      let length = Milliseconds.ms(random.spread(upTo: isStepped ? 20_000_000 : 200_000_000))
      if isStepped { bench.live(length) } else { bench.wait(length) }
      look()
    }

    private mutating func changeProgramme() {
      let bolus = PeriodicBolus.every(
        UInt16(random.from(60...300)), nanograms: 1 + UInt32(random.below(20_000)),
        over: .ms(1 + random.below(3_600_000)), first: UInt16(random.below(100)))
      switch random.below(4) {
      case 0:
        bench.change(to: .simpleContinuous(.ngPerDay(96_000 + UInt32(random.below(1_000_000)))))
      case 1: bench.change(to: .periodicBolus(bolus))
      case 2: bench.change(to: .minimumRate)
      default:
        let plan = DayPlan.steps((0, 150_000), (UInt16(random.from(1...20)) * 30, 350_000))
        bench.change(to: .daySchedule(WeekPlan(everyDay: .plan2), periodic: bolus), [.plan2: plan])
      }
    }

    private mutating func refill() {
      let strength = [500, 1000, 2000][Int(random.below(3))]
      let decision = [BridgeDecision.bridge, .flushed, .skip, .none][Int(random.below(4))]
      bench.make(bench.refill(strength: UInt32(strength), decision))
    }

    private mutating func cut() throws {
      bench.stepsToCut = Int(random.below(30))
      if isStepped { bench.live(.ms(random.below(9_000_000))) } else { bench.wait(.hours(9)) }
      look()
      let off = Milliseconds.ms(random.spread(upTo: 100_000_000))
      try bench.restart(after: off, cause: random.once(in: 6) ? .lowBattery : .power)
    }
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `programmed, given up and pumped agree to the stroke, whatever happens`(
    seed: UInt64
  ) throws {
    var kinds: Set<UInt8> = []
    for number in 0..<2 as Range<UInt64> {
      var life = try Life(seed: seed * 2 + number)
      for step in 0..<60 {
        try life.step()
        let state = life.bench.firmware.state
        let note: Comment = "seed \(seed * 2 + number), step \(step)"
        let programmed = state.integral.programmed.rawValue
        let given = state.undelivered.rawValue + life.pumped
        try #require(programmed >= given, note)
        let drug = state.concentration.drug(in: life.bench.profile.strokeVolume).rawValue
        try #require(programmed - given < drug, note)
        try #require(state.strokes == life.bench.motor.strokes, note)
        try #require(!state.alarms.contains(.deliveryFault), note)
        try #require(!state.alarms.contains(.memoryLost), note)
      }
      kinds.formUnion(life.kinds)
    }
    #expect(kinds.count >= 3, "seed \(seed): \(kinds)")
  }
}
