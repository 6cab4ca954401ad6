import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Stage, read back, commit: what is committed is what was read back, in the session it was read
/// in.
@Suite(.limited)
struct StagingTests {
  private let first = Therapy.daily(150_000)
  private let second = Therapy.daily(160_000)

  private func bench() throws -> Bench {
    var bench = try Bench()
    bench.wait(.hours(1))
    bench.open()
    return bench
  }

  private func commit(_ token: UInt32?, _ bench: inout Bench) -> Reply? {
    bench.ask(.commit(Commit(token: token ?? 0)))
  }

  @Test func `staging changes nothing for the patient`() throws {
    var bench = try bench()
    let state = bench.firmware.state
    #expect(bench.stage(first) != nil)
    #expect(bench.firmware.state == state)
    #expect(bench.status()?.flags.hasStagedTherapy == true)
    #expect(bench.interrogation()?.therapy == .daily(100_000))
    guard case .therapy(let report) = bench.ask(.readTherapy) else {
      Issue.record("no therapy was reported")
      return
    }
    #expect(report.therapy == .daily(100_000) && report.token == 0)
  }

  @Test func `the read-back says what follows from the programme`() throws {
    var bench = try bench()
    bench.ask(.therapy(StageTherapy(.daily(110_000))))
    guard case .staged(let report) = bench.ask(.readBack) else {
      Issue.record("nothing was read back")
      return
    }
    #expect(report.dailyNanograms == 110_000 && report.flowNanolitresPerDay == 55_000)
    // 272 000 nL at 55 000 nL/day are 427 288 s, less the part that is owed of a stroke of 158 s.
    let seconds = try bench.foreseen(.staged).secondsToTip ?? 0
    #expect((427_288 - 158...427_288).contains(seconds))
    #expect(report.concentration == .strength(2000) && report.token != 0)
  }

  @Test func `only the token of the last read-back commits`() throws {
    var bench = try bench()
    let stale = bench.stage(first)
    let token = bench.stage(second)
    #expect(stale != token)
    #expect(commit(stale, &bench).refusal == Refusal(.commit, .tokenMismatch))
    #expect(commit(0, &bench).refusal == Refusal(.commit, .tokenMismatch))
    #expect(bench.firmware.state.therapy == .daily(100_000))
    #expect(bench.status()?.flags.hasStagedTherapy == true)
    #expect(commit(token, &bench).isDone)
    #expect(bench.firmware.state.therapy == second)
    #expect(bench.firmware.state.therapyRevision == 1)
    #expect(commit(token, &bench).refusal == Refusal(.commit, .nothingStaged))
  }

  @Test func `staging the same programme again has another token`() throws {
    var bench = try bench()
    let stale = bench.stage(first)
    #expect(bench.stage(first) != stale)
    #expect(commit(stale, &bench).refusal?.code == .tokenMismatch)
  }

  @Test func `a programme refused for a limit leaves the one before staged`() throws {
    var bench = try bench()
    let token = bench.stage(first)
    let beyond = StageTherapy(.daily(1_000_001))
    #expect(bench.ask(.therapy(beyond)).refusal?.code == .doseAboveUsual)
    #expect(commit(token, &bench).isDone)
  }

  @Test func `discard forgets what is staged`() throws {
    var bench = try bench()
    let token = bench.stage(first)
    #expect(bench.ask(.discard).isDone)
    #expect(bench.ask(.readBack).refusal == Refusal(.readBack, .nothingStaged))
    #expect(commit(token, &bench).refusal == Refusal(.commit, .nothingStaged))
    #expect(bench.ask(.discard).isDone)
  }

  @Test func `another order leaves what is staged`() throws {
    var bench = try bench()
    let token = bench.stage(first)
    #expect(bench.bolus(10_000, over: .minutes(10)).isDone)
    #expect(bench.stop().isDone)
    #expect(commit(token, &bench).isDone)
    #expect(bench.firmware.state.therapy == first && bench.firmware.state.isStopped)
    #expect(bench.firmware.state.integral.basalPerDay == .zero)
    #expect(bench.resume().isDone)
    #expect(bench.firmware.state.integral.basalPerDay == first.dose.perDay)
  }

  /// Ways a session ends; what was staged in it must be gone.
  static let endings: [@Sendable (inout Bench) throws -> Void] = [
    { $0.ask(.closeSession) },
    { $0.open() },
    { $0.open(.patient) },
    { $0.wait(.zero, link: .seconds(120)) },
    { try $0.restart() },
  ]

  @Test(arguments: 0..<5)
  func `what is staged dies with its session`(ending: Int) throws {
    var bench = try bench()
    let token = bench.stage(first)
    let session = bench.session
    try Self.endings[ending](&bench)
    let late = bench.ask(
      bench.timed(.commit(Commit(token: token ?? 0))), id: 900, in: .session(session))
    #expect(late == .noSession(NoSession(session: session)))
    bench.open()
    #expect(bench.status()?.flags.hasStagedTherapy == false)
    #expect(commit(token, &bench).refusal == Refusal(.commit, .nothingStaged))
    #expect(bench.firmware.state.therapy == .daily(100_000))
  }

  @Test func `the idle time is the link's, and any request starts it anew`() throws {
    var bench = try bench()
    let token = bench.stage(first)
    bench.wait(.days(300), link: .ms(119_999))
    #expect(commit(1, &bench).refusal?.code == .tokenMismatch)
    bench.wait(.zero, link: .ms(119_999))
    #expect(commit(token, &bench).isDone)
    bench.wait(.zero, link: .ms(120_000))
    #expect(bench.ask(.readStatus) == .noSession(NoSession(session: bench.session)))
  }

  @Test func `the session's end comes at its deadline, by a tick or by a request`() throws {
    var bench = try bench()
    let deadline = bench.firmware.sessionDeadline
    #expect(deadline == bench.now.link.after(.seconds(120)))
    bench.wait(.zero, link: .seconds(120))
    #expect(bench.firmware.sessionDeadline == nil)
  }

  @Test func `the commit checks the limits again`() throws {
    let profile = DeviceProfile.sample { $0.limits.maximumDailyVolume = .nl(100_000) }
    var bench = try Bench(profile)
    bench.open()
    let token = bench.stage(.daily(180_000))
    #expect(bench.bolus(30_000, over: .hours(1)).isDone)
    let state = bench.firmware.state
    #expect(
      commit(token, &bench).refusal
        == Refusal(.commit, .dailyVolumeAboveMaximum, asked: 105_000, limit: 100_000))
    #expect(bench.firmware.state == state)
    // Nor is it read back any more: what is read back can be committed.
    #expect(bench.ask(.readBack).refusal?.code == .dailyVolumeAboveMaximum)
    #expect(bench.status()?.flags.hasStagedTherapy == true)
  }

  @Test func `a committed programme goes on where the last one left off`() throws {
    var bench = try Bench()
    var programme = ReferenceDelivery(basalPerDay: 100_000_000)
    for dose in [250_000, 96_000, 1_000_000, 333_333] as [UInt32] {
      bench.live(.ms(7_654_321))
      bench.open()
      #expect(bench.change(to: .daily(dose)).isDone)
      programme.set(basalPerDay: UInt64(dose) * 1000, at: bench.now.therapy)
    }
    bench.live(.days(1))
    #expect(UInt128(bench.motor.strokes) == programme.total(at: bench.now.therapy) / 500_000)
  }
}
