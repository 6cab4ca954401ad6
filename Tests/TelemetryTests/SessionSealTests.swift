import Telemetry
import TestLimits
import TestSupport
import Testing

/// `SessionSeal` against frames that another implementation sealed.
@Suite(.limited)
struct SessionSealTests {
  @Test(arguments: SealedFrame.all)
  func `a sealed fixture opens to its message`(frame: SealedFrame) throws {
    let session = SealSession.named(frame.session)
    var sealing = session.sealing(at: frame.receiver)
    var decoder = FrameDecoder()
    #expect(decoder.unseal(bytes(hex: frame.hex), &sealing) == .fresh)
    #expect(hex(decoder.message) == frame.message)
    #expect(decoder.envelope == .sealed(session: session.session, counter: frame.counter))
    #expect(sealing.received == frame.counter)
    #expect(decoder.counters.droppedInAll == 0)
  }

  @Test(arguments: SealedFrame.all)
  func `a sealed fixture is its envelope, its ciphertext and its tag`(frame: SealedFrame) throws {
    let content = bytes(hex: frame.envelope + frame.ciphertext + frame.tag)
    #expect(hex(PlainFrame.wire(content)) == frame.hex)
    #expect(frame.ciphertext.utf8.count == frame.message.utf8.count)
    let session = SealSession.named(frame.session)
    let key = frame.sender == .programmer ? session.up : session.down
    let plain = PlainAEAD(
      key: bytes(hex: key), nonce: bytes(hex: frame.nonce),
      associatedData: bytes(hex: frame.envelope))
    #expect(hex(plain.seal(bytes(hex: frame.message))) == frame.ciphertext + frame.tag)
  }

  @Test func `a message sealed anew is the fixture, byte for byte`() throws {
    var tried = 0
    for frame in SealedFrame.all {
      var opening = SealSession.named(frame.session).sealing(at: frame.receiver)
      var sealing = SealSession.named(frame.session).sealing(at: frame.sender)
      sealing.sent = frame.counter - 1
      let listener: Listener = frame.sender == .pump ? .host : .pump
      guard
        case .message(let header, let message)? =
          listener.hears(bytes(hex: frame.hex), on: &opening).first
      else {
        // The longest messages there may be are none that there are.
        #expect(frame.message.utf8.count == 2 * FrameLimits.messageBytes)
        continue
      }
      tried += 1
      #expect(header.envelope == .session(sealing.session))
      #expect(hex(message.sealed(id: header.request, on: &sealing)) == frame.hex, "\(frame.name)")
      #expect(sealing.sent == frame.counter)
    }
    #expect(tried == SealedFrame.all.count - 2)
  }

  @Test func `every message that travels sealed is among the fixtures, each way`() throws {
    let types = Set(SealedFrame.all.map { bytes(hex: $0.message)[0] })
    for message in MessageSpec.current.messages where message.envelope != "open" {
      #expect(types.contains(message.type), "\(message.name)")
    }
    let lengths = SealedFrame.all.map { $0.message.utf8.count / 2 }
    #expect(lengths.min() == 3 && lengths.max() == FrameLimits.messageBytes)
    #expect(SealedFrame.all.contains { $0.hex.utf8.count == 2 * FrameLimits.wireBytes })
  }

  @Test(arguments: BadSealedFrame.all)
  func `a bad fixture is not believed, and leaves nothing of a message`(
    bad: BadSealedFrame
  ) throws {
    let end: SessionSeal.End = bad.receiver == "pump" ? .pump : .programmer
    var sealing = SealSession.named(bad.session).sealing(at: end)
    var decoder = FrameDecoder()
    for wire in bad.before { #expect(decoder.unseal(bytes(hex: wire), &sealing) == .fresh) }
    let accepted = sealing.received
    let wire = bytes(hex: bad.hex)
    switch bad.verdict {
    case "forged":
      #expect(decoder.unseal(wire, &sealing) == .forged)
      #expect(decoder.counters[.forged] == 1 && decoder.counters[.repeated] == 0)
      #expect(decoder.message == [])
      #expect(throws: FrameError.self) { try decoder.request() }
      #expect(throws: FrameError.self) { try decoder.reply() }
      // What a frame of this session would say was overwritten, not merely withheld.
      if case .sealed(sealing.session, _)? = decoder.envelope {
        #expect(decoder.content.dropFirst(9).dropLast(16).allSatisfy { $0 == 0 })
      }
    case "repeated":
      #expect(decoder.unseal(wire, &sealing) == .repeated)
      #expect(decoder.counters[.repeated] == 1 && decoder.counters[.forged] == 0)
      // It can be read, for a reply that is sent again.
      #expect(!decoder.message.isEmpty)
    case "unknownEnvelope":
      var position = 0
      try #require(decoder.next(wire.span, from: &position) == .frame)
      #expect(decoder.envelope == nil)
      #expect(throws: FrameError(.unknownEnvelope, at: decoder.lastFrameOffset)) {
        try decoder.request()
      }
    default: Issue.record("no such verdict: \(bad.verdict)")
    }
    #expect(sealing.received == accepted)
  }

  @Test func `a sealed message that nobody opened says nothing`() throws {
    let frame = SealedFrame.all[0]
    var decoder = FrameDecoder()
    var position = 0
    try #require(decoder.next(bytes(hex: frame.hex).span, from: &position) == .frame)
    #expect(decoder.message == [])
    #expect(throws: FrameError(.forged, at: 1)) { try decoder.request() }
    // The frame before it must not lend it its place.
    let open = try #require(GoodFrame.all.first { $0.message == "identify" })
    position = 0
    try #require(decoder.next(open.wire.span, from: &position) == .frame)
    #expect(try decoder.request().header.envelope == .open)
    position = 0
    try #require(decoder.next(bytes(hex: frame.hex).span, from: &position) == .frame)
    #expect(throws: FrameError.self) { try decoder.request() }
  }

  @Test func `a frame in the open is never one of a session`() throws {
    var sealing = SealSession.all[0].sealing(at: .pump)
    for fixture in GoodFrame.all where fixture.listener == .pump {
      var decoder = FrameDecoder()
      #expect(decoder.unseal(fixture.wire, &sealing) == .forged)
      #expect(try decoder.request().header.envelope == .open)
    }
    #expect(sealing.received == 0)
  }
}
