import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// What an interrogation foretells comes true.
@Suite(.limited)
struct InterrogationTests {
  @Test(arguments: [24_000_000, 12_000_000] as [UInt64])
  func `a prime takes its volume at the flow that is told`(flow: UInt64) throws {
    let profile = DeviceProfile.sample {
      $0.path = FluidPath(
        version: 2, tubing: .nl(140_000), catheter: .nl(132_000), residual: .zero,
        primeFlow: .nlPerDay(flow), discrepancy: .ml(2))
    }
    var bench = try Bench(profile)
    bench.open()
    let answer = bench.interrogation()
    let told = try #require(answer)
    #expect(told.primeFlowNanolitresPerDay == UInt32(flow))
    #expect(bench.prime(.catheter).isDone)
    let catheter = UInt64(told.pathNanolitres - told.tubingNanolitres)
    let seconds = catheter * 86_400 / UInt64(told.primeFlowNanolitresPerDay)
    bench.wait(.seconds(seconds), link: .zero)
    #expect(bench.interrogation()?.infusion == .prime)
    bench.wait(.seconds(1), link: .zero)
    #expect(bench.interrogation()?.infusion == nil)
  }

  @Test func `the next bolus of the programme comes when it is told`() throws {
    let bolus = PeriodicBolus.every(120, nanograms: 20_000, first: 30)
    var bench = try Bench(.sample(), .implant(.periodicBolus(bolus)))
    bench.open()
    // Minutes are rounded up, so what is told is never too early by more than it says.
    for (wait, told) in [
      (.zero, 30), (.ms(1), 30), (.ms(59_998), 30), (.ms(1), 29), (.minutes(28), 1),
      (.ms(59_999), 1), (.ms(1), 120), (.minutes(119), 1), (.minutes(1), 120),
    ] as [(Milliseconds, UInt32)] {
      bench.wait(wait, link: .zero)
      #expect(bench.interrogation()?.minutesToPeriodicBolus == told, "at \(bench.now.therapy)")
    }
    #expect(bench.interrogation()?.infusion == .periodicBolus)
  }

  @Test func `a stop, a power cut and the clock do not move it, and the programme's end ends it`()
    throws
  {
    let bolus = PeriodicBolus.every(120, nanograms: 20_000, first: 30)
    let therapy = Therapy.simpleContinuous(.ngPerDay(100_000), periodic: bolus)
    var bench = try Bench(.sample(), .implant(therapy))
    bench.open()
    bench.stop()
    bench.wait(.minutes(40), link: .zero)
    // The first was skipped.
    #expect(bench.interrogation()?.minutesToPeriodicBolus == 110)
    bench.setClock(.monday)
    #expect(bench.interrogation()?.minutesToPeriodicBolus == 110)
    try bench.restart(after: .minutes(30))
    bench.open()
    #expect(bench.interrogation()?.minutesToPeriodicBolus == 80)
    #expect(bench.change(to: .daily(100_000)).isDone)
    #expect(bench.interrogation()?.minutesToPeriodicBolus == nil)
    #expect(bench.change(to: therapy).isDone)
    #expect(bench.interrogation()?.minutesToPeriodicBolus == 30)
    // A pump that cannot deliver any more has none to come.
    bench.findings = .processor
    bench.wait(.hours(1), link: .zero)
    #expect(bench.interrogation()?.status.alarms.contains(.selfTestFailed) == true)
    #expect(bench.interrogation()?.minutesToPeriodicBolus == nil)
  }

  @Test(arguments: [BridgeDecision.none, .bridge, .flushed, .skip])
  func `a staged refill is told as it was sent, before it is in force`(
    decision: BridgeDecision
  ) throws {
    var bench = try Bench(.sample(), .implant(strength: 500))
    bench.wait(.days(2))
    bench.open()
    var sent = bench.refill(strength: decision == .none ? 500 : 2000, decision)
    sent.lowAlarmNanolitres = 3_500_000
    sent.filledNanolitres = 17_000_000
    sent.withdrawnNanolitres += 400_000
    #expect(bench.ask(.refill(sent)).isDone)
    guard case .refill(let told) = bench.ask(.readRefill) else {
      Issue.record("a staged refill cannot be read")
      return
    }
    #expect(told.withdrawnNanolitres == sent.withdrawnNanolitres)
    #expect(told.volumeNanolitres == sent.filledNanolitres)
    #expect(told.drug == sent.drug && told.filledConcentration == sent.concentration)
    #expect(told.lowAlarmNanolitres == sent.lowAlarmNanolitres)
    #expect(told.bridge == sent.bridge && told.skipReason == sent.skipReason)
    #expect((told.bridgeNanolitres > 0) == (decision == .bridge))
    let before = bench.interrogation()
    #expect(before?.lowAlarmNanolitres == 2_000_000 && before?.refills == 0)
  }
}
