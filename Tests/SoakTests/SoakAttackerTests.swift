import BadLink
import Telemetry
import TestLimits
import TestSupport
import Testing

@testable import Soak

/// What the soak's attacker makes: frames that only a tag tells from genuine ones.
@Suite(.limited)
struct SoakAttackerTests {
  @Test func `a changed frame is whole, and differs in one bit of its message`() throws {
    var random = Random(seed: 3)
    let opening = OpenSession(role: .clinician, schema: Schema.hash, nonce: random.block())
    let offer = SessionOffered(session: 77, nonce: opening.nonce, pumpNonce: random.block())
    let serial = ShortText<12>(text: "PLK-000001")
    let keys = SessionKeys(pairing: random.block(), Handshake(opening, offer, serial: serial))
    var sender = SessionSeal(keys, session: 77, at: .programmer)
    for _ in 0..<200 {
      let bolus = StartBolus(
        nanograms: UInt32(truncatingIfNeeded: random.next()), milliseconds: 60_000)
      var buffer = WireBuffer()
      buffer.seal(.order(Order(.startBolus(bolus), notAfter: 9)), id: 4, on: &sender)
      let frame = buffer.withBytes { [UInt8](copying: $0) }
      let changed = try #require(Attacker.changed(frame, &random))
      #expect(changed != frame)
      var receiver = SessionSeal(keys, session: 77, at: .pump)
      var decoder = FrameDecoder()
      var position = 0
      #expect(decoder.next(changed.span, from: &position) == .frame)
      #expect(decoder.envelope == .sealed(session: 77, counter: sender.sent))
      #expect(decoder.unseal(&receiver) == .forged)
      position = 0
      #expect(decoder.next(frame.span, from: &position) == .frame)
      #expect(decoder.unseal(&receiver) == .fresh)
    }
  }

  @Test func `a frame in the open is left as it is`() {
    var random = Random(seed: 4)
    var buffer = WireBuffer()
    buffer.encode(.opening(.identify), id: 1)
    #expect(Attacker.changed(buffer.withBytes { [UInt8](copying: $0) }, &random) == nil)
  }
}
