import PumpLinkTesting
import TestLimits
import Testing

/// Whose pump a test has. What a failure says of it is looked at by `.ci/kit`.
@Suite(.limited, .pump(.adult40ml, seed: 23))
struct KitTraitTests {
  @Test(arguments: 1...3)
  func `every case of a test has a pump of its own`(_ days: UInt64) throws {
    let pump = try Pump.current
    #expect(pump.time == .zero)
    pump.advance(by: .days(days))
  }

  @Test(.pump(.child20ml, seed: 2))
  func `a test's own pump goes before its suite's`() throws {
    #expect(try Pump.current.replay == ".pump(.child20ml, seed: 2)")
  }
}
