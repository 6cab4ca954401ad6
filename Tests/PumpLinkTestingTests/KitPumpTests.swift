import PumpLinkTesting
import TestLimits
import Testing

/// The pump of the kit: its time, its faults, its truth.
@Suite(.limited)
struct KitPumpTests {
  @Test func `the same seed is the same life, and another one another pump`() throws {
    func life(_ seed: UInt64) throws -> (String, PumpTruth) {
      let pump = try Pump(.child20ml, seed: seed)
      pump.setLine(.losing(.percent(30)))
      let handheld = pump.handheld()
      for _ in 0..<10 { _ = try? handheld.interrogate() }
      pump.advance(by: .days(3))
      return (pump.serial, pump.truth)
    }
    #expect(try life(5) == life(5))
    #expect(try life(5).0 != life(6).0)
    #expect(try life(5).1 != life(6).1)
  }

  @Test func `time goes on until an alarm, a condition or a moment of the clock`() throws {
    let pump = try Pump(.adult40ml.with { $0.fill = .millilitres(3) })
    let took = try pump.advance(untilAlarm: .lowReservoir, within: .days(60))
    #expect(took.difference(from: .days(20)) <= .hours(1))
    #expect(pump.alarms == [.lowReservoir])
    try pump.advance(within: .days(1)) { truth in
      truth.reservoir < .microlitres(1990) && pump.time == truth.time
    }
    let never = #expect(throws: NeverCame.self) {
      try pump.advance(untilAlarm: .motorStall, within: .hours(2))
    }
    #expect(never?.description.contains("“motor stall” did not come within 2 h") == true)
    let morning = WallClock.on(2026, 4, 1, at: 8)
    try pump.advance(until: morning)
    #expect(pump.clock == morning)
  }

  @Test func `a stall is found, mended, and told by the witnesses`() throws {
    let pump = try Pump(seed: 9)
    pump.advance(by: .days(1))
    try pump.inject(.motorStall, for: .hours(30))
    try pump.advance(untilAlarm: .motorStall, within: .days(1))
    pump.advance(by: .days(2))
    #expect(pump.alarms.isEmpty)
    #expect(pump.witnesses.agree)
    #expect(pump.witnesses.undelivered > .zero)
    #expect(throws: BenchProblem.self) { try pump.inject(.occlusion(passing: 100)) }
    try pump.inject(.motorDrift(ppm: 100_000))
    #expect(pump.mend(.motor))
    #expect(!pump.mend(.motor))
  }

  @Test func `a runaway motor is told by the witnesses`() throws {
    let pump = try Pump()
    try pump.inject(.runaway(strokes: 1))
    pump.advance(by: .hours(6))
    #expect(!pump.witnesses.agree)
    #expect(!pump.alarms.isEmpty)
  }

  @Test func `a fork goes its own way from the same life`() throws {
    let pump = try Pump(seed: 4)
    pump.advance(by: .hours(7))
    let other = pump.fork()
    #expect(other.truth == pump.truth)
    let raised = try other.handheld().propose(.steady(.mcgPerDay(150)))
    #expect(try raised.consent(total: raised.total).isDone)
    for pump in [pump, other] { pump.advance(by: .days(1)) }
    #expect(other.truth.received.difference(from: pump.truth.received) > .mcg(49))
    #expect(try pump.handheld().programme().largestDay == .mcg(100))
  }

  @Test func `a pump without power gives nothing`() throws {
    let pump = try Pump()
    pump.cutPower()
    let before = pump.truth.received
    pump.advance(by: .days(1))
    #expect(pump.truth.received == before)
    #expect(!pump.truth.isOn)
    pump.restorePower()
    #expect(pump.truth.isOn)
  }

  @Test func `the motor of a real pump moves more than it counts`() throws {
    let pump = try Pump(.child20ml)
    pump.advance(by: .days(10))
    #expect(pump.truth.received.difference(from: .mcg(918)) <= .mcg(1))
    #expect(pump.witnesses.agree)
  }

  @Test func `a profile that no pump has is told`() throws {
    #expect(throws: BenchProblem.self) {
      try Pump(.adult40ml.with { $0.fill = .millilitres(41) })
    }
    #expect(throws: BenchProblem.self) {
      try Pump(.adult40ml.with { $0.dose = .mcgPerDay(150_000) })
    }
  }

  @Test func `without the trait there is no pump`() {
    #expect(throws: BenchProblem.self) { try Pump.current }
  }

  @Test func `a difference is told in units and in percent`() {
    #expect(
      Picograms.ng(108_250).difference(from: .mcg(110)).testDescription
        == "108.25 mcg, 1.75 mcg less than 110 mcg (-1.6 %)")
    #expect(
      Nanolitres.millilitres(18).difference(from: .zero).testDescription
        == "18.000 mL, 18.000 mL more than 0.000 mL")
    #expect(DoseRate.mcgPerDay(110).difference(from: .mcgPerDay(110)) <= .ngPerDay(0))
    #expect(Milliseconds.hours(3).testDescription == "3 h")
    #expect(WallClock.on(2026, 3, 2, at: 8).testDescription == "2026-03-02 08:00:00")
  }
}
