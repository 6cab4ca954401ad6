import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct StrokeTests {
  @Test(arguments: [0, 1, -1, 12_345, -12_345, 333_333, 499_999, -500_000] as [Int32])
  func `a million single strokes move what the closed form says`(ppm: Int32) throws {
    let profile = try PlantProfile.sample(
      strokeVolume: 253, strokeErrorPPM: ppm, reservoirCapacity: 1_000_000_000)
    var plant = try Plant.sample(profile, reservoir: 1_000_000_000)
    let perMillion = UInt64(1_000_000 + Int64(ppm)) * 253
    for stroke in 1...1_000_000 as ClosedRange<UInt64> {
      plant.pump(1)
      guard stroke % 9973 == 0 || stroke == 1_000_000 else { continue }
      try #require(plant.truth.pumped.volume == .nl(stroke * perMillion / 1_000_000))
    }
    #expect(plant.truth.pumped.volume == .nl(perMillion))
    #expect(plant.truth.isBalanced)
  }

  @Test func `four billion strokes of the largest pump are one exact step`() throws {
    let profile = try PlantProfile.sample(
      strokeVolume: 10_000, strokeErrorPPM: 500_000, reservoirCapacity: 1_000_000_000,
      batteryCapacity: 1_000_000_000_000_000, strokeEnergy: 1)
    var plant = try Plant.sample(profile, reservoir: 1_000_000_000, mcgPerMl: 1_000_000)
    #expect(plant.pump(.max) == .max)
    #expect(plant.truth.strokes == UInt64(UInt32.max))
    #expect(plant.truth.pumped == Liquid(nl: 1_000_000_000, pg: 1_000_000_000_000_000))
    #expect(plant.truth.isBalanced)
  }

  @Test func `a dry reservoir gives what is left and no more`() throws {
    var plant = try Plant.sample(.sample(), reservoir: 1100)
    #expect(plant.pump(4) == 4)
    #expect(plant.truth.reservoir == Liquid(nl: 100, pg: 50_000))
    #expect(plant.pump(1) == 1)
    #expect(plant.truth.reservoir == .none)
    #expect(plant.truth.pumped == Liquid(nl: 1100, pg: 550_000))
    let dry = plant.truth
    #expect(plant.pump(1000) == 1000)
    #expect(plant.truth.pumped == dry.pumped)
    #expect(plant.truth.patient == dry.patient)
    #expect(plant.rotorPosition == 1005)
    try plant.fill(.nl(1000), of: .mcgPerMl(500))
    plant.pump(1)
    #expect(plant.truth.pumped == Liquid(nl: 1350, pg: 675_000))
    #expect(plant.truth.isBalanced)
  }

  @Test func `the rotor counts strokes modulo 65536`() throws {
    var plant = try Plant.sample(.sample(strokeVolume: 1))
    #expect(plant.rotorPosition == 0)
    plant.pump(65_535)
    #expect(plant.rotorPosition == 65_535)
    plant.pump(1)
    #expect(plant.rotorPosition == 0)
    plant.pump(65_537)
    #expect(plant.rotorPosition == 1)
    #expect(plant.truth.strokes == 131_073)
  }

  @Test func `no strokes change nothing but the time`() throws {
    var plant = try Plant.sample(.sample())
    plant.pump(3)
    let before = plant.truth
    #expect(plant.pump(strokes: 0, until: plant.therapyTime) == 0)
    #expect(plant.truth == before)
  }
}
