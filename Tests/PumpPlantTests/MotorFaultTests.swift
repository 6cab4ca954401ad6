import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct MotorFaultTests {
  private let hour: UInt64 = 3_600_000

  @Test func `a stalled motor makes no stroke until it recovers by itself`() throws {
    var plant = try Plant.sample(.sample())
    plant.advance(to: .ms(1000))
    let recovery = 1000 + 6 * hour
    try plant.inject(.motor, .stall, Int64(recovery))
    #expect(plant.nextTransition == .ms(recovery))
    #expect(plant.pump(strokes: 10, until: .ms(recovery - 1)) == 0)
    #expect(plant.isMotorSuspect)
    #expect(plant.rotorPosition == 0)
    #expect(plant.pump(strokes: 10, until: .ms(recovery)) == 10)
    #expect(!plant.isMotorSuspect)
    #expect(plant.nextTransition == nil)
    #expect(plant.fault(of: .motor) == nil)
    #expect(plant.truth.isBalanced)
  }

  @Test func `a stall without a moment lasts until it is cleared`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.motor, .stall)
    #expect(plant.nextTransition == nil)
    #expect(plant.pump(strokes: 10, until: .ms(1000 * hour)) == 0)
    plant.clear(.motor)
    #expect(plant.pump(10) == 10)
  }

  @Test func `it cannot have recovered already`() throws {
    var plant = try Plant.sample(.sample())
    plant.advance(to: .ms(hour))
    #expect(throws: PlantFaultError.recoveryPassed(now: .ms(hour))) {
      try plant.inject(.motor, .stall, Int64(hour))
    }
    #expect(plant.fault(of: .motor) == nil)
  }

  @Test func `drift and over-infusion move more or less, the encoder shows the same`() throws {
    var plant = try Plant.sample(.sample(strokeErrorPPM: 10_000))
    try plant.inject(.motor, .drift, -60_000)
    #expect(plant.pump(1000) == 1000)
    #expect(plant.truth.pumped.volume == .nl(237_500))
    try plant.inject(.motor, .overInfusion, 3_000_000)
    #expect(plant.pump(1000) == 1000)
    #expect(plant.truth.pumped.volume == .nl(237_500 + 1_002_500))
    plant.clear(.motor)
    plant.pump(1000)
    #expect(plant.truth.pumped.volume == .nl(237_500 + 1_002_500 + 252_500))
    #expect(plant.rotorPosition == 3000)
    #expect(plant.truth.isBalanced)
  }

  @Test func `the largest drift of the largest error moves nothing`() throws {
    var plant = try Plant.sample(.sample(strokeErrorPPM: -500_000))
    try plant.inject(.motor, .drift, -500_000)
    #expect(plant.pump(1000) == 1000)
    #expect(plant.truth.pumped == .none)
  }

  @Test func `a rotor that runs away turns more than was commanded and shows it`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.motor, .runaway, 3)
    #expect(plant.pump(100) == 400)
    #expect(plant.rotorPosition == 400)
    #expect(plant.truth.pumped.volume == .nl(100_000))
    #expect(plant.truth.batteryRemaining.rawValue == 6_311_520_000_000 - 400 * 288_000)
  }

  @Test func `every bound together stays inside 64 bits`() throws {
    let profile = try PlantProfile.sample(
      strokeVolume: 10_000, strokeErrorPPM: 500_000, reservoirCapacity: 1_000_000_000,
      batteryCapacity: 1_000_000_000_000_000, strokeEnergy: 1)
    var plant = try Plant.sample(profile, reservoir: 1_000_000_000, mcgPerMl: 1_000_000)
    try plant.inject(.catheter, .occlusion, 99)
    try plant.inject(.motor, .overInfusion, 9_000_000)
    #expect(plant.pump(.max) == .max)
    try plant.inject(.motor, .runaway, 100)
    #expect(plant.pump(.max) == .max, "the result is the most it can be")
    #expect(plant.truth.strokes == UInt64(UInt32.max) * 102)
    #expect(plant.truth.reservoir == .none)
    #expect(plant.truth.isBalanced)
    #expect(Plant(bytes: plant.snapshot, profile: profile)?.truth == plant.truth)
  }

  @Test func `an intermittent motor misses every Nth stroke`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.motor, .intermittent, 3)
    let made = (1...9).map { _ in plant.pump(1) }
    #expect(made == [1, 1, 0, 1, 1, 0, 1, 1, 0])
    #expect(plant.pump(2) == 2)
    #expect(plant.pump(100) == 66)
    #expect(plant.rotorPosition == 74)
    #expect(plant.truth.pumped.volume == .nl(74 * 250))
  }
}
