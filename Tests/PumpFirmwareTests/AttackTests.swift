import Quantities
import Telemetry
import TestSupport
import Testing

@testable import PumpFirmware

/// What can be done to a pump without its key: see security.md, "Threat model".
struct AttackTests {
  private func bench() throws -> Bench {
    var bench = try Bench()
    bench.wait(.hours(1))
    return bench
  }

  /// The whole of a session with orders, as somebody recorded it: the offer, and what the programmer
  /// sent.
  private func recorded(
    _ bench: inout Bench
  ) throws -> (offer: SessionOffered, frames: [[UInt8]]) {
    var frames = [bench.handset.openSession(id: 7)]
    let made = offer(in: bench.receive(frames[0]), bench)
    let offered = try #require(made)
    bench.handset.take(offered)
    bench.handsets[offered.session] = bench.handset
    bench.session = offered.session
    let requests: [Request] = [
      .confirmSession, .readStatus, bench.bolusOrder(10_000, over: .minutes(1)),
      .stop(TimedOrder(notAfter: bench.soon)), .resume(TimedOrder(notAfter: bench.soon)),
    ]
    for (index, request) in requests.enumerated() {
      frames.append(bench.frame(request, id: UInt16(1 + index)))
      #expect(bench.receive(frames[frames.count - 1]).count == 1)
    }
    bench.live(.minutes(2))
    return (offered, frames)
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
    return Stuffed.frame(content)
  }

  @Test func `what was recorded in a session has no effect in another`() throws {
    var bench = try bench()
    let (_, frames) = try recorded(&bench)
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
    #expect(bench.ask(.commit(Commit(token: token ?? 0, notAfter: bench.soon))).isDone)
  }

  @Test func `an opening that was recorded gets an offer, and nobody to take it`() throws {
    var bench = try bench()
    let (_, frames) = try recorded(&bench)
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

  @Test func `a memory that was set back brings no session back`() throws {
    var bench = try bench()
    let image = bench.memory.image
    let count = bench.firmware.sessionCount
    let (first, frames) = try recorded(&bench)
    let session = bench.session
    bench.memory.image = image
    try bench.restart()
    // The worst case: the same epoch, and chance gives the same number again.
    bench.firmware.state.epoch = UInt16(session >> 16)
    bench.firmware.sessionCount = count
    bench.now = Instant(therapy: bench.now.therapy, link: .zero.after(.hours(1)))
    let state = bench.firmware.state
    let made = offer(in: bench.receive(frames[0]), bench)
    let offered = try #require(made)
    #expect(offered.session == session)
    #expect(offered.nonce == first.nonce && offered.pumpNonce != first.pumpNonce)
    for frame in frames.dropFirst() { #expect(bench.receive(frame).isEmpty) }
    #expect(bench.firmware.state == state)
    #expect(bench.firmware.session == nil)
  }

  @Test(arguments: [AsconBlock.patientKey, AsconBlock(low: 0, high: 0), AsconBlock(counting: 0x11)])
  func `another key opens nothing, gets silence and disturbs no session`(key: AsconBlock) throws {
    var bench = try bench()
    bench.open()
    let (session, token) = (bench.session, bench.stage(.daily(150_000)))
    let state = bench.firmware.state
    #expect(bench.open(.clinician, key: key) == nil)
    #expect(bench.firmware.frameCounters[.forged] == 1)
    #expect(bench.firmware.state == state)
    #expect(bench.session == session)
    #expect(bench.ask(.commit(Commit(token: token ?? 0, notAfter: bench.soon))).isDone)
  }

  @Test func `the clinician's key opens no patient's session, and the other way round`() throws {
    var bench = try bench()
    #expect(bench.open(.patient, key: .clinicianKey) == nil)
    #expect(bench.open(.clinician, key: .patientKey) == nil)
    #expect(bench.open(.patient) != nil)
    #expect(bench.stop().refusal?.code == .roleNotAllowed)
  }

  /// One proof with a wrong key; gives the refusal of the opening, if it was refused.
  private func fail(_ bench: inout Bench) -> Refusal? {
    let frames = bench.receive(bench.handset.openSession(id: 7))
    guard let offered = offer(in: frames, bench) else {
      return frames.first.flatMap { bench.reply(in: $0)?.reply }.refusal
    }
    var stranger = Bench.stranger(in: offered.session)
    #expect(bench.receive(stranger.frame(.confirmSession, id: 1)).isEmpty)
    return nil
  }

  @Test func `who guesses waits twice as long each time, 64 s at most, until somebody proves it`()
    throws
  {
    var bench = try bench()
    for _ in 0..<5 { #expect(fail(&bench) == nil) }
    for seconds in [1, 2, 4, 8, 16, 32, 64, 64, 64] as [UInt64] {
      let refused = Refusal(.openSession, .tooManyAttempts, limit: seconds)
      #expect(fail(&bench) == refused)
      bench.wait(.zero, link: .ms(seconds * 1000 - 1))
      #expect(fail(&bench) == Refusal(.openSession, .tooManyAttempts, limit: 1))
      bench.wait(.zero, link: .ms(1))
      #expect(fail(&bench) == nil)
    }
    bench.wait(.zero, link: .seconds(64))
    #expect(bench.open() != nil)
    for _ in 0..<5 { #expect(fail(&bench) == nil) }
  }

  @Test func `from near, a flood gets 32 answers, then one in ten minutes`() throws {
    var bench = try bench()
    bench.open()
    bench.moveHead(isInContact: false)
    let floods: [(inout Bench) -> [[UInt8]]] = [
      { $0.receive($0.handset.open(.identify, id: 1)) },
      { $0.receive($0.handset.open(.readStatus, id: 1)) },
      { bench in
        var stranger = Bench.stranger(in: bench.session + 77)
        return bench.receive(stranger.frame(.readStatus, id: 1))
      },
    ]
    var answers = 0
    for round in 0..<1000 { answers += floods[round % floods.count](&bench).count }
    #expect(answers == 32)
    // Whoever has a session notices nothing of it.
    #expect(bench.status() != nil)
    let flood = floods[0]
    for _ in 0..<144 {
      bench.wait(.zero, link: .seconds(60))
      for _ in 0..<10 { answers += flood(&bench).count }
    }
    #expect(answers == 32 + 14, "144 minutes")
    bench.wait(.zero, link: .days(30))
    for _ in 0..<100 { answers += flood(&bench).count }
    #expect(answers == 32 + 14 + 32, "the store holds no more")
  }

  @Test func `an emptied store and failed proofs from near keep nobody in contact out`() throws {
    var bench = try bench()
    bench.moveHead(isInContact: false)
    for _ in 0..<100 { bench.receive(bench.handset.open(.identify, id: 1)) }
    #expect(bench.askForOffer() == nil)
    bench.moveHead(isInContact: true)
    #expect(bench.open() != nil)
    #expect(bench.stop().isDone)
  }
}
