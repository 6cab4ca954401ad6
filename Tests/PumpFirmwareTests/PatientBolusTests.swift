import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// What the patient may ask for: off unless turned on, with a lockout and a maximum.
@Suite(.limited)
struct PatientBolusTests {
  private func bench(_ bolus: PatientBolus = .sample, _ role: Role = .patient) throws -> Bench {
    var bench = try Bench(.sample(), .withPatientBolus(bolus))
    bench.wait(.hours(1))
    bench.open(role)
    return bench
  }

  @Test func `it is off until a clinician turns it on, and off again`() throws {
    var bench = try Bench()
    bench.open()
    #expect(bench.requestBolus().refusal == Refusal(.requestBolus, .patientBolusOff))
    #expect(bench.setPatientBolus(.sample).isDone)
    #expect(bench.requestBolus().isDone)
    let running = bench.firmware.state.integral.infusion
    #expect(running?.kind == .patientBolus && running?.dose.rawValue == 5_000_000)
    #expect(running?.duration == .minutes(10))
    #expect(bench.setPatientBolus(nil).isDone)
    #expect(bench.firmware.state.integral.infusion != nil, "the one that runs goes on")
    #expect(bench.requestBolus().refusal?.code == .patientBolusOff)
    let entries = bench.entries(.patientBolus)
    #expect(entries.map(\.detail) == [1, 0])
    #expect(entries.first?.short == 120 && entries.first?.number == 5000)
    #expect(entries.first?.amount == 600_000 << 8 | 4)
  }

