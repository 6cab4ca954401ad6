import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The total of any 24 hours: what was programmed lately counts, whatever happened since.
///
/// The limit here is 3 mL, of which the basal rate of 2 mL/day leaves room for 1 mL of bolus.
@Suite(.limited)
struct DailyLimitTests {
  private let millilitre: UInt32 = 2_000_000

  private func bench(_ therapy: Therapy = .daily(4_000_000)) throws -> Bench {
    try bench(.implant(therapy, fill: .ml(40)))
  }

  private func bench(_ implant: DurableState) throws -> Bench {
    let profile = DeviceProfile.sample {
      $0.limits.maximumDailyVolume = .ml(3)
      $0.limits.maximumBolus = .ml(3)
    }
    var bench = try Bench(profile, implant)
    bench.motor.isLogging = false
    bench.open()
    return bench
  }

  private func isTooMuch(_ reply: Reply?, volume: UInt64) -> Bool {
    reply.refusal
      == Refusal(
        .startBolus, .dailyVolumeAboveMaximum, asked: volume, limit: 3_000_000)
  }

  @Test func `a bolus fills the day to the nanogram and not beyond`() throws {
    var bench = try bench()
    let state = bench.firmware.state
    let refused = bench.bolus(millilitre + 1, over: .hours(2))
    #expect(isTooMuch(refused, volume: 3_000_001))
    #expect(bench.firmware.state == state)
    #expect(bench.bolus(millilitre, over: .hours(2)).isDone)
  }

  @Test func `a bolus counts while it runs, and for exactly 24 hours from its end`() throws {
    var bench = try bench()
    bench.wait(.minutes(59), link: .zero)
    #expect(bench.bolus(millilitre, over: .hours(2)).isDone)
    let day = Milliseconds.hours(24).rawValue
    for (wait, isRoom) in [(7_199_999, false), (1, false), (day - 1, false), (1, true)] {
      bench.wait(.ms(wait), link: .zero)
      #expect((bench.firmware.state.integral.infusion == nil) == (wait != 7_199_999))
      var trial = bench
      #expect(trial.bolus(1000, over: .minutes(1)).isDone == isRoom, "after \(wait) ms more")
    }
  }

