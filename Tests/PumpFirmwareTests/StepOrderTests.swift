import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// Orders that give much at once, or let the path give it, are only taken with the total confirmed.
@Suite(.limited)
struct StepOrderTests {
  private func bench(_ implant: DurableState = .implant(strength: 500)) throws -> Bench {
    var bench = try Bench(.sample(), implant)
    bench.open()
    return bench
  }

  private func figures(
    _ subject: ReadForecast, _ bench: inout Bench
  ) throws -> Forecast.StepFigures {
    guard case .forecast(let forecast) = bench.ask(.readForecast(subject)) else {
      throw Unexpected()
    }
    return forecast.step
  }

  private struct Unexpected: Error {}

  /// That an order is refused without the total, with the forecast's number and no other taken.
  private func expectStep(
    _ order: Order.Body, _ subject: ReadForecast, _ rule: StepRule, total: UInt32, limit: UInt64,
    in bench: inout Bench
  ) throws {
    let told = try figures(subject, &bench)
    #expect(told.beyond == rule && told.mostNanograms == total)
    let before = bench.firmware.state
    let type = order.type
    #expect(
      bench.ask(order).refusal
        == Refusal(type, .totalUnconfirmed, asked: UInt64(total), limit: limit))
    #expect(
      bench.ask(order.confirming(total + 1)).refusal
        == Refusal(type, .totalMismatch, asked: UInt64(total) + 1, limit: UInt64(total)))
    #expect(bench.firmware.state == before)
    #expect(bench.ask(order.confirming(total)).isDone)
  }

  private func expectNone(
    _ order: Order.Body, _ subject: ReadForecast, in bench: inout Bench
  ) throws {
    #expect(try figures(subject, &bench).beyond == .none)
    #expect(bench.ask(order).isDone)
  }

  // MARK: Boluses

  @Test func `a bolus above half the smallest day is a step`() throws {
    var bench = try bench()
    try expectStep(
      bench.bolusOrder(50_001, over: .hours(1)), .bolus(nanograms: 50_001, milliseconds: 3_600_000),
      .bolusAboveHalf, total: 150_001, limit: 50_000, in: &bench)
    bench = try self.bench()
    try expectNone(
      bench.bolusOrder(50_000, over: .hours(1)), .bolus(nanograms: 50_000, milliseconds: 3_600_000),
      in: &bench)
  }

  @Test func `a periodic bolus above half its day is a step, once`() throws {
    var bench = try bench()
    let daily = Therapy.periodicBolus(.every(1440, nanograms: 97_000, over: .hours(1)))
    let read = bench.stage(daily)
    let token = try #require(read)
    let told = try figures(.staged, &bench)
    #expect(told.beyond == .bolusAboveHalf && told.mostNanograms == 100_000)
    let commit = Order.Body.commit(Commit(token: token))
    #expect(
      bench.ask(commit).refusal
        == Refusal(.commit, .totalUnconfirmed, asked: 100_000, limit: 50_000))
    #expect(bench.ask(commit.confirming(100_000)).isDone)
    // What is in force already is not asked for again.
    let readAgain = bench.stage(daily)
    let again = try #require(readAgain)
    #expect(bench.ask(.commit(Commit(token: again))).isDone)
  }

  @Test func `a patient's bolus above half the day is a step, also when the day gets smaller`()
    throws
  {
    var bench = try bench()
    #expect(bench.setPatientBolus(.every(600, nanograms: 50_000, perDay: 1)).isDone)
    #expect(bench.entries(.override).isEmpty)
    bench.open()
    let read = bench.stage(.daily(90_000))
    let token = try #require(read)
    #expect(
      bench.ask(.commit(Commit(token: token))).refusal
        == Refusal(.commit, .totalUnconfirmed, asked: 140_000, limit: 45_000))
  }

  @Test func `what was given within 24 hours counts in the total, to the millisecond`() throws {
    var bench = try bench()
    #expect(bench.bolus(60_000, over: .hours(2)).isDone)
    bench.wait(.hours(1), link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 160_000, "while it runs")
    bench.wait(.hours(1), link: .zero)
    let subject = ReadForecast.bolus(nanograms: 10_000, milliseconds: 600_000)
    bench.wait(.hours(24).minus(.ms(1)) ?? .zero, link: .zero)
    #expect(try figures(subject, &bench).mostNanograms == 170_000)
    bench.wait(.ms(1), link: .zero)
    #expect(try figures(subject, &bench).mostNanograms == 110_000)
    // Of one that is given up what was given counts.
    #expect(bench.bolus(60_000, over: .hours(2)).isDone)
    bench.wait(.minutes(30), link: .zero)
    #expect(bench.cancelBolus().isDone)
    try bench.restart()
    bench.open()
    #expect(try figures(subject, &bench).mostNanograms == 125_000)
  }

  @Test func `more boluses than are kept apart count too long and never too short`() throws {
    var bench = try bench(.implant(.daily(400_000), strength: 2000))
    for _ in 0..<5 {
      #expect(bench.bolus(20_000, over: .minutes(10)).isDone)
      bench.wait(.hours(2), link: .zero)
    }
    #expect(try figures(.running, &bench).mostNanograms == 500_000)
    // The first three count with the third, which ended at 4 h 10 min.
    bench.wait(.hours(18), link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 500_000)
    bench.wait(.minutes(10), link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 440_000)
    bench.wait(.hours(4), link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 400_000)
  }

  // MARK: Prime

  private func primeOrder(_ path: PrimedPath, _ bench: Bench) -> Order.Body {
    .startPrime(StartPrime(path, volumesVersion: 2))
  }

  @Test func `a prime of an empty path pushes no drug out, of a primed one all of it`() throws {
    var implant = DurableState.implant()
    implant.isPrimed = false
    var bench = try bench(implant)
    #expect(try figures(.prime(.wholePath), &bench).tipNanograms == 0)
    try expectNone(primeOrder(.wholePath, bench), .prime(.wholePath), in: &bench)
    bench.wait(.hours(1), link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 100_000, "it has filled the path")
    #expect(try figures(.prime(.catheter), &bench).tipNanograms == 264_000)
    try expectStep(
      primeOrder(.wholePath, bench), .prime(.wholePath), .primeReachesTip, total: 644_000,
      limit: 50_000, in: &bench)
  }

  @Test func `what a prime pushes out counts for 24 hours, also of one cut short`() throws {
    for isCutShort in [false, true] {
      var bench = try bench()
      #expect(bench.prime(.catheter).isDone)
      bench.wait(.minutes(2), link: .zero)
      if isCutShort { #expect(bench.cancelBolus().isDone) }
      while bench.firmware.state.integral.infusion != nil { bench.wait(.seconds(1), link: .zero) }
      #expect(try figures(.running, &bench).mostNanograms == 166_000, "66 mcg in 0.132 mL")
      bench.wait(.hours(24).minus(.seconds(1)) ?? .zero, link: .zero)
      bench.open()
      #expect(try figures(.running, &bench).mostNanograms == 166_000)
      bench.wait(.seconds(1), link: .zero)
      #expect(try figures(.running, &bench).mostNanograms == 100_000)
    }
  }

  @Test func `a path that is filling gives what is beyond its end`() throws {
    var implant = DurableState.implant(.daily(200_000))
    implant.isPrimed = false
    var bench = try bench(implant)
    // A day of 100 uL into 272 uL: a prime of 132 uL just stays inside, one of all does not.
    bench.wait(.hours(24), link: .zero)
    #expect(try figures(.prime(.catheter), &bench).tipNanograms == 0)
    #expect(try figures(.prime(.wholePath), &bench).tipNanograms == 200_000)
  }

  @Test func `after a change of strength a prime pushes the old liquid out first`() throws {
    var bench = try bench(.implant(.daily(200_000), strength: 2000))
    #expect(bench.make(bench.refill(strength: 500, .skip)).isDone)
    bench.open()
    #expect(try figures(.prime(.wholePath), &bench).tipNanograms == 544_000)
    // 400 uL/day of the new liquid: after 6 h 172 uL are old.
    bench.wait(.hours(6), link: .zero)
    #expect(
      try figures(.prime(.wholePath), &bench).tipNanograms == 172 * 2000 + 100 * 500)
    #expect(try figures(.prime(.catheter), &bench).tipNanograms == 132 * 2000)
    bench.wait(.hours(12), link: .zero)
    #expect(try figures(.prime(.wholePath), &bench).tipNanograms == 136_000)
  }

  @Test func `of a path that is said to be flushed the stronger liquid counts`() throws {
    for (old, new) in [(500, 2000), (2000, 500)] as [(UInt32, UInt32)] {
      var bench = try bench(.implant(.daily(200_000), strength: old))
      #expect(bench.make(bench.refill(strength: new, .flushed)).isDone)
      bench.open()
      #expect(try figures(.prime(.wholePath), &bench).tipNanograms == 544_000)
    }
  }

  @Test func `of three strengths in the path the strongest that may be left counts`() throws {
    var bench = try bench(.implant(.daily(200_000), strength: 2000))
    for strength in [500, 1000] as [UInt32] {
      #expect(bench.make(bench.refill(strength: strength, .skip)).isDone)
      bench.open()
    }
    #expect(try figures(.prime(.wholePath), &bench).tipNanograms == 544_000)
  }

  // MARK: Bridge

  @Test func `a change of strength with the bridge skipped is a step, and with one it is none`()
    throws
  {
    var bench = try bench()
    bench.ask(.refill(bench.refill(strength: 2000, .skip)))
    #expect(try figures(.staged, &bench).beyond == .bridgeSkipped)
    guard case .staged(let report) = bench.ask(.readBack) else { throw Unexpected() }
    let commit = Order.Body.commit(Commit(token: report.token))
    #expect(
      bench.ask(commit).refusal
        == Refusal(.commit, .totalUnconfirmed, asked: 100_000, limit: 0))
    #expect(bench.ask(commit.confirming(100_000)).isDone)
    for decision in [BridgeDecision.bridge, .flushed] {
      var bench = try self.bench()
      bench.ask(.refill(bench.refill(strength: 2000, decision)))
      guard case .staged(let report) = bench.ask(.readBack) else { throw Unexpected() }
      #expect(bench.ask(.commit(Commit(token: report.token))).isDone)
    }
  }

  @Test func `a bridge cancelled while old liquid lies in the path is a step`() throws {
    var bench = try bench()
    #expect(bench.make(bench.refill(strength: 2000, .bridge)).isDone)
    bench.wait(.hours(6), link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 100_000, "the old dose")
    let order = Order.Body.cancelBridge(ConfirmedOrder())
    try expectStep(order, .cancelBridge, .bridgeSkipped, total: 100_000, limit: 0, in: &bench)
    // Without another strength in the path nothing is skipped.
    bench = try self.bench()
    #expect(bench.startBridge(.nlPerDay(200_000)).isDone)
    try expectNone(
      .cancelBridge(ConfirmedOrder()), .cancelBridge, in: &bench)
  }

  @Test(
    arguments: [
      (400_000, StepRule.none, 0), (400_001, .aboveDouble, 200_000), (100_000, .none, 0),
      (99_999, .belowHalf, 50_000),
    ] as [(UInt32, StepRule, UInt64)])
  func `a bridge that gives more than double or less than half a day is a step`(
    flow: UInt32, rule: StepRule, limit: UInt64
  ) throws {
    var bench = try bench()
    let order = bench.bridgeOrder(.nlPerDay(UInt64(flow)))
    let subject = ReadForecast.bridge(flowNanolitresPerDay: flow)
    guard rule != .none else { return try expectNone(order, subject, in: &bench) }
    let total = UInt32(max(UInt64(flow) * 500, 100_000_000) + 999) / 1000
    try expectStep(order, subject, rule, total: total, limit: limit, in: &bench)
  }

  @Test func `a bridge is held against the liquid that it moves`() throws {
    var bench = try bench(.implant(.daily(100_000), strength: 2000))
    #expect(bench.make(bench.refill(strength: 500, .skip)).isDone)
    bench.open()
    // 200 uL/day were 100 mcg of the new liquid; of the old one they are 400.
    let order = bench.bridgeOrder(.nlPerDay(200_000))
    try expectStep(
      order, .bridge(flowNanolitresPerDay: 200_000), .aboveDouble, total: 400_000, limit: 200_000,
      in: &bench)
  }

  // MARK: Resume

  private func resumeOrder(_ bench: Bench) -> Order.Body {
    .resume(ConfirmedOrder())
  }

  @Test func `a stop within 24 hours is ended by a yes, a longer one needs the total`() throws {
    var bench = try bench()
    bench.stop()
    bench.wait(.hours(24).minus(.ms(1)) ?? .zero, link: .zero)
    #expect(try figures(.running, &bench).mostNanograms == 0)
    try expectNone(resumeOrder(bench), .resume, in: &bench)
    bench.stop()
    bench.wait(.hours(24), link: .zero)
    let told = try figures(.resume, &bench)
    #expect(told.formerLeastNanograms == 0 && told.formerMostNanograms == 0)
    try expectStep(
      resumeOrder(bench), .resume, .aboveDouble, total: 100_000, limit: 0, in: &bench)
  }

  @Test func `a programme changed under a stop is held against what ran before it`() throws {
    var bench = try bench()
    bench.stop()
    let read = bench.stage(.daily(250_000))
    let token = try #require(read)
    let commit = Order.Body.commit(Commit(token: token))
    #expect(
      bench.ask(commit).refusal
        == Refusal(.commit, .totalUnconfirmed, asked: 250_000, limit: 200_000))
    #expect(bench.ask(commit.confirming(250_000)).isDone)
    try expectStep(
      resumeOrder(bench), .resume, .aboveDouble, total: 250_000, limit: 200_000, in: &bench)
  }

  @Test func `resume after the emergency is a step from minimum rate`() throws {
    var bench = try bench()
    #expect(bench.callEmergency().isDone)
    bench.wait(.hours(1), link: .zero)
    bench.open()
    let told = try figures(.running, &bench)
    #expect(told.mostNanograms == 3000)
    #expect(told.formerLeastNanograms == 3000 && told.formerMostNanograms == 100_000)
    #expect(bench.interrogation()?.emergencySeconds == 0)
    try expectStep(
      resumeOrder(bench), .resume, .aboveDouble, total: 100_000, limit: 6000, in: &bench)
    #expect(bench.interrogation()?.emergencySeconds == nil)
  }

  @Test func `a programme changed in the emergency is no step, and its resume is one`() throws {
    var bench = try bench()
    #expect(bench.callEmergency().isDone)
    bench.wait(.hours(25), link: .zero)
    bench.open()
    let read = bench.stage(.daily(300_000))
    let token = try #require(read)
    let commit = Order.Body.commit(Commit(token: token))
    try expectNone(commit, .staged, in: &bench)
    try expectStep(
      resumeOrder(bench), .resume, .aboveDouble, total: 300_000, limit: 6000, in: &bench)
  }

  @Test func `the moment of the emergency is kept across a power cut`() throws {
    var bench = try bench()
    bench.wait(.hours(5))
    #expect(bench.callEmergency().isDone)
    try bench.restart(after: .hours(50))
    bench.open()
    #expect(bench.interrogation()?.emergencySeconds == 18_000)
  }
}
