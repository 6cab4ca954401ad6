import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// A clock that is lost goes on from the newest record, which may be old: nothing that may have
/// been given since is given again. Spec: therapy.md, "Clock".
@Suite(.limited)
struct LostClockTests {
  /// What runs.
  enum Kind: CaseIterable {
    case bolus, prime, patientBolus

    func begin(_ bench: inout Bench) -> Reply? {
      switch self {
      case .bolus: bench.bolus(100_000, over: .hours(2))
      case .prime: bench.prime()
      case .patientBolus: bench.requestBolus()
      }
    }
  }

  /// The strokes of four hours with a loss five minutes after what was begun.
  private func strokes(
    _ kind: Kind?, isRecordOld: Bool, _ profile: DeviceProfile = .sample()
  ) throws -> UInt64 {
    var bench = try Bench(profile, .withPatientBolus(.sample))
    bench.open()
    if let kind { #expect(kind.begin(&bench).isDone) }
    if isRecordOld { bench.memory.behaviour = .fails }
    bench.live(.minutes(5))
    bench.memory.behaviour = .works
    let made = bench.motor.strokes
    try bench.restart(cause: .clockLost)
    if kind != nil && !profile.goesOn {
      #expect(bench.firmware.state.integral.infusion == nil)
      bench.open()
      let end = try #require(bench.entries(.infusionEnded).last)
      #expect(end.short == 1, "not given in full")
    }
    bench.live(.hours(4))
    #expect(bench.motor.strokes > made, "basal infusion goes on")
    return bench.motor.strokes
  }

  @Test(arguments: Kind.allCases, [false, true])
  func `what ran is over, and is not given a second time`(kind: Kind, isRecordOld: Bool) throws {
    let given = try strokes(kind, isRecordOld: isRecordOld)
    let basal = try strokes(nil, isRecordOld: isRecordOld)
    var whole = try Bench(.sample(), .withPatientBolus(.sample))
    whole.open()
    #expect(kind.begin(&whole).isDone)
    let dose = try #require(whole.firmware.state.integral.infusion?.dose)
    let most = dose.rawValue / whole.firmware.strokeDrug.rawValue
    #expect(given <= basal + most + 1)
  }

  @Test func `what may have been given of it counts for 24 hours`() throws {
    var bench = try Bench(.sample())
    bench.open()
    #expect(bench.bolus(100_000, over: .hours(2)).isDone)
    bench.memory.behaviour = .fails
    bench.live(.hours(1))
    bench.memory.behaviour = .works
    let counted = try #require(bench.firmware.state.integral.infusion?.counted)
    try bench.restart(cause: .clockLost)
    let kept = bench.firmware.state.recentDoses.total(at: bench.firmware.time)
    let volume = bench.firmware.state.concentration.volumeRoundedDown(holding: counted)
    #expect(kept >= volume.minus(bench.profile.strokeVolume) ?? .zero)
  }

  @Test func `a bridge goes on with what strokes have left of it`() throws {
    var bench = try Bench(.sample())
    bench.open()
    #expect(bench.startBridge(.nlPerDay(500_000)).isDone)
    bench.live(.hours(1))
    try bench.restart(cause: .clockLost)
    #expect(bench.firmware.state.integral.infusion?.kind == .bridge)
  }

  @Test(arguments: [0, 220_000])
  func `a temporary rate or a planned stop is over, and the programme goes on`(dose: UInt32) throws
  {
    var bench = try Bench(.sample(), .implant(.daily(200_000)))
    bench.live(.hours(30))
    bench.open()
    #expect(bench.startTemporary(dose, minutes: 240, overriding: true).isDone)
    bench.live(.hours(3))
    try bench.restart(after: .hours(1), cause: .clockLost)
    let state = bench.firmware.state
    #expect(!state.temporary.isRunning)
    #expect(state.integral.basalPerDay == Picograms(nanograms: 200_000))
    bench.open()
    let end = try #require(bench.entries(.temporaryEnded).last)
    #expect(end.detail == TemporaryEnd.clockLost.rawValue)
    bench.live(.hours(5))
    #expect(bench.entries(.temporaryEnded).count == 1)
  }

  @Test func `a bolus of the programme is not due a second time`() throws {
    let bolus = PeriodicBolus.every(720, nanograms: 100_000, over: .minutes(60), first: 120)
    var most: UInt64?
    var strokes: [UInt64] = []
    var cuts = 0
    while true {
      // In one jump past the first one, as a bench does, and power fails after so many steps.
      var bench = try Bench(
        .sample(), .implant(.simpleContinuous(.ngPerDay(100_000), periodic: bolus)))
      bench.stepsToCut = cuts
      bench.wait(.hours(4))
      guard bench.isDead else {
        bench.stepsToCut = nil
        bench.live(.hours(9))
        most = bench.motor.strokes
        break
      }
      cuts += 1
      try bench.restart(cause: .clockLost)
      bench.live(.hours(9))
      strokes.append(bench.motor.strokes)
    }
    #expect(cuts > 5)
    let whole = try #require(most)
    #expect(strokes.allSatisfy { $0 <= whole }, "\(strokes), \(whole)")
  }

  #if CANARIES
    @Test func `a bolus that goes on from an old record is given more than once`() throws {
      var profile = DeviceProfile.sample()
      profile.canary = .givesAgain
      let twice = try strokes(.bolus, isRecordOld: true, profile)
      let basal = try strokes(nil, isRecordOld: true)
      #expect(twice > basal + 100_000_000 / (profile.strokeVolume.rawValue * 2000) + 1)
    }
  #endif
}

extension DeviceProfile {
  fileprivate var goesOn: Bool {
    #if CANARIES
      canary == .givesAgain
    #else
      false
    #endif
  }
}
