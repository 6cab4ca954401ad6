import PumpPlant
import Quantities
import TestLimits
import Testing

@Suite(.limited)
struct FaultMatrixTests {
  /// The matrix as a table of words: the reference, and what a person would expect.
  private static let matrix: [(unit: FaultUnit, kinds: [FaultKind])] = [
    (.motor, [.stall, .drift, .overInfusion, .runaway, .intermittent]),
    (.catheter, [.occlusion, .leak, .disconnection]),
    (.reservoir, [.leak, .wrongContents]),
    (.battery, [.drain, .reset, .dead]),
    (.clock, [.drift, .reset]),
    (.memory, [.failure, .damage]),
    (.processor, [.reset, .failure]),
  ]

  private func refusal(_ body: () throws(FaultError) -> Void) -> FaultError? {
    do {
      try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `the units and kinds are all listed, once`() {
    for index in FaultUnit.all.indices { #expect(FaultUnit.all[index].rawValue == UInt8(index)) }
    for index in FaultKind.all.indices { #expect(FaultKind.all[index].rawValue == UInt8(index)) }
    #expect(FaultUnit(rawValue: UInt8(FaultUnit.all.count)) == nil)
    #expect(FaultKind(rawValue: UInt8(FaultKind.all.count)) == nil)
  }

  @Test func `each pair is a fault or refused by name`() throws {
    for (unit, kinds) in Self.matrix {
      for index in FaultKind.all.indices {
        let kind = FaultKind.all[index]
        #expect(PlantFault.isSupported(unit: unit, kind: kind) == kinds.contains(kind))
        guard !kinds.contains(kind) else { continue }
        #expect(throws: FaultError.unsupported(unit, kind)) {
          try PlantFault(unit: unit, kind: kind, value: 5)
        }
      }
    }
  }

  @Test func `a value has a range, or there is none`() throws {
    for (unit, kinds) in Self.matrix {
      for kind in kinds {
        let parameter = try #require(FaultParameter.of(unit, kind))
        func made(_ value: Int64?) -> FaultError? {
          refusal { () throws(FaultError) in
            _ = try PlantFault(unit: unit, kind: kind, value: value)
          }
        }
        if parameter.measure == .none {
          #expect(made(nil) == nil)
          #expect(made(0) == .valueUnexpected(unit, kind))
        } else {
          #expect(made(nil) == (parameter.isOptional ? nil : .valueMissing(parameter)))
          #expect(made(parameter.lowest) == nil)
          #expect(made(parameter.highest) == nil)
          #expect(made(parameter.lowest - 1) == .valueOutOfRange(parameter))
          if parameter.highest < .max {
            #expect(made(parameter.highest + 1) == .valueOutOfRange(parameter))
          }
        }
      }
    }
  }

  @Test func `a plant takes the faults of its own units only`() throws {
    var plant = try Plant.sample(.sample())
    let before = plant.snapshot
    for unit in [.clock, .memory, .processor] as [FaultUnit] {
      let kind: FaultKind = unit == .clock ? .reset : .failure
      let fault = try PlantFault(unit: unit, kind: kind)
      #expect(refusal { () throws(FaultError) in try plant.inject(fault) } == .notInPlant(unit))
      #expect(plant.clear(unit) == nil)
    }
    try plant.inject(.battery, .reset)
    #expect(plant.snapshot == before, "a reset is over as soon as it has happened")
    #expect(try PlantFault(unit: .battery, kind: .reset).isEvent)
  }

  @Test func `one fault for each unit, replaced by the next and cleared by unit`() throws {
    var plant = try Plant.sample(.sample())
    try plant.inject(.motor, .drift, 1000)
    try plant.inject(.catheter, .leak, 10)
    try plant.inject(.reservoir, .leak, 500_000)
    try plant.inject(.battery, .drain, 3)
    try plant.inject(.motor, .runaway, 2)
    let motor = try PlantFault(unit: .motor, kind: .runaway, value: 2)
    #expect(plant.fault(of: .motor) == motor)
    #expect(plant.fault(of: .battery)?.value == 3)
    #expect(plant.isMotorSuspect)
    #expect(plant.clear(.motor) == motor)
    #expect(!plant.isMotorSuspect)
    #expect(plant.clear(.motor) == nil)
    #expect(plant.fault(of: .catheter)?.kind == .leak)
    for unit in [.catheter, .reservoir, .battery] as [FaultUnit] { plant.clear(unit) }
    for index in FaultUnit.all.indices { #expect(plant.fault(of: FaultUnit.all[index]) == nil) }
  }
}
