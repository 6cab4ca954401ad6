import PumpPlant
import Quantities
import TestLimits
import Testing

@testable import PumpWorld

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
    #expect(Self.matrix.map(\.unit) == FaultUnit.allCases)
    #expect(FaultUnit.allCases.map(\.rawValue) == Array(0..<7))
    #expect(FaultKind.allCases.map(\.rawValue) == Array(0..<14))
  }

  @Test func `each pair is a fault or refused by name`() throws {
    for (unit, kinds) in Self.matrix {
      for kind in FaultKind.allCases {
        #expect(Fault.isSupported(unit: unit, kind: kind) == kinds.contains(kind))
        guard !kinds.contains(kind) else { continue }
        #expect(throws: FaultError.unsupported(unit, kind)) {
          try Fault(unit: unit, kind: kind, value: 5)
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
            _ = try Fault(unit: unit, kind: kind, value: value)
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

  @Test func `the physics have their pairs, and all others are done to the firmware`() throws {
    for (unit, kinds) in Self.matrix {
      for kind in kinds {
        let parameter = try #require(FaultParameter.of(unit, kind))
        let value: Int64? =
          parameter.measure == .none || parameter.isOptional ? nil : parameter.highest
        let fault = try Fault(unit: unit, kind: kind, value: value)
        switch fault.effect {
        case .plant(let physical):
          #expect(Fault(physical) == fault)
          #expect(unit.inPlant == physical.unit && kind.inPlant == physical.kind)
        case .restart: #expect(kind == .reset)
        case .drift(let ppm): #expect(unit == .clock && ppm == Oscillator.largestDrift)
        case .memoryFails: #expect(unit == .memory && kind == .failure)
        case .damage(let entry): #expect(unit == .memory && entry == .max)
        case .processorFails: #expect(unit == .processor && kind == .failure)
        }
      }
    }
  }

  @Test func `the physics have no fault that the matrix has not`() {
    for unit in PlantUnit.all.indices.map({ PlantUnit.all[$0] }) {
      for kind in PlantFaultKind.all.indices.map({ PlantFaultKind.all[$0] }) {
        let isThere = PlantFault.value(of: unit, kind) != nil
        #expect(Fault.isSupported(unit: FaultUnit(unit), kind: FaultKind(kind)) == isThere)
        #expect(FaultUnit(unit).rawValue == unit.rawValue)
        #expect(FaultKind(kind).rawValue == kind.rawValue)
      }
    }
  }
}
