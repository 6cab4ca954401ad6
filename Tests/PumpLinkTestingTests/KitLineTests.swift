import PumpLinkTesting
import TestLimits
import Testing

/// An order on a line that fails it: it is carried out once or not at all, and the handheld never
/// believes otherwise.
@Suite(.limited, .pump(.adult40ml, seed: 11))
struct KitLineTests {
  @Test(
    arguments: [
      (.acknowledgementLost, true), (.acknowledgementTwice, true), (.orderTwice, true),
      (.acknowledgementLate(by: .seconds(3)), true), (.orderLost, false),
    ] as [(LineMishap, Bool)])
  func `an order has the outcome that it had`(_ mishap: LineMishap, _ isDone: Bool) throws {
    let pump = try Pump.current
    let proposal = try pump.handheld().propose(.bolus(.mcg(20), over: .minutes(10)))
    pump.arrange(mishap)
    let outcome = try proposal.consent(total: proposal.total)
    #expect(outcome.isDone == isDone)
    #expect(!outcome.isUnknown)
    #expect(pump.arrangedMishap == nil)
    pump.advance(by: .hours(1))
    // A day's 100 mcg for an hour, and the bolus once.
    let expected = isDone ? Picograms.ng(24_167) : .ng(4167)
    #expect(pump.truth.received.difference(from: expected) <= .ng(600))
  }

  @Test func `a lost acknowledgement is found out by the status`() throws {
    let pump = try Pump.current
    let proposal = try pump.handheld().propose(.steady(.mcgPerDay(110)))
    pump.arrange(.acknowledgementLost)
    let outcome = try proposal.consent(total: .mcg(110))
    #expect(outcome.evidence?.isAcknowledged == false)
  }

  @Test(arguments: [false, true])
  func `unknown blocks every order until the pump is asked`(_ isSettledByHand: Bool) throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    let proposal = try handheld.propose(.bolus(.mcg(20), over: .minutes(10)))
    pump.arrange(.cutAfterOrder)
    let outcome = try proposal.consent(total: proposal.total)
    #expect(outcome.isUnknown)
    #expect(handheld.isUnsettled)
    #expect(throws: HandheldError.self) { try handheld.interrogate() }
    #expect(try Pump.current.truth.alarms == [])
    pump.plugIn()
    if isSettledByHand {
      #expect(try handheld.settle() == .done)
    } else {
      _ = try handheld.interrogate()
    }
    #expect(!handheld.isUnsettled)
    #expect(try handheld.settle() == nil)
  }

  @Test func `an order that even the log cannot tell of stands against every other`() throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    let proposal = try handheld.propose(.bolus(.mcg(20), over: .minutes(10)))
    pump.arrange(.cutAfterOrder)
    #expect(try proposal.consent(total: proposal.total).isUnknown)
    pump.plugIn()
    // Another order takes its place in the status, and the log goes round until it is gone there.
    let other = pump.handheld()
    pump.advance(by: .hours(1))
    let hours = (0..<13 as Range<UInt16>).map { Wanted.Step.at($0, .mcgPerDay(100)) }
    let often = try other.propose(.schedule(hours))
    #expect(try often.consent(total: often.total).isDone)
    pump.advance(by: .days(600))
    #expect(try handheld.settle() == .unknown)
    guard case .notDone(let error) = try handheld.stop() else {
      Issue.record("an order was given on one that nobody knows of")
      return
    }
    #expect(error.reason == .unsettled)
    #expect(try pump.handheld().stop().isDone)
  }

  @Test func `a bad line costs time and never truth`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let pump = try Pump(.adult40ml, seed: seed)
      var line = LineQuality.losing(.percent(20))
      line.duplicate = .percent(10)
      line.flip = .partsPerMillion(200)
      line.latency = .milliseconds(20)
      pump.setLine(line)
      let handheld = pump.handheld()
      guard let proposal = try? handheld.propose(.steady(.mcgPerDay(120))) else { continue }
      let outcome = try proposal.consent(total: proposal.total)
      pump.setLine(.perfect)
      if outcome.isUnknown { try handheld.settle() }
      let day = try pump.handheld().programme().largestDay
      switch outcome {
      case .done: #expect(day == .mcg(120), "seed \(seed)")
      case .notDone: #expect(day == .mcg(100), "seed \(seed)")
      case .unknown: #expect([.mcg(100), .mcg(120)].contains(day), "seed \(seed)")
      }
    }
  }

  @Test func `an unplugged pump and one under no head are silence, and therapy goes on`() throws {
    let pump = try Pump.current
    let handheld = pump.handheld()
    pump.unplug()
    #expect(throws: HandheldError.self) { try handheld.identify() }
    pump.plugIn()
    pump.moveHead(.away)
    #expect(throws: HandheldError.self) { try handheld.identify() }
    pump.moveHead(.contact)
    #expect(try handheld.interrogate().serial == pump.serial)
    pump.advance(by: .days(1))
    #expect(pump.truth.received.difference(from: .mcg(100)) <= .ng(600))
  }

  @Test func `a power cut in the middle of a commit is one of the two therapies`() throws {
    for moment in [.beforeRecord, .tornRecord, .afterRecord] as [Pump.WriteMoment] {
      let pump = try Pump(seed: 3)
      let handheld = pump.handheld()
      let proposal = try handheld.propose(.steady(.mcgPerDay(110)))
      pump.failPower(at: moment)
      let outcome = try proposal.consent(total: .mcg(110))
      let day = try pump.handheld().programme().largestDay
      #expect(outcome.isDone == (day == .mcg(110)))
      #expect(outcome.isDone || day == .mcg(100))
    }
  }
}
