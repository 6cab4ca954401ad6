import Quantities
import Telemetry

/// A status in a session, as a programmer that watches a pump gets it: sealed, framed, and back.
enum SealedBench {
  private static let session: UInt32 = 0x0001_0001

  private static func link(_ end: SessionSeal.End) -> SessionSeal {
    let key = AsconBlock(low: 1, high: 2)
    let handshake = Handshake(
      OpenSession(role: .clinician, schema: Schema.hash, nonce: key),
      SessionOffered(session: session, nonce: key, pumpNonce: key), serial: ShortText())
    return SessionSeal(SessionKeys(pairing: key, handshake), session: session, at: end)
  }

  @inline(never)
  static func sealMany(_ count: Int) {
    var pump = link(.pump)
    var buffer = WireBuffer()
    var status = CodecBench.status
    for index in 0..<count {
      status.reservoirNanolitres &-= 1
      buffer.seal(.status(status), id: UInt16(index & 0x7FFF), on: &pump)
    }
    precondition(!buffer.isEmpty, "the benchmark sealed nothing")
  }

  @inline(never)
  static func openMany(_ count: Int) {
    var pump = link(.pump)
    let programmer = link(.programmer)
    var buffer = WireBuffer()
    buffer.seal(.status(CodecBench.status), id: 1, on: &pump)
    var decoder = FrameDecoder()
    buffer.withBytes { bytes in
      for _ in 0..<count {
        // A session that has not seen the frame: what is opened again is a repeat.
        var fresh = programmer
        var position = 0
        guard decoder.next(bytes, from: &position) == .frame, decoder.unseal(&fresh) == .fresh,
          let (_, reply) = try? decoder.reply(), case .status(let status) = reply,
          status.batteryPercent == 97
        else { preconditionFailure("the benchmark's own sealed frame does not open") }
      }
    }
  }
}
