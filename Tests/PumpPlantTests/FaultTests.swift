import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct FaultTests {
  @Test func `the units and kinds are all listed, each with its number`() {
    for index in PlantUnit.all.indices { #expect(PlantUnit.all[index].rawValue == UInt8(index)) }
    #expect(PlantUnit(rawValue: UInt8(PlantUnit.all.count)) == nil)
    let kinds = PlantFaultKind.all.indices.map { PlantFaultKind.all[$0] }
    #expect(kinds == (0...255).compactMap { PlantFaultKind(rawValue: $0) })
  }

  @Test func `a value has a range, or there is none`() throws {
    var pairs = 0
    for unit in PlantUnit.all.indices.map({ PlantUnit.all[$0] }) {
      for kind in PlantFaultKind.all.indices.map({ PlantFaultKind.all[$0] }) {
        func isFault(_ value: Int64?) -> Bool {
          PlantFault(unit: unit, kind: kind, value: value) != nil
        }
        switch PlantFault.value(of: unit, kind) {
        case nil:
          #expect(!isFault(nil) && !isFault(5))
          continue
        case .some(.none): #expect(isFault(nil) && !isFault(0) && !isFault(5))
        case .moment: #expect(isFault(nil) && isFault(1) && isFault(.max) && !isFault(0))
        case .within(let range, _):
          #expect(!isFault(nil) && isFault(range.lowerBound) && isFault(range.upperBound))
          #expect(!isFault(range.lowerBound - 1) && !isFault(range.upperBound + 1))
        }
        pairs += 1
      }
    }
    #expect(pairs == 12)
  }

  @Test func `one fault for each unit, replaced by the next and cleared by unit`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.motor, .drift, 1000)
    try plant.inject(.catheter, .leak, 10)
    try plant.inject(.reservoir, .leak, 500_000)
    try plant.inject(.battery, .drain, 3)
    try plant.inject(.motor, .runaway, 2)
    let motor = try #require(PlantFault(unit: .motor, kind: .runaway, value: 2))
    #expect(plant.fault(of: .motor) == motor)
    #expect(plant.fault(of: .battery)?.value == 3)
    #expect(plant.isMotorSuspect)
    #expect(plant.clear(.motor) == motor)
    #expect(!plant.isMotorSuspect)
    #expect(plant.clear(.motor) == nil)
    #expect(plant.fault(of: .catheter)?.kind == .leak)
    for unit in [.catheter, .reservoir, .battery] as [PlantUnit] { plant.clear(unit) }
    for index in PlantUnit.all.indices { #expect(plant.fault(of: PlantUnit.all[index]) == nil) }
  }
}
