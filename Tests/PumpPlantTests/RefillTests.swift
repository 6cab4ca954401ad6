import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct RefillTests {
  @Test func `a refill mixes by amount of drug`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 1_400_000)
    try plant.fill(.nl(18_600_000), of: .mcgPerMl(2000))
    #expect(plant.truth.reservoir == Liquid(nl: 20_000_000, pg: 37_900_000_000))
    plant.pump(1)
    #expect(plant.truth.pumped == Liquid(nl: 250, pg: 250 * 1895))
    #expect(plant.truth.isBalanced)
  }

  @Test func `a syringe gets what it asks for, or what there is`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 5000)
    #expect(plant.withdraw(.nl(2000)) == Liquid(nl: 2000, pg: 1_000_000))
    #expect(plant.withdraw(.nl(.max)) == Liquid(nl: 3000, pg: 1_500_000))
    #expect(plant.withdraw(.nl(1)) == .none)
    #expect(plant.truth.withdrawn == Liquid(nl: 5000, pg: 2_500_000))
    #expect(plant.truth.pumped == .none)
    #expect(plant.truth.isBalanced)
  }

  @Test func `an overfull reservoir is refused and nothing has changed`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 19_999_999)
    let before = plant.snapshot
    #expect(throws: FillError.overCapacity(room: .nl(1))) {
      try plant.fill(.nl(2), of: .mcgPerMl(500))
    }
    #expect(plant.snapshot == before)
    try plant.fill(.nl(1), of: .mcgPerMl(500))
    #expect(throws: FillError.overCapacity(room: .zero)) { try plant.fill(.nl(.max), of: nil) }
    #expect(throws: FillError.overCapacity(room: .nl(20_000_000))) {
      try Plant.sample(.sample(), reservoir: 20_000_001)
    }
  }

  @Test func `filling with nothing changes nothing, in the middle of a picogram too`() throws {
    var plant = try Plant.sample(.sample(strokeVolume: 1), reservoir: 2000, mcgPerMl: 1)
    try plant.fill(.nl(1000), of: nil)
    plant.pump(2)
    let before = plant.snapshot
    try plant.fill(.zero, of: .mcgPerMl(2000))
    #expect(plant.snapshot == before)
  }

  @Test func `a life holds a thousand litres`() throws {
    var plant = try Plant.sample(
      .sample(reservoirCapacity: 1_000_000_000), reservoir: 1_000_000_000, mcgPerMl: 1_000_000)
    for _ in 0..<999 {
      plant.withdraw(.nl(1_000_000_000))
      try plant.fill(.nl(1_000_000_000), of: .mcgPerMl(1_000_000))
    }
    plant.withdraw(.nl(1))
    #expect(throws: FillError.overTotal) { try plant.fill(.nl(1), of: nil) }
    #expect(plant.truth.isBalanced)
    #expect(Plant(bytes: plant.snapshot, profile: plant.profile)?.truth == plant.truth)
  }

  @Test func `a rinse dilutes but never loses drug`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 1_000_000)
    for _ in 0..<8 {
      try plant.fill(.nl(19_000_000), of: nil)
      plant.withdraw(.nl(19_000_000))
    }
    let truth = plant.truth
    #expect(truth.reservoir.drug + truth.withdrawn.drug == .pg(500_000_000))
    #expect(truth.reservoir.drug <= .pg(1))
    #expect(truth.isBalanced)
  }
}
