import RawClient
import Telemetry
import TestLimits
import TestSupport
import Testing

/// The client made by hand that soak, fuzzers and tests talk with, against a pump's end as small.
@Suite(.limited)
struct SealedClientTests {
  /// A request as a pump gets it.
  private struct Asked: Equatable {
    var header: MessageHeader
    var request: Request
  }

  /// A pump's end of the session that is offered for the opening sent last.
  private struct PumpEnd {
    let offer: SessionOffered
    var sealing: SessionSeal

    init(_ number: UInt32, _ client: SealedClient, key: AsconBlock = .clinicianKey) {
      offer = SessionOffered(
        session: number, nonce: client.opening.nonce, pumpNonce: AsconBlock(counting: 0xA0))
      let keys = SessionKeys(
        pairing: key,
        Handshake(client.opening, offer, serial: ShortText(text: "PLK-000001")))
      sealing = SessionSeal(keys, session: number, at: .pump)
    }

    mutating func sealed(_ reply: Reply, id: UInt16) -> [UInt8] {
      var buffer = WireBuffer()
      buffer.seal(reply, id: id, on: &sealing)
      return buffer.array
    }

    /// The request in a frame; `nil` when it is none, or not sealed for this end.
    mutating func hears(_ frame: [UInt8]) -> Asked? {
      var decoder = FrameDecoder()
      var position = 0
      guard decoder.next(frame.span, from: &position) == .frame else { return nil }
      if case .sealed? = decoder.envelope, decoder.unseal(&sealing) != .fresh { return nil }
      guard let (header, request) = try? decoder.request() else { return nil }
      return Asked(header: header, request: request)
    }
  }

  private func framed(_ reply: Reply, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, id: id)
    return buffer.array
  }

  /// A client that was offered a session.
  private func offered(
    _ number: UInt32, _ client: inout SealedClient
  ) -> PumpEnd {
    _ = client.openSession()
    let pump = PumpEnd(number, client)
    client.take(pump.offer)
    return pump
  }

  @Test func `a session is opened, used, and left for another`() throws {
    var client = SealedClient()
    for (number, id) in [(0x0001_0001, 1), (0x0001_0002, 5)] as [(UInt32, UInt16)] {
      let opening = client.openSession(id: id)
      var pump = PumpEnd(number, client)
      #expect(
        pump.hears(opening)
          == Asked(
            header: MessageHeader(.open, request: id),
            request: .opening(.openSession(client.opening))))
      #expect(client.takeOffer(in: framed(.sessionOffered(pump.offer), id: id)) == pump.offer)
      #expect(client.offer == pump.offer && client.session == number)
      let header = MessageHeader(.session(number), request: id + 1)
      #expect(
        pump.hears(client.confirmSession(id: id + 1))
          == Asked(header: header, request: .opening(.confirmSession)))
      let opened = SessionOpened(session: number, linkClock: 7, idleSeconds: 120)
      let answer = pump.sealed(.sessionOpened(opened), id: id + 1)
      let heard = client.reply(in: answer)
      let reply = try #require(heard)
      #expect(reply.header == header && reply.reply == .sessionOpened(opened))
      // A copy, and a hint in the open, which is read as what it is.
      #expect(client.reply(in: answer) == nil)
      #expect(client.reply(recorded: answer)?.reply == .sessionOpened(opened))
      let hint = framed(.noSession(NoSession(session: number)), id: 0)
      #expect(client.reply(in: hint)?.header.envelope == .open)
    }
    #expect(client.counters[.repeated] == 2)
  }

  @Test func `an offer to somebody else, or none, is not taken`() {
    var client = SealedClient()
    _ = client.openSession()
    let offer = SessionOffered(
      session: 1, nonce: AsconBlock(counting: 1), pumpNonce: AsconBlock(counting: 2))
    #expect(client.takeOffer(in: framed(.sessionOffered(offer), id: 1)) == nil)
    #expect(client.takeOffer(in: framed(.noSession(NoSession(session: 1)), id: 1)) == nil)
    #expect(client.session == nil && client.keys == nil && client.offer == nil)
  }

  @Test func `nonces are the seed's, and none comes twice`() {
    func nonces(_ seed: UInt64) -> [AsconBlock] {
      var client = SealedClient(seed: seed)
      return [client.opening.nonce]
        + (1...50 as ClosedRange<UInt16>).map { id in
          _ = client.openSession(id: id)
          return client.opening.nonce
        }
    }
    #expect(nonces(1) == nonces(1))
    #expect(Set(nonces(1) + nonces(2)).count == 102)
    var client = SealedClient()
    _ = client.openSession(nonce: AsconBlock(counting: 9))
    #expect(client.opening.nonce == AsconBlock(counting: 9))
  }

  @Test func `requests have ids one above the other, and only their own answer is one`() {
    var client = SealedClient()
    var pump = offered(5, &client)
    #expect(pump.hears(client.confirmSession())?.header.request == 1)
    for id in 2...9 as ClosedRange<UInt16> {
      #expect(pump.hears(client.next(.query(.readStatus)))?.header.request == id)
      #expect(client.answer(in: pump.sealed(.status(Status()), id: id - 1)) == nil)
      #expect(client.answer(in: pump.sealed(.status(Status()), id: id)) == .status(Status()))
    }
  }

  @Test func `a session from before can be gone back to, and of two alike the later is meant`() {
    var client = SealedClient()
    var first = offered(5, &client)
    var second = offered(6, &client)
    #expect(second.hears(client.next(.query(.readStatus))) != nil)
    client.session = 5
    let frame = client.next(.query(.readStatus))
    #expect(first.hears(frame)?.header == MessageHeader(.session(5), request: 2))
    #expect(client.answer(in: first.sealed(.status(Status()), id: 2)) != nil)
    client.pairingKey = .patientKey
    _ = client.openSession()
    var third = PumpEnd(5, client, key: .patientKey)
    client.take(third.offer)
    let again = client.next(.query(.readStatus))
    #expect(first.hears(again) == nil && third.hears(again) != nil)
    #expect(client.knows(5) && client.knows(6) && !client.knows(7))
  }

  @Test func `what comes is told apart`() {
    var client = SealedClient()
    var pump = offered(5, &client)
    var forger = PumpEnd(5, client, key: .patientKey)
    var other = PumpEnd(8, client)
    func hear(_ bytes: [UInt8]) -> [String] {
      var position = 0
      var heard: [String] = []
      while let next = client.hear(bytes.span, from: &position) {
        switch next {
        case .reply: heard.append("reply")
        case .repeated: heard.append("repeated")
        case .forged: heard.append("forged")
        case .stranger(let session): heard.append("stranger \(session)")
        case .dropped(let error): heard.append("\(error.reason)")
        }
      }
      return heard
    }
    let answer = pump.sealed(.status(Status()), id: 1)
    let bytes =
      answer + answer + forger.sealed(.status(Status()), id: 1)
      + other.sealed(.status(Status()), id: 1) + framed(.status(Status()), id: 1)
      + client.open(.opening(.identify), id: 1) + [1, 2, 0]
    #expect(
      hear(bytes) == [
        "reply", "repeated", "forged", "stranger 8", "reply", "unknownMessage", "truncated",
      ])
  }
}
