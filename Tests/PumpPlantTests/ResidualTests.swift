import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct ResidualTests {
  private static func plant(_ reservoir: UInt64 = 5_000_000) throws -> Plant {
    try Plant.sample(.sample(residualVolume: 1_400_000), reservoir: reservoir, mcgPerMl: 2000)
  }

  @Test func `a new reservoir holds the residual below what was filled in`() throws {
    let truth = try Self.plant().truth
    #expect(truth.reservoir == Liquid(nl: 5_000_000, pg: 10_000_000_000))
    #expect(truth.residual == Liquid(nl: 1_400_000, pg: 2_800_000_000))
    #expect(truth.filled == Liquid(nl: 6_400_000, pg: 12_800_000_000))
    #expect(truth.isBalanced)
    let full = try Self.plant(20_000_000)
    #expect(full.truth.reservoir.volume == .nl(20_000_000), "the capacity is above the residual")
    #expect(throws: FillError.overCapacity(room: .nl(20_000_000))) { try Self.plant(20_000_001) }
  }

  @Test func `neither syringe nor pump gets at it`() throws {
    var plant = try Self.plant(1000)
    #expect(plant.pump(3) == 3)
    #expect(plant.withdraw(.nl(.max)) == Liquid(nl: 250, pg: 500_000))
    #expect(plant.pump(100) == 100)
    #expect(plant.truth.pumped.volume == .nl(750))
    #expect(plant.truth.reservoir == .none)
    #expect(plant.truth.residual == Liquid(nl: 1_400_000, pg: 2_800_000_000))
    #expect(plant.truth.isBalanced)
  }

  @Test func `a fill mixes with it by amount of drug`() throws {
    var plant = try Self.plant()
    plant.withdraw(.nl(.max))
    #expect(throws: FillError.overCapacity(room: .nl(20_000_000))) {
      try plant.fill(.nl(20_000_001), of: nil)
    }
    try plant.fill(.nl(18_600_000), of: .mcgPerMl(500))
    // (1.4 x 2000 + 18.6 x 500) / 20 = 605 mcg/mL.
    #expect(plant.truth.reservoir == Liquid(nl: 18_600_000, pg: 18_600_000 * 605))
    #expect(plant.truth.residual == Liquid(nl: 1_400_000, pg: 1_400_000 * 605))
    #expect(plant.truth.isBalanced)
  }

  @Test func `a rinse needs as many fills as the residual dilutes`() throws {
    var plant = try Self.plant()
    for _ in 0..<3 {
      plant.withdraw(.nl(.max))
      try plant.fill(.nl(12_600_000), of: nil)
    }
    // A tenth stays each time.
    #expect(plant.truth.residual.drug == .pg(2_800_000))
    #expect(plant.truth.isBalanced)
  }
}
