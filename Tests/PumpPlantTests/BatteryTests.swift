import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.waiting, .limited)
struct BatteryTests {
  /// Whole days until the battery cannot give a day's strokes, at a steady flow.
  private func days(strokesPerDay: UInt32) throws -> UInt64 {
    var plant = try Plant.sample(.sample())
    let day: UInt64 = 86_400_000
    var days: UInt64 = 0
    while true {
      if plant.truth.reservoir.volume < .nl(2_000_000) {
        try plant.fill(.nl(18_000_000), of: .mcgPerMl(500))
      }
      guard plant.pump(strokes: strokesPerDay, until: .ms((days + 1) * day)) == strokesPerDay else {
        break
      }
      days += 1
    }
    #expect(plant.batteryReading == 0)
    #expect(plant.truth.isBalanced)
    return days
  }

  @Test func `it lasts 8_6, 6 and 5 years at 0_25, 1 and 1_5 mL per day`() throws {
    // 365.25 days a year. The first is longer than the 7 years a device may be in service, which
    // is a rule and not physics.
    #expect(try days(strokesPerDay: 1000) == 3130)
    #expect(try days(strokesPerDay: 4000) == 2191)
    #expect(try days(strokesPerDay: 6000) == 1826)
  }

  /// Days until the charge is at or below a reading, at a steady flow; one jump a day.
  private func days(strokesPerDay: UInt32, toReading reading: UInt16) throws -> UInt64 {
    var plant = try Plant.sample(.sample(reservoirCapacity: 1_000_000_000), reservoir: 0)
    var days: UInt64 = 0
    while plant.batteryReading > reading {
      days += 1
      plant.pump(strokes: strokesPerDay, until: .ms(days * 86_400_000))
    }
    return days
  }

  @Test func `service ends after about 7, 6 and 5 years at 0_25, 1 and 1_5 mL per day`() throws {
    // The adult pump: replacement is indicated at 5 %, service ends 90 days later or after 2556
    // days (7 years) at the latest, which is what ends it at the lowest flow.
    let calendar: UInt64 = 2556
    func endOfService(_ strokesPerDay: UInt32) throws -> UInt64 {
      min(calendar, try days(strokesPerDay: strokesPerDay, toReading: 500) + 90)
    }
    // 94.99 % of 6311.52 J (the reading is rounded down) at 1.728 J a day and 0.000288 J a stroke.
    #expect(try days(strokesPerDay: 1000, toReading: 500) == 2974)
    #expect(try days(strokesPerDay: 4000, toReading: 500) == 2082)
    #expect(try days(strokesPerDay: 6000, toReading: 500) == 1735)
    #expect(try endOfService(1000) == 2556, "7.0 years")
    #expect(try endOfService(4000) == 2172, "5.9 years")
    #expect(try endOfService(6000) == 1825, "5.0 years")
  }

  @Test func `an idle pump reads down to zero in ten years and stays there`() throws {
    var plant = try Plant.sample(.sample())
    let life: UInt64 = 315_576_000_000
    #expect(plant.batteryReading == 10_000)
    #expect(plant.truth.batteryPercent == 100)
    plant.advance(to: .ms(1))
    #expect(plant.batteryReading == 9999)
    #expect(plant.truth.batteryPercent == 99)
    plant.advance(to: .ms(life / 2))
    #expect(plant.batteryReading == 5000)
    plant.advance(to: .ms(life - 1))
    #expect(plant.truth.batteryRemaining == Nanojoules(rawValue: 20))
    #expect(plant.batteryReading == 0)
    plant.advance(to: .ms(life))
    #expect(plant.truth.batteryRemaining == .zero)
    plant.advance(to: .ms(.max))
    #expect(plant.truth.batteryRemaining == .zero)
    #expect(plant.truth.batteryPercent == 0)
  }

  @Test func `idle energy past 64 bits is an empty battery, not a full one`() throws {
    var plant = try Plant.sample(.sample(idlePower: 16))
    plant.advance(to: .ms(1 << 60))
    #expect(plant.truth.batteryRemaining == .zero)
  }

  @Test func `an empty battery turns nothing`() throws {
    let profile = try PlantProfile.sample(batteryCapacity: 1000, idlePower: 1, strokeEnergy: 100)
    var plant = try Plant.sample(profile)
    #expect(plant.pump(strokes: 3, until: .ms(450)) == 3)
    #expect(plant.truth.batteryRemaining == Nanojoules(rawValue: 250))
    #expect(plant.batteryReading == 2500)
    #expect(plant.pump(5) == 2)
    #expect(plant.rotorPosition == 5)
    #expect(plant.truth.pumped.volume == .nl(1250))
    #expect(plant.pump(1) == 0, "half a stroke's energy does not turn the motor")
    #expect(plant.truth.batteryRemaining == Nanojoules(rawValue: 50))
    plant.advance(to: .ms(500))
    #expect(plant.truth.batteryRemaining == .zero)
    #expect(plant.pump(strokes: 1, until: .ms(501)) == 0)
    #expect(plant.rotorPosition == 5)
    #expect(plant.truth.isBalanced)
  }

  @Test func `energy for the time until the last stroke is taken first`() throws {
    let profile = try PlantProfile.sample(batteryCapacity: 1000, idlePower: 1, strokeEnergy: 100)
    var plant = try Plant.sample(profile)
    #expect(plant.pump(strokes: 10, until: .ms(901)) == 0)
    #expect(plant.truth.batteryRemaining == Nanojoules(rawValue: 99))
  }

  @Test func `time that runs backwards traps`() async {
    await #expect(processExitsWith: .failure) {
      var plant = try Plant.sample(.sample())
      plant.advance(to: .ms(10))
      plant.advance(to: .ms(9))
    }
  }

  @Test func `what the link draws is counted, and never more than there is`() throws {
    var plant = try Plant.sample(.sample(batteryCapacity: 1_000_000))
    plant.advance(to: .ms(10))
    plant.draw(Nanojoules(rawValue: 100_000))
    plant.draw(Nanojoules(rawValue: 100_000))
    #expect(plant.truth.telemetryEnergy == Nanojoules(rawValue: 200_000))
    #expect(plant.truth.batteryRemaining == Nanojoules(rawValue: 1_000_000 - 200 - 200_000))
    let again = try #require(Plant(bytes: plant.snapshot, profile: plant.profile))
    #expect(again.truth == plant.truth)
    #expect(plant.pump(10) == 2, "288 000 nJ for each stroke")
    plant.draw(Nanojoules(rawValue: 900_000))
    #expect(plant.truth.batteryRemaining == .zero)
    #expect(plant.truth.telemetryEnergy == Nanojoules(rawValue: 1_000_000 - 200 - 576_000))
    try plant.inject(.battery, .dead)
    let before = plant.truth.telemetryEnergy
    plant.draw(Nanojoules(rawValue: 1))
    #expect(plant.truth.telemetryEnergy == before)
  }
}
