import PumpPlant
import Quantities
import TestLimits
import Testing

/// Faults of the catheter and the reservoir.
@Suite(.limited)
struct PathFaultTests {
  private let day: UInt64 = 86_400_000

  @Test func `what does not pass an occlusion stays in the reservoir`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 1_000_000)
    try plant.inject(.catheter, .occlusion, 30)
    #expect(plant.pump(1000) == 1000, "the rotor turns all the same")
    #expect(plant.truth.pumped.volume == .nl(75_000))
    #expect(plant.truth.patient.volume == .nl(75_000))
    #expect(plant.truth.reservoir.volume == .nl(925_000))
    try plant.inject(.catheter, .occlusion, 0)
    #expect(plant.pump(1000) == 1000)
    #expect(plant.truth.pumped.volume == .nl(75_000))
    plant.clear(.catheter)
    plant.pump(1000)
    #expect(plant.truth.pumped.volume == .nl(325_000))
    #expect(plant.truth.leaked == .none)
    #expect(plant.truth.isBalanced)
  }

  @Test func `a leak takes its part of what arrives at the tip`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.catheter, .leak, 40)
    for _ in 0..<1001 { plant.pump(1) }
    let truth = plant.truth
    #expect(truth.leaked == Liquid(nl: 100_100, pg: 50_050_000))
    #expect(truth.patient == Liquid(nl: 150_150, pg: 75_075_000))
    try plant.inject(.catheter, .leak, 100)
    plant.pump(1000)
    #expect(plant.truth.patient == truth.patient)
    #expect(plant.truth.isBalanced)
  }

  @Test func `a catheter that is off loses all that is pumped, and its path stands still`() throws {
    var plant = try Plant.sample(.sample(), isPrimed: false)
    plant.pump(100)
    let before = plant.truth
    try plant.inject(.catheter, .disconnection)
    plant.pump(1000)
    #expect(plant.truth.leaked == Liquid(nl: 250_000, pg: 125_000_000))
    #expect(plant.truth.catheter == before.catheter)
    #expect(plant.truth.patient == before.patient)
    plant.clear(.catheter)
    plant.pump(988)
    #expect(plant.truth.patient == Liquid(nl: 272_000, pg: 0), "the rest of the drug-free path")
    #expect(plant.truth.isBalanced)
  }

  @Test func `wrong contents are put in at once and with every fill until cleared`() throws {
    let profile = try PlantProfile.sample(residualVolume: 1_000_000)
    var plant = try Plant.sample(profile, reservoir: 4_000_000, mcgPerMl: 2000)
    try plant.inject(.reservoir, .wrongContents, 500)
    #expect(plant.truth.replaced == Liquid(nl: 5_000_000, pg: 10_000_000_000))
    #expect(plant.truth.reservoir == Liquid(nl: 4_000_000, pg: 2_000_000_000))
    #expect(plant.truth.residual == Liquid(nl: 1_000_000, pg: 500_000_000))
    #expect(plant.truth.isBalanced)
    try plant.fill(.nl(5_000_000), of: .mcgPerMl(2000))
    #expect(plant.truth.reservoir.drug == .pg(4_500_000_000))
    plant.clear(.reservoir)
    #expect(plant.truth.reservoir.drug == .pg(4_500_000_000), "what is in stays wrong")
    try plant.fill(.nl(5_000_000), of: .mcgPerMl(2000))
    #expect(plant.truth.reservoir.drug + plant.truth.residual.drug == .pg(15_000_000_000))
    try plant.inject(.reservoir, .wrongContents, 0)
    #expect(plant.truth.reservoir.drug == .zero, "drug-free")
    #expect(plant.truth.withdrawn == .none)
    #expect(plant.truth.isBalanced)
  }

  @Test func `wrong contents count as filled, which has an end`() throws {
    var plant = try Plant.sample(
      .sample(reservoirCapacity: 1_000_000_000), reservoir: 1_000_000_000)
    for _ in 0..<999 { try plant.inject(.reservoir, .wrongContents, 1) }
    let before = plant.snapshot
    #expect(throws: PlantFaultError.overTotal) { try plant.inject(.reservoir, .wrongContents, 1) }
    #expect(plant.snapshot == before)
    #expect(plant.truth.isBalanced)
  }

  @Test func `a reservoir leaks into the pocket by time alone, down to the residual`() throws {
    let profile = try PlantProfile.sample(residualVolume: 1_000_000)
    var plant = try Plant.sample(profile, reservoir: 3_000_000)
    try plant.inject(.reservoir, .leak, 500_001)
    for part in 1...1000 as ClosedRange<UInt64> { plant.advance(to: .ms(part * day / 500)) }
    #expect(plant.truth.pocket.volume == .nl(1_000_002))
    plant.pump(strokes: 400, until: .ms(3 * day))
    #expect(plant.truth.pocket.volume == .nl(1_500_003))
    #expect(plant.truth.pumped.volume == .nl(100_000))
    plant.advance(to: .ms(100 * day))
    #expect(plant.truth.reservoir == .none)
    #expect(plant.truth.pocket.volume == .nl(2_900_000))
    // What could not leak then is not made up for after a refill.
    try plant.fill(.nl(10_000_000), of: .mcgPerMl(500))
    plant.advance(to: .ms(101 * day))
    #expect(plant.truth.pocket.volume == .nl(3_400_001))
    plant.advance(to: .ms(.max))
    #expect(plant.truth.reservoir == .none)
    #expect(plant.truth.isBalanced)
  }
}
