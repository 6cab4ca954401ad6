import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct BatteryFaultTests {
  private let day: UInt64 = 86_400_000

  @Test func `a drain multiplies the idle power for as long as it lasts`() throws {
    var plant = try Plant.sample(.sample())
    plant.advance(to: .ms(10 * day))
    try plant.inject(.battery, .drain, 50)
    plant.advance(to: .ms(12 * day))
    #expect(plant.truth.batteryRemaining.rawValue == 6_311_520_000_000 - (10 + 100) * day * 20)
    try plant.inject(.battery, .drain, 3)
    plant.advance(to: .ms(13 * day))
    plant.clear(.battery)
    plant.advance(to: .ms(20 * day))
    #expect(plant.truth.batteryRemaining.rawValue == 6_311_520_000_000 - (120) * day * 20)
    #expect(plant.isPowered)
  }

  @Test func `an emptied battery stays empty when the drain ends`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.battery, .drain, 1000)
    plant.advance(to: .ms(4 * day))
    #expect(plant.batteryReading == 0)
    #expect(plant.pump(1) == 0)
    plant.clear(.battery)
    #expect(plant.batteryReading == 0)
    try plant.inject(.battery, .drain, 1000)
    plant.advance(to: .ms(.max))
    plant.clear(.battery)
    #expect(plant.batteryReading == 0)
    #expect(Plant(bytes: plant.snapshot, profile: plant.profile)?.truth == plant.truth)
  }

  @Test func `a dead battery gives nothing, and all it had when it is not`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.battery, .dead)
    #expect(!plant.isPowered)
    #expect(plant.batteryReading == 0)
    #expect(plant.truth.batteryPercent == 0)
    #expect(plant.pump(strokes: 5, until: .ms(day)) == 0)
    plant.clear(.battery)
    #expect(plant.isPowered)
    #expect(plant.truth.batteryRemaining.rawValue == 6_311_520_000_000 - day * 20)
    #expect(plant.pump(5) == 5)
  }
}
