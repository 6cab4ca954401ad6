import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Invariant 5: power may fail between any two actions, and in the middle of any, and the pump
/// comes back with the therapy before an order or after it, never with a third one.
@Suite(.limited)
struct PowerCutTests {
  /// What an order changes.
  struct View: Equatable {
    var therapy: Therapy
    var revision: UInt32
    var isStopped: Bool
    var infusion: InfusionKind?
    var isClockSet: Bool
    var isBridging: Bool
    var lowAlarm: Nanolitres
    var patientBolus: PatientBolus?
    var patientStarts: Int
    var catheter: FittedCatheter
    /// Its minutes and its rate; those of none are zero.
    var temporary: [UInt32]
    var applied: AppliedCommand?

    init(_ state: DurableState) {
      therapy = state.therapy
      revision = state.therapyRevision
      isStopped = state.isStopped
      infusion = state.integral.infusion?.kind
      isBridging = state.isBridging
      lowAlarm = state.lowAlarmVolume
      patientBolus = state.patientBolus
      patientStarts = state.patientStarts.count
      catheter = state.catheter
      temporary = [UInt32(state.temporary.minutes), state.temporary.dose.nanogramsPerDay]
      isClockSet = state.clock(at: state.integral.time) != nil
      applied = state.lastApplied?.command
    }
  }

  /// The orders of the scenario; `nil` has time pass instead.
  static let orders: [@Sendable (inout Bench) -> Reply?] = [
    { $0.change(to: .daily(200_000)) },
    { $0.bolus(50_000, over: .hours(2)) },
    { $0.change(to: .minimumRate) },
    { $0.cancelBolus() },
    { $0.stop() },
    { $0.ask(.setClock(SetClock(WallClock(rawValue: 830_000_000)))) },
    { $0.resume() },
    { $0.bolus(20_000, over: .hours(3)) },
    { $0.change(to: .daily(123_000)) },
    { $0.stop() },
    { $0.setLowAlarm(3_000_000) },
    { $0.resume() },
    { $0.startBridge(.nlPerDay(500_000)) },
    { $0.stop() },
    { $0.resume() },
    { $0.cancelBridge() },
    { $0.confirm(.startTemporaryRate(.of(110_000, minutes: 600))) },
    { $0.endTemporary() },
    { $0.startTemporary(0, minutes: 600) },
    { $0.endTemporary() },
    { $0.ask(.setCatheter(.sample(implanted: 500, cut: 400))) },
    { $0.prime() },
    { $0.cancelBolus() },
    { $0.setPatientBolus(.sample) },
    { $0.change([.plan1: .steps((0, 123_000))]) },
    { $0.requestBolus() },
  ]

  /// Gives one order between two spans of time; true when it was acknowledged.
  private func run(_ order: (inout Bench) -> Reply?, _ bench: inout Bench) -> Bool {
    bench.live(.seconds(100))
    let isDone = order(&bench).isDone
    if !bench.isDead { bench.live(.seconds(450)) }
    return isDone
  }

  private func start() throws -> Bench {
    // A slow prime keeps the number of strokes, and so of cuts, small.
    let profile = DeviceProfile.sample { $0.path.primeFlow = .nlPerDay(1_000_000) }
    var bench = try Bench(profile, .implant(clock: nil))
    bench.live(.days(1))
    bench.open()
    return bench
  }

  @Test func `after a cut at any point the old or the new therapy is there, and no other`() throws {
    var start = try start()
    var cuts = 0
    for (number, order) in Self.orders.enumerated() {
      let old = View(start.firmware.state)
      var whole = start
      #expect(run(order, &whole), "order \(number)")
      let new = View(whole.firmware.state)
      for step in 0... {
        var bench = start
        bench.stepsToCut = step
        let isAcknowledged = run(order, &bench)
        guard bench.isDead else { break }
        cuts += 1
        try bench.restart()
        let found = View(bench.firmware.state)
        let note: Comment = "order \(number) cut after \(step) steps"
        #expect(found == new || (found == old && !isAcknowledged), note)
        #expect(bench.firmware.state.strokes == bench.motor.strokes, note)
        // The pump that came back works, and at the rate of what it found.
        let isWaiting = found.isStopped || found.infusion?.replacesBasal == true
        let expected: UInt64 =
          isWaiting
          ? 0
          : found.temporary[0] > 0
            ? UInt64(found.temporary[1]) * 1000 : bench.dailyPicograms(of: found.therapy)
        #expect(bench.firmware.state.integral.basalPerDay.rawValue == expected, note)
      }
      start = whole
      start.open()
    }
    #expect(cuts > 300, "\(cuts) cuts")
  }

  @Test func `an acknowledged order survives every later cut`() throws {
    for step in 0..<60 {
      var bench = try start()
      #expect(bench.change(to: .daily(345_000)).isDone)
      for round in 0..<3 {
        bench.stepsToCut = step
        bench.live(.hours(4))
        try bench.restart(cutAgainAfter: round == 1 ? step % 6 : nil)
        if bench.isDead { try bench.restart() }
        #expect(bench.firmware.state.therapy == .daily(345_000), "cut after \(step) steps")
      }
      #expect(bench.firmware.state.strokes == bench.motor.strokes, "cut after \(step) steps")
    }
  }
}

extension Bench {
  fileprivate func dailyPicograms(of therapy: Therapy) -> UInt64 {
    switch therapy.mode {
    case .minimumRate: 12_000_000
    case .daySchedule: 123_000_000
    default: therapy.dose.perDay.rawValue
    }
  }
}
