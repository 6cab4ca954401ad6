import Telemetry
import TestLimits
import TestSupport
import Testing

/// The programmer's end that other tests talk with, against a pump's end made by hand.
@Suite(.limited)
struct SealedClientTests {
  private func framed(_ reply: Reply, id: UInt16) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.encode(reply, id: id)
    return buffer.array
  }

  private func sealed(_ reply: Reply, id: UInt16, _ sealing: inout SessionSeal) -> [UInt8] {
    var buffer = WireBuffer()
    buffer.seal(reply, id: id, on: &sealing)
    return buffer.array
  }

  @Test func `a session is opened, used, and left for another`() throws {
    var client = SealedClient()
    for (number, id) in [(0x0001_0001, 1), (0x0001_0002, 5)] as [(UInt32, UInt16)] {
      let opening = client.openSession(id: id)
      #expect(
        Listener.pump.hears(opening) == [
          .message(
            MessageHeader(.open, request: id), .request(.opening(.openSession(client.opening))))
        ])
      let offer = SessionOffered(
        session: number, nonce: client.opening.nonce, pumpNonce: AsconBlock(counting: 0xA0))
      let keys = SessionKeys(
        pairing: .clinicianKey,
        Handshake(client.opening, offer, serial: ShortText(text: "PLK-000001")))
      var pump = SessionSeal(keys, session: number, at: .pump)
      #expect(client.takeOffer(in: framed(.sessionOffered(offer), id: id)) == offer)
      let header = MessageHeader(.session(number), request: id + 1)
      let confirming = client.confirmSession(id: id + 1)
      #expect(
        Listener.pump.hears(confirming, on: &pump) == [
          .message(header, .request(.opening(.confirmSession)))
        ])
      let opened = SessionOpened(session: number, linkClock: 7, idleSeconds: 120)
      let answer = sealed(.sessionOpened(opened), id: id + 1, &pump)
      let heard = client.reply(in: answer)
      let reply = try #require(heard)
      #expect(reply.header == header && reply.reply == .sessionOpened(opened))
      // A copy, and a hint in the open, which is read as what it is.
      #expect(client.reply(in: answer) == nil)
      let hint = framed(.noSession(NoSession(session: number)), id: 0)
      #expect(client.reply(in: hint)?.header.envelope == .open)
    }
    #expect(client.counters[.repeated] == 2)
  }

  @Test func `an offer to somebody else, or none, is not taken`() {
    var client = SealedClient()
    _ = client.openSession(id: 1)
    let offer = SessionOffered(
      session: 1, nonce: AsconBlock(counting: 1), pumpNonce: AsconBlock(counting: 2))
    #expect(client.takeOffer(in: framed(.sessionOffered(offer), id: 1)) == nil)
    #expect(client.takeOffer(in: framed(.noSession(NoSession(session: 1)), id: 1)) == nil)
    #expect(client.sealing == nil)
  }

  @Test func `nonces are the seed's, and none comes twice`() {
    func nonces(_ seed: UInt64) -> [AsconBlock] {
      var client = SealedClient(seed: seed)
      return (1...50 as ClosedRange<UInt16>).map { id in
        _ = client.openSession(id: id)
        return client.opening.nonce
      }
    }
    #expect(nonces(1) == nonces(1))
    #expect(Set(nonces(1) + nonces(2)).count == 100)
  }
}
