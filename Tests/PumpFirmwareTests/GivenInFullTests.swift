import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// What is given in full before anything was stored that says so: power fails, or an order comes,
/// between its last stroke and its end. It is over all the same, and counts as what is over.
@Suite(.limited)
struct GivenInFullTests {
  /// What is given, and how long it takes.
  enum Kind: CaseIterable {
    case bolus, prime, bridge

    /// At 50 uL an hour, at 24 mL a day, and at 450 uL a day.
    var length: UInt64 {
      switch self {
      case .bolus: 3_600_000
      case .prime: 979_200
      case .bridge: 52_224_000
      }
    }

    /// The limit of 24 hours in nL that leaves room for 50 uL more than what is given and what the
    /// programme gives, 50 uL: a bridge flows in its place.
    var limit: UInt64 {
      switch self {
      case .bolus: 150_000
      case .prime: 372_000
      case .bridge: 500_000
      }
    }

    /// The step of the power cut: in the middle of the first stroke after its end there is nothing
    /// yet that says so, and a bridge and a prime are given in full with their last stroke.
    var step: Int { self == .bolus ? 0 : 2 }

    func begin(_ bench: inout Bench) -> Reply? {
      switch self {
      case .bolus: bench.bolus(100_000, over: .ms(length))
      case .prime: bench.prime()
      case .bridge: bench.startBridge(.nlPerDay(450_000))
      }
    }
  }

  /// A pump a millisecond before the end of what was begun with nothing owed, so that the last
  /// stroke of a bridge or a prime falls due with its end.
  private func bench(_ kind: Kind) throws -> Bench {
    var bench = try Bench(.sample { $0.limits.maximumDailyVolume = .nl(kind.limit) })
    bench.open()
    #expect(kind.begin(&bench).isDone)
    bench.live(.ms(kind.length - 1))
    #expect(bench.firmware.state.integral.infusion != nil)
    return bench
  }

  private func expectFull(_ bench: inout Bench) {
    let refusal = bench.bolus(101_000, over: .hours(1)).refusal
    #expect(refusal?.code == .dailyVolumeAboveMaximum)
  }

  @Test(arguments: Kind.allCases)
  func `a power cut that finds it given in full makes no room in the day`(kind: Kind) throws {
    var bench = try bench(kind)
    bench.stepsToCut = kind.step
    bench.live(.minutes(10))
    #expect(bench.isDead)
    if kind != .bolus { #expect(bench.motor.strokes == 272_000 / 250) }
    try bench.restart(after: .hours(1))
    #expect(bench.firmware.state.integral.infusion == nil)
    #expect(bench.firmware.state.bridgeFlow == .zero)
    #expect(bench.entries(.infusionEnded).count == 1)
    // When exactly it ended nobody knows; that it was by now is sure, and 24 hours begin now.
    bench.wait(.hours(23), link: .zero)
    bench.open()
    expectFull(&bench)
    bench.wait(.hours(1), link: .zero)
    #expect(bench.bolus(100_000, over: .hours(1)).isDone)
  }

  @Test func `a stop at the moment at which a bridge ends has it end`() throws {
    var bench = try bench(.bridge)
    bench.open()
    // The last stroke is asked for, and before it is made the order comes.
    bench.now = Instant(therapy: bench.now.therapy.after(.ms(1)), link: bench.now.link)
    bench.firmware.handle(.tick, at: bench.now)
    #expect(bench.firmware.state.integral.infusion?.kind == .bridge)
    #expect(bench.stop().isDone)
    #expect(bench.motor.strokes == 272_000 / 250)
    #expect(bench.firmware.state.isStopped)
    #expect(bench.firmware.state.bridgeFlow == .zero)
    #expect(bench.cancelBridge().refusal?.code == .noBridgeRunning)
    #expect(bench.resume().isDone)
    expectFull(&bench)
    bench.wait(.hours(24), link: .zero)
    #expect(bench.bolus(100_000, over: .hours(1)).isDone)
  }
}
