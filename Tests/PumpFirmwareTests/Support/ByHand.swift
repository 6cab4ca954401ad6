import Telemetry
import TestSupport

/// Sealed frames made as the specification says and apart from the product's own sealing, so that a
/// test can choose what a programmer never would.
struct ByHand {
  let keys: SessionKeys
  let session: UInt32

  /// The programmer's end of a session that a client was offered.
  init(_ client: SealedClient, _ offer: SessionOffered) {
    keys = SessionKeys(
      pairing: client.pairingKey, Handshake(client.opening, offer, serial: client.serial))
    session = offer.session
  }

  /// A request sealed under a counter of choice.
  func frame(_ request: Request, id: UInt16, counter: UInt32) -> [UInt8] {
    var decoder = FrameDecoder()
    var position = 0
    var buffer = WireBuffer()
    buffer.encode(request, id: id)
    let open = buffer.array
    guard decoder.next(open.span, from: &position) == .frame else { return [] }
    var message = decoder.withMessage { bytes in bytes.indices.map { bytes[$0] } }
    let envelope = [3] + Self.bytes(session) + Self.bytes(counter)
    let zeros = [UInt8](repeating: 0, count: 8)
    let nonce = AsconBlock(Self.bytes(session) + Self.bytes(counter) + zeros)
    var span = message.mutableSpan
    let tag = AsconAEAD128(key: keys.up).seal(&span, nonce: nonce, associatedData: envelope.span)
    return Stuffed.frame(envelope + message + tag.array)
  }

  private static func bytes(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
