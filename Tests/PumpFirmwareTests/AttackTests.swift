import Quantities
import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import PumpFirmware

/// What can be done to a pump without its key: see security.md, "Threat model".
@Suite(.limited)
struct AttackTests {
  private func bench() throws -> Bench {
    var bench = try Bench()
    bench.wait(.hours(1))
    return bench
  }

  /// The whole of a session with orders, as somebody recorded it: what the programmer sent.
  private func recorded(_ bench: inout Bench) throws -> [[UInt8]] {
    var frames = [bench.client.openSession(id: 7)]
    let answer = bench.receive(frames[0])
    #expect(bench.client.takeOffer(in: answer[0]) != nil)
    let requests: [Request] = [
      .opening(.confirmSession), .query(.readStatus),
      bench.timed(bench.bolusOrder(10_000, over: .minutes(1))),
      bench.timed(.stop), bench.timed(.resume(ConfirmedOrder())),
    ]
    for (index, request) in requests.enumerated() {
      frames.append(bench.frame(request, id: UInt16(1 + index)))
      #expect(bench.receive(frames[frames.count - 1]).count == 1)
    }
    bench.live(.minutes(2))
    return frames
  }

  private func offer(in frames: [[UInt8]], _ bench: Bench) -> SessionOffered? {
    guard case .sessionOffered(let offer)? = frames.first.flatMap({ bench.reply(in: $0)?.reply })
    else { return nil }
    return offer
  }

  /// A frame with another session number in its envelope and its checksum made right.
  private func renumbered(_ frame: [UInt8], _ session: UInt32) -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    guard decoder.next(frame.span, from: &position) == .frame else { return [] }
    var content = decoder.withContent { span in span.indices.map { span[$0] } }
    for index in 0..<4 { content[1 + index] = UInt8(truncatingIfNeeded: session >> (8 * index)) }
    return PlainFrame.wire(content)
  }

  @Test func `what was recorded in a session has no effect in another`() throws {
    var bench = try bench()
    let frames = try recorded(&bench)
    bench.open()
    let token = bench.stage(.daily(150_000))
    let state = bench.firmware.state
    for frame in frames.dropFirst() {
      let answers = bench.receive(frame).compactMap { bench.reply(in: $0)?.reply.type }
      #expect(answers == [.noSession])
      #expect(bench.receive(renumbered(frame, bench.session)).isEmpty)
    }
    #expect(bench.firmware.frameCounters[.forged] == UInt64(frames.count - 1))
    #expect(bench.firmware.state == state)
    #expect(bench.ask(.commit(Commit(token: token ?? 0))).isDone)
  }

  @Test func `an opening that was recorded gets an offer, and nobody to take it`() throws {
    var bench = try bench()
    let frames = try recorded(&bench)
    bench.open()
    let state = bench.firmware.state
    let made = offer(in: bench.receive(frames[0]), bench)
    let offered = try #require(made)
    for frame in frames.dropFirst() {
      #expect(bench.receive(renumbered(frame, offered.session)).isEmpty)
    }
    #expect(bench.firmware.state == state)
    #expect(bench.status() != nil, "the session that was open still is")
  }

  @Test func `an emptied store and failed proofs from near keep nobody in contact out`() throws {
    var bench = try bench()
    bench.moveHead(isInContact: false)
    for _ in 0..<100 { bench.receive(bench.client.open(.opening(.identify), id: 1)) }
    #expect(bench.askForOffer() == nil)
    bench.moveHead(isInContact: true)
    #expect(bench.open() != nil)
    #expect(bench.stop().isDone)
  }
}
