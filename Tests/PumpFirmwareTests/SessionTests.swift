import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// The one session a pump holds.
@Suite(.limited)
struct SessionTests {
  @Test func `a programmer of another schema gets no offer and disturbs no session`() throws {
    var bench = try Bench()
    bench.open()
    let token = bench.stage(.daily(150_000))
    let opening = OpenSession(role: .clinician, schema: 5, nonce: .init(counting: 1))
    #expect(
      bench.ask(.opening(.openSession(opening)), id: 3, in: .open).refusal
        == Refusal(.openSession, .schemaMismatch, asked: 5, limit: UInt64(Schema.hash)))
    #expect(bench.firmware.openings.offer == nil)
    #expect(bench.ask(.commit(Commit(token: token ?? 0))).isDone)
  }

  @Test func `the offer repeats the nonce, and the opened session says clock and idle time`() throws
  {
    var bench = try Bench()
    bench.wait(.zero, link: .ms(0x1_0000_1234))
    let made = bench.askForOffer()
    let offer = try #require(made)
    #expect(offer.nonce == bench.client.opening.nonce)
    #expect(offer.session >> 16 == 1 && offer.session & 0xFFFF != 0)
    let answer = bench.ask(.opening(.confirmSession), id: 1, in: .session(offer.session))
    let expected = SessionOpened(session: offer.session, linkClock: 0x1234, idleSeconds: 120)
    #expect(answer == .sessionOpened(expected))
  }

  @Test func `session numbers never repeat, over resets and over the counter's end`() throws {
    var bench = try Bench()
    var seen: Set<UInt32> = []
    for switchOn in 0..<5 {
      for _ in 0..<4 { seen.insert(bench.open() ?? 0) }
      bench.firmware.openings.sessionCount = .max - 2
      for _ in 0..<2 { seen.insert(bench.open() ?? 0) }
      // The next epoch is not stored yet when this one's number is taken.
      let opened = bench.open()
      #expect(opened == 0x7FFF_0001)
      #expect(bench.stop().refusal?.code == .storageFailed)
      for _ in 0..<4 { seen.insert(bench.open() ?? 0) }
      #expect(bench.stop().isDone || bench.resume().isDone, "switch-on \(switchOn)")
      try bench.restart()
    }
    #expect(seen.count == 50 && seen.allSatisfy { (1..<0x7FFF).contains($0 >> 16) })
  }

  @Test func `a reset before the new epoch is stored cannot give a number with an order again`()
    throws
  {
    var bench = try Bench()
    bench.memory.behaviour = .fails
    var applied: Set<UInt32> = []
    for round in 0..<6 {
      try bench.restart()
      if round == 3 { bench.memory.behaviour = .works }
      let opened = bench.open()
      let session = try #require(opened)
      let order = SetClock(WallClock(rawValue: 9))
      let answers = [bench.ask(.setClock(order)), bench.ask(.setClock(order))]
      if answers.contains(where: \.isDone) {
        #expect(applied.insert(session).inserted, "the session number \(session) came again")
      }
    }
    // The session that was open when the memory came back has a number that may come again.
    #expect(applied.count == 2)
  }

  @Test func `an opening that the line doubles gets the same offer, and another one another`()
    throws
  {
    var bench = try Bench()
    let opening = bench.client.openSession(id: 9)
    let first = bench.receive(opening)
    #expect(first.count == 1)
    #expect(bench.receive(opening) == first)
    bench.wait(.zero, link: .ms(9999))
    #expect(bench.receive(opening) == first)
    // Under another id it is another request.
    let other = bench.client.open(.opening(.openSession(bench.client.opening)), id: 10)
    let offers = first + bench.receive(other)
    let sessions = offers.compactMap { frame -> UInt32? in
      if case .sessionOffered(let offer)? = bench.reply(in: frame)?.reply { return offer.session }
      return nil
    }
    #expect(Set(sessions).count == 2)
  }

  @Test func `a request in the wrong envelope is refused`() throws {
    var bench = try Bench()
    bench.open()
    let state = bench.firmware.state
    for type in StateTable.types {
      let request = StateTable.request(type, bench)
      if type.needsSession {
        let open = bench.ask(request, id: 40, in: .open)
        #expect(open.refusal == Refusal(type, .noSession))
        let other = bench.session + 1
        #expect(
          bench.ask(request, id: 41, in: .session(other)) == .noSession(NoSession(session: other)))
      } else {
        bench.open()
        #expect(bench.ask(request).refusal == Refusal(type, .roleNotAllowed))
      }
    }
    #expect(bench.firmware.state == state)
  }

  @Test func `an interrupted link keeps the session but not half a frame`() throws {
    var bench = try Bench()
    bench.open()
    let frame = bench.frame(.query(.readStatus), id: 2)
    #expect(bench.receive(Array(frame.prefix(8))).isEmpty)
    bench.firmware.linkInterrupted()
    #expect(bench.receive(Array(frame.dropFirst(8))).isEmpty)
    #expect(bench.receive(frame).count == 1)
  }
}
