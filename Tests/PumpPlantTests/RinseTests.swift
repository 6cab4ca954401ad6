import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct RinseTests {
  private static func plant() throws -> Plant {
    try Plant.sample(.sample(residualVolume: 1_400_000), reservoir: 5_000_000, mcgPerMl: 2000)
  }

  @Test func `a rinse leaves nothing of the old liquid, and what is filled in is not diluted`()
    throws
  {
    var plant = try Self.plant()
    plant.withdraw(.nl(.max))
    #expect(try plant.rinse() == Liquid(nl: 1_400_000, pg: 2_800_000_000))
    #expect(plant.isRinsed && plant.truth.residual == Liquid(nl: 1_400_000, pg: 0))
    #expect(plant.pump(10) == 10 && plant.withdraw(.nl(1)) == .none, "nothing can be had")
    let before = plant.truth.filled.volume
    try plant.fill(.nl(18_000_000), of: .mcgPerMl(500))
    #expect(plant.truth.reservoir == Liquid(nl: 18_000_000, pg: 18_000_000 * 500))
    #expect(plant.truth.residual == Liquid(nl: 1_400_000, pg: 1_400_000 * 500))
    #expect(plant.truth.filled.volume - before == .nl(19_400_000), "the residual is filled too")
    #expect(plant.truth.isBalanced && !plant.isRinsed)
    // The next one mixes again.
    plant.withdraw(.nl(.max))
    try plant.fill(.nl(18_600_000), of: nil)
    #expect(plant.truth.residual.drug == .pg(1_400_000 * 35))
  }

  @Test func `what is not drawn out before comes with the rinse`() throws {
    var plant = try Self.plant()
    #expect(try plant.rinse() == Liquid(nl: 6_400_000, pg: 12_800_000_000))
    #expect(plant.truth.reservoir == .none && plant.truth.isBalanced)
    try plant.fill(.nl(20_000_000), of: .mcgPerMl(500))
    #expect(throws: FillError.overCapacity(room: .zero)) { try plant.fill(.nl(1), of: nil) }
  }

  @Test func `a reservoir without a residual is rinsed by emptying it`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 5_000_000, mcgPerMl: 2000)
    #expect(try plant.rinse().volume == .nl(5_000_000))
    #expect(!plant.isRinsed && plant.truth.isBalanced)
    try plant.fill(.nl(1000), of: .mcgPerMl(500))
    #expect(plant.truth.reservoir == Liquid(nl: 1000, pg: 500_000))
  }

  @Test func `wrong contents are what a rinsed reservoir is filled with`() throws {
    var plant = try Self.plant()
    try plant.rinse()
    let wrong = try #require(PlantFault(unit: .reservoir, kind: .wrongContents, value: 300))
    try plant.inject(wrong)
    #expect(!plant.isRinsed && plant.truth.residual.drug == .pg(1_400_000 * 300))
    try plant.rinse()
    try plant.fill(.nl(1000), of: .mcgPerMl(2000))
    #expect(plant.truth.reservoir.drug == .pg(1000 * 300) && plant.truth.isBalanced)
  }

  @Test func `a rinsed reservoir is kept, and one that is none is refused`() throws {
    var plant = try Self.plant()
    let place = Plant.snapshotBytes - 69
    let unrinsed = plant.snapshot
    try plant.rinse()
    let bytes = plant.snapshot
    #expect(unrinsed[place] == 0 && bytes[place] == 4)
    var read = try #require(Plant(bytes: bytes, profile: plant.profile))
    #expect(read.isRinsed && read.snapshot == bytes)
    try read.fill(.nl(1000), of: .mcgPerMl(500))
    #expect(read.truth.residual.drug == .pg(1_400_000 * 500))
    var wrong = unrinsed
    wrong[place] = 4
    #expect(Plant(bytes: wrong, profile: plant.profile) == nil)
    wrong[place] = 8
    #expect(Plant(bytes: wrong, profile: plant.profile) == nil)
  }
}
