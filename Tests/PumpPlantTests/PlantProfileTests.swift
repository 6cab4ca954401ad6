import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct PlantProfileTests {
  typealias Field = PlantProfileError.Field

  /// The field a profile was refused for, or `nil` when it was not.
  private func refused(
    _ make: () throws(PlantProfileError) -> PlantProfile
  ) -> PlantProfileError.Field? {
    do {
      _ = try make()
      return nil
    } catch {
      return error.field
    }
  }

  @Test func `both ends of every range are a pump`() {
    #expect(
      refused { () throws(PlantProfileError) in
        try .sample(
          strokeVolume: 1, strokeErrorPPM: -500_000, pathVolume: 1, reservoirCapacity: 1,
          batteryCapacity: 1, idlePower: 0, strokeEnergy: 1)
      } == nil)
    #expect(
      refused { () throws(PlantProfileError) in
        try .sample(
          strokeVolume: 10_000, strokeErrorPPM: 500_000, pathVolume: 10_000_000,
          frontSmear: 10_000_000, reservoirCapacity: 1_000_000_000,
          residualVolume: 1_000_000_000, batteryCapacity: 1_000_000_000_000_000,
          idlePower: 1_000_000_000, strokeEnergy: 1_000_000_000_000)
      } == nil)
  }

  @Test func `one past either end names the field`() {
    typealias E = PlantProfileError
    #expect(refused { () throws(E) in try .sample(strokeVolume: 0) } == .strokeVolume)
    #expect(refused { () throws(E) in try .sample(strokeVolume: 10_001) } == .strokeVolume)
    #expect(refused { () throws(E) in try .sample(strokeErrorPPM: -500_001) } == .strokeErrorPPM)
    #expect(refused { () throws(E) in try .sample(strokeErrorPPM: 500_001) } == .strokeErrorPPM)
    #expect(refused { () throws(E) in try .sample(pathVolume: 0) } == .pathVolume)
    #expect(refused { () throws(E) in try .sample(pathVolume: 10_000_001) } == .pathVolume)
    #expect(refused { () throws(E) in try .sample(frontSmear: 14) } == .frontSmear)
    #expect(refused { () throws(E) in try .sample(frontSmear: 15) } == nil)
    #expect(refused { () throws(E) in try .sample(frontSmear: 272_001) } == .frontSmear)
    #expect(refused { () throws(E) in try .sample(residualVolume: 20_000_001) } == .residualVolume)
    #expect(refused { () throws(E) in try .sample(reservoirCapacity: 0) } == .reservoirCapacity)
    #expect(
      refused { () throws(E) in try .sample(reservoirCapacity: 1_000_000_001) }
        == .reservoirCapacity)
    #expect(refused { () throws(E) in try .sample(batteryCapacity: 0) } == .batteryCapacity)
    #expect(
      refused { () throws(E) in try .sample(batteryCapacity: 1_000_000_000_000_001) }
        == .batteryCapacity)
    #expect(refused { () throws(E) in try .sample(idlePower: 1_000_000_001) } == .idlePower)
    #expect(refused { () throws(E) in try .sample(strokeEnergy: 0) } == .strokeEnergy)
    #expect(
      refused { () throws(E) in try .sample(strokeEnergy: 1_000_000_000_001) } == .strokeEnergy)
  }
}
