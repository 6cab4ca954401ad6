import Quantities
import Telemetry
import TestSupport
import Testing

@testable import PumpFirmware

/// The one session a pump holds.
struct SessionTests {
  private func opening(schema: UInt32 = Schema.hash) -> Request {
    .openSession(OpenSession(role: .clinician, schema: schema, nonce: 77))
  }

  @Test func `a programmer of another schema opens no session and disturbs none`() throws {
    var bench = try Bench()
    bench.open()
    let token = bench.stage(.daily(150_000))
    #expect(
      bench.ask(opening(schema: 5), id: 3, in: .open).refusal
        == Refusal(.openSession, .schemaMismatch, asked: 5, limit: UInt64(Schema.hash)))
    #expect(bench.ask(.commit(Commit(token: token ?? 0, notAfter: bench.soon))).isDone)
  }

  @Test func `the answer to an opening repeats the nonce and says the clock and the idle time`()
    throws
  {
    var bench = try Bench()
    bench.wait(.zero, link: .ms(0x1_0000_1234))
    guard case .sessionOpened(let opened) = bench.ask(opening(), id: 3, in: .open) else {
      Issue.record("no session was opened")
      return
    }
    let expected = SessionOpened(
      session: 0x1_0001, nonce: 77, linkClock: 0x1234, idleSeconds: 120)
    #expect(opened == expected)
  }

  @Test func `session numbers never repeat, over resets and over the counter's end`() throws {
    var bench = try Bench()
    var seen: Set<UInt32> = []
    for switchOn in 0..<5 {
      for nonce in 0..<4 as Range<UInt64> { seen.insert(bench.open(nonce: nonce) ?? 0) }
      bench.firmware.sessionCount = .max - 2
      for nonce in 0..<6 as Range<UInt64> { seen.insert(bench.open(nonce: nonce) ?? 0) }
      #expect(bench.stop().isDone || bench.resume().isDone, "switch-on \(switchOn)")
      try bench.restart()
    }
    #expect(seen.count == 50 && !seen.contains(0))
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
      let order = SetClock(WallClock(rawValue: 9), notAfter: bench.soon)
      let answers = [bench.ask(.setClock(order)), bench.ask(.setClock(order))]
      if answers.contains(where: \.isDone) {
        #expect(applied.insert(session).inserted, "the session number \(session) came again")
      }
    }
    #expect(applied.count == 3)
  }

  @Test func `an opening that the line doubles opens one session`() throws {
    var bench = try Bench()
    let first = bench.open(nonce: 9)
    #expect(first != nil)
    let again = bench.open(nonce: 9)
    #expect(again == first)
    let next = bench.open(nonce: 10)
    #expect(next != nil && next != first)
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
        #expect(
          bench.ask(request, id: 41, in: .session(bench.session + 1)).refusal
            == Refusal(type, .noSession))
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
    let frame = Bench.frame(.readStatus, .session(bench.session), id: 1)
    #expect(bench.receive(Array(frame.prefix(8))).isEmpty)
    bench.firmware.linkInterrupted()
    #expect(bench.receive(Array(frame.dropFirst(8))).isEmpty)
    #expect(bench.receive(frame).count == 1)
  }
}
