import ProgrammerSession
import PumpFirmware
import Quantities
import Telemetry
import TestLimits
import TestSupport
import Testing

/// What changes nothing is asked again; what changes something never is.
@Suite(.limited)
struct RetryTests {
  private func requests() -> [Request] {
    [
      .opening(.identify), .query(.interrogate), .query(.readStatus), .query(.readTherapy),
      .part(.therapy(StageTherapy(.simpleContinuous(.ngPerDay(120_000))))), .query(.readBack),
      .query(.discard),
      .query(.closeSession),
    ]
  }

  @Test(arguments: Direction.allCases)
  func `a request or answer lost twice is made up for by the third`(direction: Direction) throws {
    for request in requests() {
      var pair = try Pair.open()
      if request == .query(.readBack) { _ = pair.perform(requests()[4]) }
      pair.line.give(direction, .isLost, .isGarbled)
      guard case .reply = pair.perform(request) else {
        // The answer to a close is gone with the session.
        #expect(request == .query(.closeSession) && direction == .toClient, "\(request)")
        continue
      }
    }
  }

  @Test(arguments: Direction.allCases)
  func `three losses are the end`(direction: Direction) throws {
    for request in requests() {
      var pair = try Pair.open()
      pair.line.give(direction, .isLost, .isLost, .isLost)
      let begun = pair.time
      #expect(
        pair.perform(request) == .failed(.noAnswer(to: request.type, heard: .nothing))
          || request == .query(.closeSession))
      #expect(pair.time - begun == 1500 || request == .query(.closeSession))
    }
  }

  @Test func `an order is put on the line once`() throws {
    var pair = try Pair.open()
    pair.line.give(.toPump, .isLost, .isLost, .isLost, .isLost, .isLost)
    #expect(pair.bolus() == .unknown)
    #expect(pair.ordered.count == 1)
  }

  @Test(arguments: [550, 900, 1200] as [UInt64])
  func `a session whose opening is answered late is the one that is used`(delay: UInt64) throws {
    var pair = try Pair()
    pair.line.give(.toClient, .isLate(by: delay), .isLate(by: delay))
    guard case .reply(.sessionOpened(let opened)) = pair.openSession() else {
      Issue.record("no session was opened")
      return
    }
    #expect(pair.client.number == opened.session)
    pair.rest(5000)
    #expect(pair.client.number == pair.pumpSession)
    #expect(pair.setClock().isDone)
  }

  @Test func `what is sent again is the same bytes, and the next opening is another`() throws {
    var pair = try Pair()
    pair.isPumpAway = true
    var sent: [[UInt8]] = []
    for _ in 0..<2 {
      pair.client.begin(pair.client.opening(), at: pair.linkTime)
      for _ in 0..<3 {
        #expect(pair.client.nextAction() == .transmit)
        sent.append(pair.client.withTransmission { bytes in bytes.indices.map { bytes[$0] } })
        pair.client.tick(at: pair.client.deadline ?? .zero)
      }
      #expect(
        pair.client.nextAction()
          == .finished(.failed(.noAnswer(to: .openSession, heard: .nothing))))
    }
    #expect(Set(sent[0..<3]).count == 1 && Set(sent[3..<6]).count == 1)
    #expect(sent[0] != sent[3])
  }

  @Test func `without a session nothing is sent that needs one`() throws {
    var pair = try Pair()
    #expect(pair.perform(.readStatus) == .failed(.notOpen))
    #expect(pair.stop() == .failed(.notOpen))
    #expect(pair.client.stamped(.stop, at: pair.linkTime) == nil)
    _ = pair.openSession()
    #expect(pair.perform(.closeSession).isDone)
    #expect(pair.perform(.readStatus) == .failed(.notOpen))
  }

  @Test func `ids do not wrap within a session`() throws {
    var pair = try Pair.open()
    for _ in 0..<65_534 {
      guard case .reply = pair.perform(.readStatus) else {
        Issue.record("no status could be read")
        return
      }
    }
    #expect(pair.perform(.readStatus) == .failed(.notOpen))
    _ = pair.openSession()
    #expect(pair.setClock().isDone)
  }

  @Test func `the expiry goes by the pump's clock as it was last heard`() throws {
    var pair = try Pair()
    pair.rest(50_000)
    pair.schedule(.reset, after: 0)
    pair.rest(1000)
    _ = pair.openSession()
    // The pump's clock read 1060 when the last answer of the handshake left it.
    #expect(pair.client.stamped(.stop, at: pair.linkTime) == Order(.stop, notAfter: 3060))
    pair.rest(5000)
    #expect(pair.client.stamped(.stop, at: pair.linkTime)?.notAfter == 8060)
  }
}
