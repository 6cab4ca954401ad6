import ProgrammerSession
import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// An outcome nobody knows stays unknown, blocks what depends on it, and is settled by a status.
@Suite(.limited)
struct UnknownTests {
  /// A pair whose last order has an unknown outcome; the pump is out of reach.
  private func unknown(isHeard: Bool) throws -> Pair {
    var pair = try Pair.open()
    pair.line.give(.toPump, isHeard ? .passes : .isLost)
    pair.line.give(.toClient, .isLost)
    pair.line.give(.toPump, .isLost, .isLost, .isLost, .isLost)
    let begun = pair.time
    #expect(pair.bolus() == .unknown)
    #expect(pair.time - begun == 2500, "five waits of 500 ms, the last behind the expiry")
    return pair
  }

  @Test(arguments: [true, false])
  func `no order is given while one is unknown, and a status settles it`(isHeard: Bool) throws {
    var pair = try unknown(isHeard: isHeard)
    let sent = pair.ordered.count
    #expect(pair.stop() == .failed(.unsettled(.startBolus)))
    #expect(pair.setClock() == .failed(.unsettled(.startBolus)))
    #expect(pair.ordered.count == sent)
    #expect(pair.client.settlement == nil)
    guard case .reply(.status) = pair.perform(.readStatus) else {
      Issue.record("no status could be read")
      return
    }
    #expect(pair.client.unsettled == nil)
    #expect(pair.client.settlement == (isHeard ? .doneUnheard : .notDone))
    #expect(pair.timesApplied == (isHeard ? 1 : 0))
    #expect(pair.setClock().isDone)
  }

  @Test func `an interrogation settles it too, in a later session as well`() throws {
    for isHeard in [true, false] {
      var pair = try unknown(isHeard: isHeard)
      pair.rest(200_000)
      #expect(pair.perform(.readStatus).refusal == .noSession)
      #expect(pair.client.unsettled != nil)
      _ = pair.openSession()
      #expect(pair.client.unsettled != nil)
      #expect(pair.stop() == .failed(.unsettled(.startBolus)))
      _ = pair.perform(.interrogate)
      #expect(pair.client.settlement == (isHeard ? .doneUnheard : .notDone))
      #expect(pair.client.unsettled == nil)
    }
  }

  @Test func `a status before the expiry does not settle it, for the order may still arrive`()
    throws
  {
    var pair = try Pair.open(timings: SessionTimings(orderLife: .seconds(30)))
    pair.line.give(.toPump, .isLate(by: 20_000), .isLost, .isLost, .isLost)
    #expect(pair.bolus() == .unknown)
    _ = pair.perform(.readStatus)
    #expect(pair.client.unsettled != nil && pair.client.settlement == nil)
    pair.rest(27_000)
    _ = pair.perform(.readStatus)
    #expect(pair.client.unsettled != nil)
    pair.rest(1000)
    _ = pair.perform(.readStatus)
    #expect(pair.client.settlement == .notDone)
    #expect(pair.timesApplied == 0)
  }

  @Test func `reads and staging go on while an order is unknown`() throws {
    var pair = try unknown(isHeard: true)
    let staging = StageTherapy(.simpleContinuous(.ngPerDay(120_000)))
    #expect(pair.perform(.therapy(staging)).isDone)
    guard case .reply(.therapy) = pair.perform(.readTherapy) else {
      Issue.record("the therapy could not be read")
      return
    }
    #expect(pair.client.unsettled != nil)
  }
}
