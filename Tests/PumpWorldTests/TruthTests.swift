import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// What the firmware counts against what is true.
@Suite(.limited)
struct TruthTests {
  /// A pump whose programme changes at random; returns it after some weeks.
  private func life(
    seed: UInt64, strokeErrorPPM: Int32, check: (inout Visit) throws -> Void
  ) throws {
    var random = SplitMix64(seed: seed)
    var visit = try Visit(.sample(strokeErrorPPM: strokeErrorPPM))
    for _ in 0..<60 {
      _ = visit.open()
      switch random.below(6) {
      case 0:
        _ = visit.order(
          .startBolus(
            StartBolus(
              nanograms: UInt32(random.from(1...300_000)),
              milliseconds: UInt32(random.from(1_000_000...9_000_000)), overridesSoftLimits: true)))
      case 1: _ = visit.order(.cancelBolus)
      case 2: _ = visit.order(.stop)
      default: _ = visit.order(.resume(ConfirmedOrder()))
      }
      visit.wait(.ms(random.below(86_400_000 * 2)))
      try check(&visit)
    }
    #expect(visit.pump.firmware.state.strokes > 1000)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `mass balances to the nL and the pg, and every stroke counted was made`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let ppm = Int32(truncatingIfNeeded: random.below(200_001)) - 100_000
    try life(seed: seed, strokeErrorPPM: ppm) { visit in
      let truth = visit.pump.truth
      try #require(truth.isBalanced, "seed \(seed)")
      try #require(truth.strokes == visit.pump.firmware.state.strokes, "seed \(seed)")
      try #require(truth.therapyTime == visit.now.therapy, "seed \(seed)")
      let everywhere = truth.reservoir + truth.catheter + truth.patient
      try #require(everywhere == truth.filled + truth.catheterAtStart, "seed \(seed)")
    }
  }

  @Test(arguments: [0, 20_000, -145_000, 1, -1] as [Int32])
  func `count and truth differ by exactly the error of the strokes`(ppm: Int32) throws {
    try life(seed: 7, strokeErrorPPM: ppm) { visit in
      guard case .interrogation(let report) = visit.ask(.interrogate) else {
        Issue.record("the pump was not interrogated")
        return
      }
      let truth = visit.pump.truth
      let counted = Int64(report.pumpedNanolitres)
      #expect(counted == Int64(truth.strokes) * 250)
      #expect(report.status.reservoirNanolitres == UInt32(20_000_000 - counted))
      // Rounded down once for all strokes.
      let moved = counted * (1_000_000 + Int64(ppm)) / 1_000_000
      #expect(truth.pumped.volume.rawValue == UInt64(moved))
      #expect(truth.reservoir.volume.rawValue == UInt64(20_000_000 - moved))
    }
  }

  @Test func `a reservoir that is emptier than counted runs dry before its alarm`() throws {
    var visit = try Visit(.sample(nanogramsPerDay: 2_000_000, strokeErrorPPM: 50_000))
    // 1 mL a day by the count, 1.05 mL in truth.
    visit.wait(.hours(24 * 19 + 6))
    #expect(visit.pump.truth.reservoir.volume == .zero)
    #expect(!visit.pump.firmware.state.alarms.contains(.emptyReservoir))
    #expect(visit.pump.truth.isBalanced)
    visit.wait(.hours(18))
    #expect(visit.pump.firmware.state.alarms.contains(.emptyReservoir))
  }

  @Test func `years in one jump and in uneven steps end in the same truth`() throws {
    var once = try Visit(.sample(nanogramsPerDay: 96_000, fill: 40_000_000, strokeErrorPPM: 777))
    var often = once
    once.wait(.days(800))
    var random = SplitMix64(seed: 11)
    while often.now.therapy < once.now.therapy {
      let left = once.now.therapy.since(often.now.therapy).rawValue
      often.wait(.ms(min(left, random.from(1...86_400_000 * 9))))
    }
    #expect(often.pump.truth == once.pump.truth)
    #expect(often.pump.firmware.state == once.pump.firmware.state)
  }

  @Test func `the battery that is measured is the true one`() throws {
    var visit = try Visit(.sample(nanogramsPerDay: 1_000_000))
    visit.wait(.days(12))
    #expect(visit.pump.firmware.state.batteryReading == visit.pump.plant.batteryReading)
    #expect(visit.pump.firmware.state.batteryReading < 10_000)
  }

  @Test func `a new pump starts with what was implanted`() throws {
    let visit = try Visit(.sample(fill: 18_000_000, isPrimed: false))
    let truth = visit.pump.truth
    #expect(truth.reservoir.volume == Nanolitres(rawValue: 18_000_000))
    #expect(truth.catheter.drug == .zero && truth.catheter.volume.rawValue == 272_000)
    #expect(visit.pump.firmware.state.filledVolume == truth.reservoir.volume)
    #expect(throws: SetupError.fill(.overCapacity(room: .ml(40)))) {
      _ = try PumpSetup.sample(fill: 40_000_001).newPump()
    }
  }
}

extension Milliseconds {
  static func ms(_ value: UInt64) -> Milliseconds { Milliseconds(rawValue: value) }
}
