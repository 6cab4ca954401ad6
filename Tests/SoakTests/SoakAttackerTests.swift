import BadLink
import RawClient
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
    var sender = SealedClient(pairingKey: random.block())
    sender.take(
      SessionOffered(session: 77, nonce: sender.opening.nonce, pumpNonce: random.block()))
    let keys = try #require(sender.keys)
    for counter in 1...200 as ClosedRange<UInt32> {
      let bolus = StartBolus(
        nanograms: UInt32(truncatingIfNeeded: random.next()), milliseconds: 60_000)
      let frame = sender.frame(.order(Order(.startBolus(bolus), notAfter: 9)), id: 4)
      let changed = try #require(Attacker.changed(frame, &random))
      #expect(changed != frame)
      var receiver = SessionSeal(keys, session: 77, at: .pump)
      var decoder = FrameDecoder()
      var position = 0
      #expect(decoder.next(changed.span, from: &position) == .frame)
      #expect(decoder.envelope == .sealed(session: 77, counter: counter))
      #expect(decoder.unseal(&receiver) == .forged)
      position = 0
      #expect(decoder.next(frame.span, from: &position) == .frame)
      #expect(decoder.unseal(&receiver) == .fresh)
    }
  }

  @Test func `a frame in the open is left as it is`() {
    var random = Random(seed: 4)
    let frame = SealedClient().open(.opening(.identify), id: 1)
    #expect(Attacker.changed(frame, &random) == nil)
  }
}
