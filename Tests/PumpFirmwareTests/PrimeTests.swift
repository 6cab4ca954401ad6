import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// A prime moves one path, or the catheter, at the profile's flow; basal infusion waits.
@Suite(.limited)
struct PrimeTests {
  private func bench(_ therapy: Therapy = .daily(100_000)) throws -> Bench {
    // 272 uL at 24 mL/day take 979.2 s.
    var bench = try Bench(.sample(), .implant(therapy))
    bench.open()
    return bench
  }

  @Test(
    arguments: [(PrimedPath.wholePath, 272_000), (.catheter, 132_000)] as [(PrimedPath, UInt64)])
  func `it moves its volume at its flow, and basal goes on afterwards`(
    path: PrimedPath, volume: UInt64
  ) throws {
    var bench = try bench()
    #expect(bench.prime(path).isDone)
    #expect(bench.status()?.flags.running == .prime)
    #expect(bench.status()?.basalNanogramsPerDay == 0)
    let length = Milliseconds.ms(volume * 86_400_000 / 24_000_000)
    bench.live(length.minus(.ms(1)) ?? .zero)
    #expect(bench.motor.strokes == volume / 250 - 1)
    bench.live(.ms(1))
    #expect(bench.motor.strokes == volume / 250)
    bench.open()
    #expect(bench.status()?.flags.running == .nothing)
    #expect(bench.status()?.basalNanogramsPerDay == 100_000)
    bench.live(.days(1))
    #expect(bench.motor.strokes == volume / 250 + 200)
    #expect(UInt64(bench.counter) == 20_000_000 - bench.motor.strokes * 250, "it is counted")
  }

  @Test func `figures of another version are refused`() throws {
    var bench = try bench()
    #expect(
      bench.prime(version: 1).refusal
        == Refusal(.startPrime, .volumesVersionMismatch, asked: 1, limit: 2))
  }

  @Test func `what the reservoir or the day has no room for is refused`() throws {
    var bench = try Bench(.sample(), .implant(fill: .nl(271_999), lowAlarm: .nl(1)))
    bench.open()
    #expect(
      bench.prime().refusal
        == Refusal(.startPrime, .reservoirTooLow, asked: 272_000, limit: 271_999))
    #expect(bench.prime(.catheter).isDone)
    let profile = DeviceProfile.sample { $0.limits.maximumDailyVolume = .nl(321_999) }
    bench = try Bench(profile)
    bench.open()
    #expect(
      bench.prime().refusal
        == Refusal(.startPrime, .dailyVolumeAboveMaximum, asked: 322_000, limit: 321_999))
  }

  @Test func `it counts in the day, whole or in part`() throws {
    let profile = DeviceProfile.sample { $0.limits.maximumDailyVolume = .nl(500_000) }
    var bench = try Bench(profile)
    bench.open()
    #expect(bench.prime().isDone)
    bench.wait(.hours(1), link: .zero)
    #expect(bench.prime().refusal?.code == .dailyVolumeAboveMaximum)
    bench.wait(.hours(25), link: .zero)
    #expect(bench.prime().isDone)
  }

  @Test func `a stop or a cancel gives it up, and says what was withheld`() throws {
    var bench = try bench()
    bench.prime()
    bench.wait(.ms(489_600), link: .zero)
    guard case .acknowledged(let answer) = bench.cancelBolus() else {
      Issue.record("not cancelled")
      return
    }
    #expect(answer.withheldNanograms == 272_000)
    #expect(bench.motor.strokes == 544)
    #expect(bench.prime().isDone)
    #expect(bench.stop().isDone)
    #expect(bench.resume().isDone)
    #expect(bench.status()?.flags.running == .nothing)
    let ends = bench.entries(.infusionEnded)
    #expect(ends.map(\.detail) == [4, 4] && ends.map(\.short) == [1, 1])
    #expect(ends.map(\.number) == [272_000, 0])
  }

  @Test func `a cut in the middle loses the time without power, and no more`() throws {
    var bench = try bench()
    bench.prime()
    bench.live(.seconds(300))
    let before = bench.motor.strokes
    try bench.restart(after: .seconds(79))
    #expect(bench.firmware.state.integral.infusion?.kind == .prime)
    bench.live(.ms(600_200))
    #expect(bench.firmware.state.integral.infusion == nil)
    // 300 s and 600.2 s of 24 mL/day, and one stroke of what was due in between.
    let rest = 600_200 * 24_000_000 / 86_400_000 / 250 as UInt64
    #expect((before + rest...before + rest + 1).contains(bench.motor.strokes))
    #expect(bench.firmware.state.integral.basalPerDay.rawValue == 100_000_000)
    #expect(bench.entries(.undelivered).count == 1)
  }

  @Test func `over a schedule the step that is due begins behind it`() throws {
    var bench = try Bench(
      .sample(), .scheduled([.plan1: .steps((0, 100_000), (30, 200_000))]))
    bench.wait(.minutes(20))
    bench.open()
    #expect(bench.prime().isDone)
    bench.wait(.minutes(12), link: .zero)
    #expect(bench.status()?.basalNanogramsPerDay == 0)
    bench.wait(.minutes(5), link: .zero)
    #expect(bench.status()?.basalNanogramsPerDay == 200_000)
  }
}
