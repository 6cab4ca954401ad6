import Quantities
import Telemetry
import TestSupport
import Testing

@testable import PumpFirmware

/// Invariant 5: power may fail between any two actions, and in the middle of any, and the pump
/// comes back with the therapy before an order or after it, never with a third one.
struct PowerCutTests {
  /// What an order changes.
  struct View: Equatable {
    var therapy: Therapy
    var revision: UInt32
    var isStopped: Bool
    var bolus: Picograms?
    var isClockSet: Bool
    var applied: AppliedCommand?

    init(_ state: DurableState) {
      therapy = state.therapy
      revision = state.therapyRevision
      isStopped = state.isStopped
      bolus = state.integral.infusion?.dose
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
    { $0.ask(.setClock(SetClock(WallClock(rawValue: 830_000_000), notAfter: $0.soon))) },
    { $0.resume() },
    { $0.bolus(20_000, over: .hours(3)) },
    { $0.change(to: .daily(123_000)) },
    { $0.stop() },
  ]

  /// Runs the scenario until its end or until power fails; gives how many orders were acknowledged.
  private func run(_ bench: inout Bench, _ seen: inout [View]) -> Int {
    var acknowledged = 0
    for order in Self.orders {
      bench.live(.seconds(100))
      guard order(&bench).isDone else { return acknowledged }
      acknowledged += 1
      seen.append(View(bench.firmware.state))
      bench.live(.seconds(450))
      if bench.isDead { return acknowledged }
      bench.open()
    }
    return acknowledged
  }

  private func start() throws -> Bench {
    var bench = try Bench(.sample(), .implant(clock: nil))
    bench.live(.days(1))
    bench.open()
    return bench
  }

  @Test func `after a cut at any point the old or the new therapy is there, and no other`() throws {
    var whole = try start()
    var views = [View(whole.firmware.state)]
    #expect(run(&whole, &views) == Self.orders.count)

    var cuts = 0
    for step in 0... {
      var bench = try start()
      bench.stepsToCut = step
      var seen: [View] = []
      let acknowledged = run(&bench, &seen)
      guard bench.isDead else { break }
      cuts += 1
      try bench.restart()
      let found = View(bench.firmware.state)
      let old = views[acknowledged]
      let new = acknowledged < Self.orders.count ? views[acknowledged + 1] : old
      #expect(found == old || found == new, "cut after \(step) steps")
      #expect(bench.firmware.state.strokes == bench.motor.strokes, "cut after \(step) steps")
      // The pump that came back works, and at the rate of what it found.
      let expected: UInt64 = found.isStopped ? 0 : bench.dailyPicograms(of: found.therapy)
      #expect(bench.firmware.state.integral.basalPerDay.rawValue == expected)
    }
    #expect(cuts > 150, "\(cuts) cuts")
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
    therapy.mode == .minimumRate ? 12_000_000 : therapy.dose.perDay.rawValue
  }
}