  @Test(arguments: [Role.patient, .clinician])
  func `the lockout holds to the millisecond, from beginning to beginning`(role: Role) throws {
    var bench = try bench(.sample, role)
    #expect(bench.requestBolus().isDone)
    bench.wait(.minutes(60), link: .zero)
    #expect(
      bench.requestBolus().refusal == Refusal(.requestBolus, .lockedOut, asked: 3600))
    bench.wait(.ms(3_599_999), link: .zero)
    #expect(bench.requestBolus().refusal == Refusal(.requestBolus, .lockedOut, asked: 1))
    bench.wait(.ms(1), link: .zero)
    #expect(bench.requestBolus().isDone)
  }

  @Test func `the maximum slides with the last 24 hours, across a power cut too`() throws {
    var bench = try bench(.every(60, perDay: 3))
    for _ in 0..<3 {
      #expect(bench.requestBolus().isDone)
      bench.wait(.minutes(61), link: .zero)
    }
    #expect(
      bench.requestBolus().refusal
        == Refusal(.requestBolus, .patientMaximumReached, asked: 3, limit: 3))
    try bench.restart(after: .ms((24 * 60 - 183) * 60_000 - 1))
    bench.open(.patient)
    #expect(bench.requestBolus().refusal?.code == .patientMaximumReached)
    bench.wait(.ms(1))
    #expect(bench.requestBolus().isDone, "the first is 24 hours ago")
    bench.wait(.minutes(60), link: .zero)
    #expect(bench.requestBolus().refusal != nil)
  }

  /// However it asks, no patient gets more than the maximum in any 24 hours.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `no window of 24 hours holds more than the maximum, and no gap is below the lockout`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let most = UInt8(random.from(1...6))
    let lockout = UInt16(random.from(60...300))
    var bench = try bench(.every(lockout, perDay: most))
    var given: [UInt64] = []
    for _ in 0..<400 {
      bench.wait(.ms(random.from(1...3_000_000)), link: .zero)
      if bench.requestBolus().isDone { given.append(bench.now.therapy.rawValue) }
    }
    #expect(given.count > 3)
    for (index, start) in given.enumerated().dropFirst() {
      #expect(start - given[index - 1] >= UInt64(lockout) * 60_000, "seed \(seed)")
      let window = given.filter { $0 <= start && $0 + 86_400_000 > start }
      #expect(window.count <= Int(most), "seed \(seed)")
    }
  }

  @Test func `denied requests are counted, and accounted for at the end of the day`() throws {
    var bench = try bench()
    #expect(bench.requestBolus().isDone)
    for _ in 0..<5 { #expect(bench.requestBolus().refusal?.code == .bolusRunning) }
    bench.wait(.minutes(20), link: .zero)
    for _ in 0..<2 { #expect(bench.requestBolus().refusal?.code == .lockedOut) }
    // One that came too late was never judged.
    let late = bench.timed(.requestBolus)
    bench.wait(.zero, link: .seconds(3))
    #expect(bench.ask(late).refusal?.code == .expired)
    guard case .patientBolus(let report) = bench.ask(.readPatientBolus(.committed)) else {
      Issue.record("no report")
      return
    }
    #expect(report.settings == .sample && report.startedToday == 1 && report.deniedInAll == 7)
    #expect(report.lockoutSecondsLeft == 6000 && report.maximumSecondsLeft == 0)
    bench.wait(.days(2))
    try bench.restart()
    #expect(bench.firmware.state.patientDenied == 7)
    #expect(bench.entries(.delivered).map(\.short) == [7, 0])
  }

  @Test func `when the maximum has room again is told to the second`() throws {
    var bench = try bench(.every(60, perDay: 2))
    func left() -> UInt32? {
      guard case .patientBolus(let report) = bench.ask(.readPatientBolus(.committed)) else {
        return nil
      }
      return report.maximumSecondsLeft
    }
    #expect(bench.requestBolus().isDone)
    var found = [left()]
    bench.wait(.hours(5), link: .zero)
    #expect(bench.requestBolus().isDone)
    found.append(left())
    bench.wait(Milliseconds.hours(19).minus(.ms(1)) ?? .zero, link: .zero)
    #expect(bench.requestBolus().refusal?.code == .patientMaximumReached)
    found.append(left())
    bench.wait(.ms(1), link: .zero)
    found.append(left())
    #expect(bench.requestBolus().isDone)
    #expect(found == [0, 19 * 3600, 1, 0])
  }

  @Test func `it stands under the same rules as any bolus`() throws {
    var bench = try bench(.sample, .clinician)
    bench.stop()
    #expect(bench.requestBolus().refusal?.code == .stopped)
    bench.resume()
    bench.prime()
    #expect(bench.requestBolus().refusal?.code == .primeRunning)
    bench.cancelBolus()
    bench.startBridge(.nlPerDay(500_000))
    #expect(bench.requestBolus().refusal?.code == .bridgeRunning)
    bench.cancelBridge()
    bench.motor.stallsAfter = 0
    bench.wait(.hours(1), link: .zero)
    #expect(bench.requestBolus().refusal?.code == .criticalAlarm)
    #expect(bench.firmware.state.patientStarts.count == 0)
    #expect(bench.firmware.state.patientDenied == 4)
  }

  @Test func `a patient reads what concerns him and orders nothing else`() throws {
    var bench = try bench()
    #expect(bench.status() != nil)
    #expect(bench.ask(.readPatientBolus(.committed))?.type == .patientBolus)
    #expect(bench.stop().refusal == Refusal(.stop, .roleNotAllowed))
    #expect(bench.silence(10).refusal?.code == .roleNotAllowed)
    #expect(bench.ask(.testAlarm(TestAlarm(.single))).refusal?.code == .roleNotAllowed)
    // What runs is his to know, and what would be if the clinician ordered it is not.
    #expect(bench.foretell() != nil)
    for what in [.resume, .prime(.catheter), .cancelBridge] as [ReadForecast] {
      #expect(
        bench.ask(.readForecast(what)).refusal == Refusal(.readForecast, .roleNotAllowed))
    }
  }

  @Test func `staged settings are read back, and limits stand against each number`() throws {
    var bench = try bench(.sample, .clinician)
    #expect(bench.ask(.readPatientBolus(.staged)).refusal?.code == .nothingStaged)
    for (bolus, code) in [
      (.every(59), .intervalTooShort),
      (.every(60, over: .minutes(61)), .bolusLongerThanInterval),
      (.every(600, nanograms: 2_000_001, over: .hours(3)), .bolusAboveMaximum),
      (.every(600, nanograms: 2_000_000, over: .minutes(59)), .bolusFlowAboveMaximum),
      (.every(60, nanograms: 2_000_000, over: .minutes(60), perDay: 24), .totalFlowAboveMaximum),
      (.every(120, nanograms: 2_000_000, over: .minutes(80), perDay: 24), .dailyVolumeAboveMaximum),
      (.every(120, nanograms: 100_001), .bolusAboveUsual),
      (.every(120, over: .seconds(59)), .bolusFasterThanUsual),
    ] as [(PatientBolus, RefusalCode)] {
      #expect(bench.setPatientBolus(bolus).refusal?.code == code)
      if code.isSoftLimit { #expect(bench.setPatientBolus(bolus, overriding: true).isDone) }
    }
    #expect(bench.ask(.patientBolus(StagePatientBolus(nil))).isDone)
    guard case .patientBolus(let report) = bench.ask(.readPatientBolus(.staged)) else {
      Issue.record("no report")
      return
    }
    #expect(report.source == .staged && report.settings == nil)
    #expect(
      bench.entries(.override).map(\.detail) == [
        RefusalCode.bolusAboveUsual.rawValue, RefusalCode.totalUnconfirmed.rawValue,
        RefusalCode.bolusFasterThanUsual.rawValue,
      ])
  }
}