  /// More boluses than there is room to remember one by one: none is forgotten too early.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `however many there are, no 24 hours hold more than the limit`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bench = try bench(.daily(2_000_000))
    var given: [(volume: UInt64, end: UInt64)] = []
    for _ in 0..<300 {
      bench.wait(.ms(random.below(random.once(in: 4) ? 20_000_000 : 3_000_000)), link: .zero)
      let volume = random.from(1...200_000)
      let length = random.from(600_000...1_800_000)
      guard bench.bolus(UInt32(volume * 2), over: .ms(length)).isDone else { continue }
      bench.wait(.ms(length), link: .zero)
      let now = bench.now.therapy.rawValue
      given.append((volume, now))
      let window = given.filter { $0.end + 86_400_000 > now }
      #expect(1_000_000 + window.reduce(0) { $0 + $1.volume } <= 3_000_000, "seed \(seed)")
    }
    #expect(given.count > 60)
  }

  @Test func `a cancelled bolus counts with what was given of it`() throws {
    var bench = try bench()
    #expect(bench.bolus(millilitre, over: .hours(2)).isDone)
    bench.wait(.hours(1), link: .zero)
    #expect(bench.cancelBolus().isDone)
    let refused = bench.bolus(millilitre / 2 + 1, over: .hours(1))
    #expect(isTooMuch(refused, volume: 3_000_001))
    #expect(bench.bolus(millilitre / 2, over: .hours(1)).isDone)
  }

  @Test func `within 24 hours of a reduction the former rate counts`() throws {
    var bench = try bench()
    #expect(bench.change(to: .daily(2_000_000)).isDone)
    bench.wait(.hours(24).minus(.ms(1)) ?? .zero, link: .zero)
    #expect(isTooMuch(bench.bolus(millilitre + 1, over: .hours(2)), volume: 3_000_001))
    bench.wait(.ms(1), link: .zero)
    #expect(bench.bolus(2 * millilitre, over: .hours(3)).isDone)
  }

  @Test func `the heavy hours of a schedule that ended count as if just given`() throws {
    // 0.5 mL/day in the morning, 3 mL/day from noon: 1.25 mL above the lowest rate.
    let plan = DayPlan.steps((0, 1_000_000), (720, 6_000_000))
    var bench = try bench(.scheduled([.plan1: plan], fill: .ml(40)))
    #expect(bench.change(to: .daily(1_000_000)).isDone)
    #expect(isTooMuch(bench.bolus(2_500_001, over: .hours(3)), volume: 3_000_001))
    bench.wait(.hours(24), link: .zero)
    #expect(bench.bolus(5_000_000, over: .hours(3)).isDone)
  }

  @Test func `stopping and minimum rate make no room either`() throws {
    for order in 0..<2 {
      var bench = try bench()
      if order == 0 {
        #expect(bench.stop().isDone)
        #expect(bench.resume().isDone)
      }
      #expect(bench.change(to: .minimumRate).isDone)
      bench.wait(.hours(23), link: .zero)
      #expect(isTooMuch(bench.bolus(millilitre + 1, over: .hours(2)), volume: 3_000_001))
      bench.wait(.hours(1), link: .zero)
      #expect(bench.bolus(2 * millilitre, over: .hours(3)).isDone)
    }
  }

  @Test func `the highest of several former rates counts, as long as the last reduction`() throws {
    var bench = try bench()
    #expect(bench.change(to: .daily(1_000_000)).isDone)
    bench.wait(.hours(20), link: .zero)
    #expect(bench.change(to: .daily(2_000_000)).isDone)
    #expect(bench.change(to: .daily(1_000_000)).isDone)
    bench.wait(.hours(23), link: .zero)
    #expect(isTooMuch(bench.bolus(millilitre + 1, over: .hours(2)), volume: 3_000_001))
    bench.wait(.hours(1), link: .zero)
    #expect(bench.bolus(2 * millilitre + 1000, over: .hours(3)).isDone)
  }

  @Test(arguments: [0, 1, 60, 90, 121, 600, 24 * 60] as [UInt64])
  func `a restart makes no room, whether a bolus is over, running, or ended without power`(
    minutesOff: UInt64
  ) throws {
    for minutesOn in [0, 1, 60, 119, 120, 121] as [UInt64] {
      var bench = try bench()
      #expect(bench.bolus(millilitre, over: .hours(2)).isDone)
      bench.wait(.minutes(minutesOn))
      try bench.restart(after: .minutes(minutesOff))
      bench.open()
      // It is forgotten 24 hours after its end, or after the power came back if it ran until then.
      let isOver = minutesOn >= 120 && minutesOn - 120 + minutesOff >= 24 * 60
      #expect(
        bench.bolus(1000, over: .minutes(1)).isDone == isOver, "on for \(minutesOn) min")
    }
  }

  @Test func `a clock that would repeat the heaviest hours is refused`() throws {
    // 1 and 5 mL a day in turns of 12 h are 3 mL, all the day has room for.
    let plan = DayPlan.steps((0, 2_000_000), (720, 10_000_000))
    let profile = DeviceProfile.sample { $0.limits.maximumDailyVolume = .nl(3_500_000) }
    var bench = try Bench(profile, .scheduled([.plan1: plan], fill: .ml(40)))
    bench.motor.isLogging = false
    bench.wait(.hours(20), link: .zero)
    bench.open()
    // 4 mL a day above the lowest rate for 3 h are 500 uL; a second more is too much.
    let now = WallClock.at(2026, 3, 2, 20)
    func back(_ seconds: UInt32) -> WallClock { WallClock(rawValue: now.rawValue - seconds) }
    let refused = bench.setClock(back(10_801), .correction)
    #expect(refused.refusal?.code == .dailyVolumeAboveMaximum)
    #expect(refused.refusal?.limit == 3_500_000)
    #expect(bench.setClock(back(10_799), .correction).isDone)
    // Its room is used up: a further minute is refused, forwards or back, until a day has passed.
    #expect(
      bench.setClock(back(10_800 + 60), .correction).refusal?.code == .dailyVolumeAboveMaximum)
    bench.wait(.hours(26), link: .zero)
    #expect(bench.setClock(.at(2026, 3, 3, 19), .correction).isDone)
  }

  @Test func `a programme is checked with the boluses of the day`() throws {
    var bench = try bench(.daily(2_000_000))
    #expect(bench.bolus(millilitre, over: .hours(2)).isDone)
    let over = StageTherapy(.daily(4_000_001), overridesSoftLimits: true)
    #expect(
      bench.ask(.therapy(over)).refusal
        == Refusal(.stageTherapy, .dailyVolumeAboveMaximum, asked: 3_000_001, limit: 3_000_000))
    #expect(bench.stage(.daily(4_000_000)) != nil)
  }
}
