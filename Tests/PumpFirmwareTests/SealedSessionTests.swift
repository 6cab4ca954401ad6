import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// What a seal promises in an open session.
@Suite(.limited)
struct SealedSessionTests {
  /// Opens a session with a pump, and gives its client as it is then. A pump is never part of a
  /// tuple: the compiler takes minutes over each that is taken apart.
  @discardableResult
  private func opened(_ bench: inout Bench) throws -> SealedClient {
    bench.wait(.hours(1))
    let made = bench.askForOffer()
    let offer = try #require(made)
    #expect(bench.confirm(offer.session) == true)
    return bench.client
  }

  @Test func `counters may be left out, and none comes twice or behind`() throws {
    var bench = try Bench()
    let byHand = try opened(&bench)
    func answers(_ counter: UInt32, _ id: UInt16) -> Int {
      bench.receive(byHand.frame(.query(.readStatus), id: id, counter: counter)).count
    }
    #expect(answers(5, 2) == 1)
    #expect(answers(5, 3) == 0 && answers(4, 4) == 0 && answers(1, 5) == 0 && answers(0, 6) == 0)
    #expect(bench.firmware.frameCounters[.repeated] == 4)
    #expect(answers(6, 7) == 1)
    #expect(answers(.max, 8) == 1)
    for counter in [1, 7, .max - 1, .max] as [UInt32] { #expect(answers(counter, 9) == 0) }
    #expect(bench.firmware.frameCounters[.repeated] == 8)
    #expect(bench.firmware.frameCounters[.forged] == 0)
  }

  @Test func `the pump uses the last counter, and ends a session that has none left`() throws {
    var bench = try Bench()
    let byHand = try opened(&bench)
    var sealing = SessionSeal(try #require(byHand.keys), session: bench.session, at: .pump)
    sealing.sent = .max - 1
    bench.firmware.session.held = HeldSession(role: .clinician, sealing)
    func answers(_ id: UInt16) -> [[UInt8]] {
      bench.receive(byHand.frame(.query(.readStatus), id: id, counter: UInt32(id)))
    }
    #expect(answers(2).count == 1)
    #expect(answers(3).isEmpty, "there is nothing to seal it under")
    #expect(bench.firmware.session.held == nil)
    #expect(answers(4).first.flatMap { bench.reply(in: $0) }?.reply.type == .noSession)
  }

  @Test func `a changed frame is forged, whichever of its bits is changed`() throws {
    var bench = try Bench()
    let byHand = try opened(&bench)
    let state = bench.firmware.state
    let order = bench.timed(bench.bolusOrder(50_000, over: .hours(1)))
    let frame = byHand.frame(order, id: 2, counter: 2)
    var decoder = FrameDecoder()
    var position = 0
    #expect(decoder.next(frame.span, from: &position) == .frame)
    let content = decoder.withContent { bytes in bytes.indices.map { bytes[$0] } }
    for bit in 0..<content.count * 8 {
      var changed = content
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      // With a checksum that is right again, as an attacker makes it.
      for answer in bench.receive(PlainFrame.wire(changed)) {
        #expect((8..<40).contains(bit), "bit \(bit)")
        #expect(bench.reply(in: answer)?.reply.type == .noSession)
      }
    }
    #expect(bench.firmware.state == state)
    #expect(bench.receive(frame).count == 1)
    #expect(bench.firmware.state.integral.infusion != nil)
  }

  @Test func `the same bytes get the same bytes, without effect and without keeping the session`()
    throws
  {
    var bench = try Bench()
    try opened(&bench)
    let frame = bench.frame(bench.timed(bench.bolusOrder(10_000, over: .hours(1))), id: 2)
    let answer = bench.receive(frame)
    let deadline = bench.firmware.sessionDeadline
    bench.wait(.zero, link: .seconds(60))
    let state = bench.firmware.state
    #expect(bench.receive(frame) == answer)
    #expect(bench.firmware.state == state && bench.firmware.sessionDeadline == deadline)
    #expect(bench.firmware.frameCounters[.repeated] == 1)
    bench.wait(.zero, link: .seconds(60))
    #expect(bench.firmware.session.held == nil)
    #expect(bench.receive(frame).first.flatMap { bench.reply(in: $0) }?.reply.type == .noSession)
  }

  @Test func `whoever plays a frame back over and over gets few answers for it`() throws {
    var bench = try Bench()
    try opened(&bench)
    let frame = bench.frame(.query(.readStatus), id: 2)
    let answer = bench.receive(frame)
    var count = 0
    for _ in 0..<100 { count += bench.receive(frame).count }
    #expect(count == 16)
    #expect(bench.ask(.query(.readTherapy), id: 3)?.type == .therapy)
    #expect(bench.receive(frame) == answer)
  }

  @Test func `no answer of the pump has a counter that another had`() throws {
    var bench = try Bench()
    try opened(&bench)
    var seen: [UInt32: [UInt8]] = [:]
    var random = SplitMix64(seed: 3)
    for round in 0..<200 {
      let frame = bench.frame(.query(.readStatus), id: UInt16(2 + round))
      var frames = bench.receive(frame)
      if random.once(in: 2) { frames += bench.receive(frame) }
      for sent in frames {
        var decoder = FrameDecoder()
        var position = 0
        guard decoder.next(sent.span, from: &position) == .frame,
          case .sealed(bench.session, let counter) = decoder.envelope
        else {
          Issue.record("an answer that is not sealed")
          return
        }
        #expect(seen[counter] == nil || seen[counter] == sent)
        seen[counter] = sent
      }
    }
    #expect(seen.count == 200)
  }

  @Test func `at the end of a session its keys are nowhere in the firmware`() throws {
    let endings: [@Sendable (inout Bench) -> Void] = [
      { $0.ask(.closeSession) },
      { $0.wait(.zero, link: .seconds(120)) },
      { $0.open() },
    ]
    for ending in endings {
      var bench = try Bench()
      let byHand = try opened(&bench)
      let keys = try #require(byHand.keys)
      let held = bench.held(keys)
      #expect(held == 2)
      ending(&bench)
      let left = bench.held(keys)
      #expect(left == 0)
    }
  }

  @Test func `a session that is over has no key in it, whatever becomes of its memory`() throws {
    var bench = try Bench()
    let byHand = try opened(&bench)
    var session = try #require(bench.firmware.session.held)
    let keys = try #require(byHand.keys)
    let secrets = [keys.up.array, keys.down.array]
    func held() -> Int {
      let bytes = unsafe withUnsafeBytes(of: &session) { unsafe Array($0) }
      return secrets.count { wanted in
        (0...bytes.count - wanted.count).contains { start in
          bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
      }
    }
    #expect(held() == 2)
    session.zeroise()
    #expect(held() == 0)
  }

  @Test func `a proof that failed leaves no key behind`() throws {
    var bench = try Bench()
    let made = bench.askForOffer()
    var right = bench.client
    right.session = try #require(made).session
    bench.receive(SealedClient().open(.opening(.identify), id: 1))
    var wrong = bench.client
    wrong.pairingKey = .init(counting: 1)
    wrong.take(try #require(made))
    #expect(bench.receive(wrong.confirmSession(id: 1)).isEmpty)
    let held = bench.held(try #require(right.keys))
    #expect(held == 0)
  }
}

extension Bench {
  /// How many of a session's keys lie anywhere in the memory of the firmware's value.
  fileprivate mutating func held(_ keys: SessionKeys) -> Int {
    [keys.up, keys.down].map(\.array).count { wanted in
      unsafe withUnsafeBytes(of: &firmware) { bytes in
        let bytes = unsafe Array(bytes)
        return (0...bytes.count - wanted.count).contains { start in
          bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
      }
    }
  }
}
