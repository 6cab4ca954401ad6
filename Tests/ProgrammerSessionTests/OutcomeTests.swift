import ProgrammerSession
import PumpFirmware
import PumpWorld
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// Invariant 4: what the programmer says of an order is true of the pump.
@Suite(.limited)
struct OutcomeTests {
  @Test func `an order that is heard and answered is done`() throws {
    var pair = try Pair.open()
    #expect(pair.bolus().isDone)
    #expect(pair.timesApplied == 1 && pair.isBolusRunning)
    #expect(pair.change(to: 150_000).isDone)
    #expect(pair.pump.firmware.state.therapy.dose == .ngPerDay(150_000))
  }

  @Test func `an order that was lost on the way is not done, once it has expired`() throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, .isLost)
    #expect(pair.bolus() == .notDone)
    #expect(pair.timesApplied == 0 && !pair.isBolusRunning)
    #expect(pair.time > 2000, "not before the order expired")
    #expect(pair.time < 3000)
    #expect(pair.bolus().isDone)
  }

  @Test func `an order whose answer was lost is done, unheard`() throws {
    var pair = try Pair.open()
    pair.line.give(.toClient, .isLost)
    #expect(pair.bolus() == .doneUnheard)
    #expect(pair.timesApplied == 1 && pair.isBolusRunning)
    #expect(pair.time < 1000, "one status settles it")
  }

  @Test(arguments: [Fate.isGarbled, .isLate(by: 700), .isLate(by: 5000)])
  func `an answer that is garbled or late changes nothing about that`(fate: Fate) throws {
    var pair = try Pair.open()
    pair.line.give(.toClient, fate)
    #expect(pair.bolus() == .doneUnheard)
    pair.rest(10_000)
    #expect(pair.timesApplied == 1)
    #expect(pair.stop().isDone)
  }

  @Test func `an order that was refused is not done`() throws {
    var pair = try Pair.open()
    #expect(pair.bolus(5_000_000).refusal == .bolusAboveMaximum)
    #expect(pair.timesApplied == 0)
  }

  @Test(arguments: [100, 800, 3000] as [UInt64])
  func `an order that comes twice is carried out once`(gap: UInt64) throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, .comesTwice(after: gap))
    #expect(pair.bolus().isDone)
    pair.rest(10_000)
    #expect(pair.timesApplied == 1)
  }

  @Test func `an order that is late but in time is done`() throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, .isLate(by: 440))
    #expect(pair.bolus().isDone)
    #expect(pair.timesApplied == 1)
  }

  @Test(arguments: [600, 1500, 1900] as [UInt64])
  func `an order that a status overtakes on the way is not carried out any more`(
    delay: UInt64
  ) throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, .isLate(by: delay))
    #expect(pair.bolus() == .notDone)
    pair.rest(10_000)
    #expect(pair.timesApplied == 0)
  }

  @Test(arguments: [2100, 30_000] as [UInt64])
  func `an order that comes after its expiry is refused, and was said to be not done`(
    delay: UInt64
  ) throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, .isLate(by: delay))
    #expect(pair.bolus() == .notDone)
    pair.rest(60_000)
    #expect(pair.timesApplied == 0)
  }

  @Test(arguments: [true, false])
  func `when every status is lost until just after the expiry, the next one settles the order`(
    isHeard: Bool
  ) throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, isHeard ? .passes : .isLost, .isLost, .isLost, .isLost)
    if isHeard { pair.line.give(.toClient, .isLost) }
    let begun = pair.time
    #expect(pair.bolus() == (isHeard ? .doneUnheard : .notDone))
    #expect(pair.time - begun == 2040, "the status that is sent as the order expires")
    #expect(pair.client.unsettled == nil)
  }

  @Test func `a pump that is busy until after the expiry still settles the order`() {
    let pump = FarPump()
    var statuses = 0
    let port = Port(answer: { frame in
      pump.take(frame) { request in
        guard request == .query(.readStatus) else { return nil }
        statuses += 1
        return statuses < 28
          ? .refused(Refusal(.readStatus, .busy)) : .status(.sample(linkClock: 3200))
      }
    })
    var client = ProgrammerSession.sample(nonce: 5)
    _ = port.perform(client.opening(), &client)
    let (outcome, time) = port.perform(.order(Order(.stop, notAfter: 2000)), &client, from: 100)
    #expect(outcome == .notDone)
    #expect((3000...4000).contains(time), "\(time) ms")
  }

  @Test(arguments: [LabMemory.Cut.before, .within, .after])
  func `a power cut in the middle of the order is settled in a new session`(
    place: LabMemory.Cut
  ) throws {
    var pair = try Pair.open()
    pair.pump.memory.cut = (0, place)
    #expect(pair.bolus() == (place == .after ? .doneUnheard : .notDone))
    #expect(pair.timesApplied == (place == .after ? 1 : 0))
    #expect(pair.client.number == pair.pumpSession)
    pair.rest(10_000)
    #expect(pair.setClock().isDone)
  }

  @Test func `a copy that is refused after a reset does not hide that the order was done`() throws {
    var pair = try Pair.open()
    // The order is done and the answer lost with the power; its copy finds a pump without session.
    pair.pump.memory.cut = (0, .after)
    pair.line.give(.toPump, .comesTwice(after: 50))
    #expect(pair.bolus() == .doneUnheard)
    #expect(pair.timesApplied == 1)
  }

  @Test func `a copy that is refused because of another programmer does not hide it either`()
    throws
  {
    var pair = try Pair.open()
    pair.line.give(.toPump, .comesTwice(after: 100))
    pair.line.give(.toClient, .isLost)
    pair.schedule(.rival(givesOrder: false), after: 60)
    #expect(pair.bolus() == .doneUnheard)
    #expect(pair.timesApplied == 1)
  }

  @Test func `an order in a session that another programmer ended is not done`() throws {
    var pair = try Pair.open()
    pair.schedule(.rival(givesOrder: false), after: 0)
    let outcome = pair.bolus()
    #expect(outcome == .notDone || outcome.refusal == .noSession)
    #expect(pair.timesApplied == 0)
  }

  @Test(arguments: [true, false])
  func `when another programmer's order came later nobody can tell`(isHeard: Bool) throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, isHeard ? .passes : .isLost)
    pair.line.give(.toClient, .isLost)
    pair.schedule(.rival(givesOrder: true), after: 200)
    #expect(pair.bolus() == .unknown)
    #expect(pair.timesApplied == (isHeard ? 1 : 0))
    #expect(pair.client.unsettled?.request == .startBolus)
  }

  @Test func `a pump that lost its memory cannot say that an order was not done`() throws {
    var pair = try Pair.open()
    pair.line.give(.toClient, .isLost)
    pair.schedule(.memoryLoss, after: 200)
    #expect(pair.bolus() == .unknown)
    #expect(pair.timesApplied == 1)
  }
}
