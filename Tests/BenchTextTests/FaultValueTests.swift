import PumpPlant
import PumpText
import PumpWorld
import Quantities
import TestLimits
import Testing

@testable import BenchText

/// Faults as they are typed and shown.
@Suite(.limited)
struct FaultValueTests {
  @Test(
    arguments: [
      ("200 ppm", .partsPerMillion, 200), ("-20000 ppm", .partsPerMillion, -20_000),
      ("-2 %", .partsPerMillion, -20_000), ("30 %", .percent, 30), ("30%", .percent, 30),
      ("0 %", .percent, 0), ("500 mcg/mL", .microgramsPerMillilitre, 500),
      ("2 mg/mL", .microgramsPerMillilitre, 2000), ("drug-free", .microgramsPerMillilitre, 0),
      ("0.5 mL/day", .nanolitresPerDay, 500_000), ("10 times", .times, 10), ("3 x", .times, 3),
      ("1 stroke", .strokes, 1), ("12 strokes", .strokes, 12), ("12", .entry, 12),
      ("entry 12", .entry, 12),
    ] as [(String, FaultMeasure, Int64)])
  func `a value is typed with its unit`(text: String, measure: FaultMeasure, value: Int64) throws {
    #expect(try FaultValue.parse(text, measure) == value)
    #expect(try FaultValue.parse(FaultValue.words(value, measure), measure) == value)
  }

  @Test(
    arguments: [
      ("200", .partsPerMillion), ("ppm", .partsPerMillion), ("--2 ppm", .partsPerMillion),
      ("30.5 %", .percent), ("30", .percent), ("500", .microgramsPerMillilitre),
      ("0 mcg/mL", .microgramsPerMillilitre), ("1 mL", .nanolitresPerDay), ("10", .times),
      ("-10 times", .times), ("ten times", .times), ("3", .strokes), ("12 strokes more", .strokes),
      ("last", .entry), ("12 h", .moment), ("anything", .none),
    ] as [(String, FaultMeasure)])
  func `what is no value is refused`(text: String, measure: FaultMeasure) {
    #expect(throws: QuantityError.self) { _ = try FaultValue.parse(text, measure) }
  }

  @Test func `a value that is typed beyond the range of its fault is refused with that range`()
    throws
  {
    var told: [String] = []
    for unit in FaultUnit.allCases {
      for kind in unit.kinds {
        let parameter = try #require(FaultParameter.of(unit, kind))
        guard parameter.measure != .none, parameter.measure != .moment else { continue }
        for value in [parameter.lowest - 1, parameter.highest + 1] {
          let words = FaultValue.words(value, parameter.measure)
          // Some are no value of the measure at all, such as less than nothing.
          guard let parsed = try? FaultValue.parse(words, parameter.measure) else { continue }
          #expect(parsed == value)
          let error = #expect(throws: FaultError.self) {
            _ = try Fault(unit: unit, kind: kind, value: parsed)
          }
          told.append(error?.words(unit, kind) ?? "nothing about \(words)")
        }
      }
    }
    #expect(told.contains("catheter occlusion takes 0 % to 99 %"))
    #expect(told.contains("battery drain takes 2 times to 1000 times"))
    #expect(told.count { $0.contains(" takes ") } == told.count && told.count > 15, "\(told)")
  }

  @Test func `every unit and kind has a name of its own, by which it is found`() {
    for unit in FaultUnit.allCases { #expect(FaultUnit(name: unit.name) == unit) }
    for kind in FaultKind.allCases { #expect(FaultKind(name: kind.name) == kind) }
    #expect(FaultKind.wrongContents.name == "wrong-contents")
    #expect(Set(FaultUnit.allCases.map(\.name)).count == 7)
    #expect(Set(FaultKind.allCases.map(\.name)).count == 14)
    #expect(FaultUnit(name: "heart") == nil && FaultKind(name: "") == nil)
  }
}
