import PumpFirmware
import PumpPlant
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Catheter and reservoir: the pump cannot see what happens to the liquid. It makes 200 strokes of
/// 250 nL of 2000 mcg/mL a day.
@Suite(.limited)
struct LiquidFaultTests {
  private func dayWith(
    _ unit: FaultUnit, _ kind: FaultKind, _ value: Int64? = nil
  ) throws -> Visit {
    var visit = try Visit(.sample())
    try visit.inject(unit, kind, value)
    visit.wait(.days(1))
    #expect(visit.strokes == 200 && visit.pump.firmware.state.strokes == 200)
    #expect(visit.alarms.isEmpty && visit.pump.truth.isBalanced)
    return visit
  }

  @Test(arguments: [(0, 0), (30, 15_000), (99, 49_500)] as [(Int64, UInt64)])
  func `an occlusion lets only a part through`(percent: Int64, passed: UInt64) throws {
    let truth = try dayWith(.catheter, .occlusion, percent).pump.truth
    #expect(truth.pumped.volume == .nl(passed) && truth.patient.volume == .nl(passed))
  }

  @Test func `a leak loses its part before the tip`() throws {
    let truth = try dayWith(.catheter, .leak, 40).pump.truth
    #expect(truth.patient.volume == .nl(30_000) && truth.leaked.volume == .nl(20_000))
    #expect(truth.patient.drug == Picograms(rawValue: 60_000_000))
  }

  @Test func `a disconnected catheter gives nothing to the patient`() throws {
    let truth = try dayWith(.catheter, .disconnection).pump.truth
    #expect(truth.patient.volume == .zero && truth.leaked.volume == .nl(50_000))
  }

  @Test func `wrong contents come out of the tip after the path's volume`() throws {
    var visit = try dayWith(.reservoir, .wrongContents, 500)
    #expect(visit.pump.truth.pumped.drug == Picograms(rawValue: 25_000_000))
    #expect(visit.pump.truth.patient.drug == Picograms(rawValue: 100_000_000))
    visit.wait(.days(9))
    // Of ten days' 500 000 nL the first 272 000 are the path's, of 2000 mcg/mL.
    #expect(visit.pump.truth.patient.drug == Picograms(rawValue: 544_000_000 + 114_000_000))
  }

  @Test func `a leaking reservoir empties into the pocket, and not by the counter`() throws {
    let visit = try dayWith(.reservoir, .leak, 1_000_000)
    #expect(visit.pump.truth.pocket.volume == .ml(1))
    #expect(visit.pump.truth.reservoir.volume == .nl(18_950_000))
    #expect(visit.pump.firmware.reservoir == .nl(19_950_000))
  }

  @Test func `a fault with an end is over then, in one jump or many`() throws {
    var once = try Visit(.sample())
    try once.inject(.catheter, .disconnection, for: .hours(36))
    var often = once
    once.wait(.days(3))
    for _ in 0..<100 { often.wait(.ms(2_592_000)) }
    #expect(once.pump.truth == often.pump.truth)
    #expect(once.pump.truth.leaked.volume == .nl(75_000))
    #expect(once.pump.truth.patient.volume == .nl(75_000))
    #expect(once.pump.world.fault(of: .catheter) == nil)
    #expect(once.pump.world.end(of: .catheter) == nil)
  }
}
