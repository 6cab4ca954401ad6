import BenchControl
import PumpWorld
import Quantities
import TestLimits
import Testing

@testable import PumpSimulator

/// The faults there are, as a bench is told of them.
@Suite(.limited)
struct FaultRowsTests {
  @Test func `each fault has a row with what it takes, and what is active stands at the end`()
    throws
  {
    var pump = try Samples.setup().newPump()
    let drift = try Fault(unit: .clock, kind: .drift, value: 40)
    try pump.inject(drift, for: .hours(5), at: .init(therapy: .zero, link: .zero))
    let report = FaultsAnswer(pump.world)
    let lines = report.words.split(separator: "\n").map(String.init)
    #expect(lines[0] == "unit       kind            value")
    #expect(lines.contains("motor      stall"))
    #expect(lines.contains("motor      drift           -500000 ppm to 500000 ppm"))
    #expect(lines.contains("catheter   leak            1 % to 100 %"))
    #expect(lines.contains("reservoir  wrong-contents  drug-free to 1000000 mcg/mL"))
    let pairs = lines[1...report.supported.count].map {
      $0.split(separator: " ").prefix(2).map(String.init)
    }
    #expect(pairs == report.supported.map { [$0.unit, $0.kind] })
    #expect(lines.dropFirst(report.supported.count + 1) == ["active: clock drift 40 ppm until 5 h"])
  }
}
