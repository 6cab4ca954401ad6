import PumpPlant
import Quantities
import TestLimits
import Testing

/// A change of concentration as the patient feels it: 200 mcg/day over 0.272 mL of path.
@Suite(.limited)
struct BridgeTests {
  /// Hours of flow after a change of concentration, and the dose that arrived in each, in ng.
  ///
  /// Strokes are even in time; `flow` says the nL/day of each moment (ms).
  private func doses(
    from old: UInt32, to new: UInt32, smear: UInt64 = 0, hours: UInt64,
    flow: (UInt64) -> UInt64
  ) throws -> [UInt64] {
    var plant = try Plant.sample(
      .sample(frontSmear: smear, reservoirCapacity: 40_000_000), reservoir: 1_000_000,
      mcgPerMl: old)
    plant.pump(1000)
    plant.withdraw(.nl(.max))
    try plant.fill(.nl(20_000_000), of: .mcgPerMl(new))
    var doses: [UInt64] = []
    var owed: UInt64 = 0
    var before = plant.patient.drug
    for minute in 1...(hours * 60) {
      owed += flow((minute - 1) * 60_000)
      while owed >= 250 * 1440 {
        owed -= 250 * 1440
        plant.pump(strokes: 1, until: .ms(minute * 60_000))
      }
      plant.advance(to: .ms(minute * 60_000))
      guard minute % 60 == 0 else { continue }
      doses.append((plant.patient.drug - before).rawValue / 1000)
      before = plant.patient.drug
    }
    #expect(plant.truth.isBalanced)
    return doses
  }

  /// 200 mcg in 24 hours, in ng.
  private let hourly: UInt64 = 200_000 / 24

  /// The hours in which the dose is not within the bounds, in percent of the hourly dose.
  private func outside(_ doses: [UInt64], _ percent: ClosedRange<UInt64>) -> [Int] {
    doses.indices.filter { !percent.contains(doses[$0] * 100 / hourly) }
  }

  /// When a path of 0.272 mL is through at 0.4 mL/day: 16.32 h.
  private let bridgeEnd: UInt64 = 272_000 * 86_400_000 / 400_000

  @Test func `bridged, every hour gives 200 mcg a day to within a stroke`() throws {
    #expect(bridgeEnd == 58_752_000, "16.32 h")
    let end = bridgeEnd
    let doses = try doses(from: 500, to: 2000, hours: 72) { $0 < end ? 400_000 : 100_000 }
    // A stroke is 125 ng of the old liquid, 500 ng of the new, and either may end an hour late.
    for (hour, dose) in doses.enumerated() {
      let stroke: UInt64 = hour < 16 ? 125 : 500
      #expect(dose + stroke >= hourly && dose <= hourly + stroke, "hour \(hour): \(dose) ng")
    }
  }

  @Test func `unbridged 500 to 2000 under-doses four times for 2_7 days`() throws {
    let doses = try doses(from: 500, to: 2000, hours: 96) { _ in 100_000 }
    // 0.272 mL at 0.1 mL/day: 65.28 h.
    #expect(outside(Array(doses[..<65]), 23...27).isEmpty)
    #expect(outside(Array(doses[66...]), 94...106).isEmpty)
  }

  @Test func `unbridged 2000 to 500 over-doses four times for 16_3 h`() throws {
    let doses = try doses(from: 2000, to: 500, hours: 48) { _ in 400_000 }
    #expect(outside(Array(doses[..<16]), 394...406).isEmpty)
    #expect(outside(Array(doses[17...]), 97...103).isEmpty)
  }

  @Test func `a smeared front makes a bridge rise early and reach its dose late`() throws {
    let end = bridgeEnd
    let doses = try doses(from: 500, to: 2000, smear: 60_000, hours: 72) {
      $0 < end ? 400_000 : 100_000
    }
    // The ramp is 0.06 mL: half of it, 1.68 h at the bridge's flow, comes before the bridge ends
    // and rises to 2.5 times; the other half, 6.7 h at the new flow, starts at six tenths.
    #expect(outside(Array(doses[..<14]), 97...103).isEmpty)
    let percent = doses.map { $0 * 100 / hourly }
    #expect(percent[15] > 160 && percent[15] < 220)
    #expect(percent[17] > 55 && percent[17] < 75)
    #expect(zip(percent[17...22], percent[18...23]).allSatisfy { $0 <= $1 + 6 })
    #expect(outside(Array(doses[24...]), 94...106).isEmpty)
    // What was too much and what was too little are nearly all there is: the totals agree.
    let sharp = try self.doses(from: 500, to: 2000, hours: 72) { $0 < end ? 400_000 : 100_000 }
    let excess = Int64(doses.reduce(0, +)) - Int64(sharp.reduce(0, +))
    #expect(abs(excess) <= 60)
  }
}
